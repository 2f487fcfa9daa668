using System.Collections.Concurrent;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Accounts;

public sealed class PasswordChecksTests
{
    private static readonly int Places = Math.Max(1, Environment.ProcessorCount / 2);

    [Fact]
    public async Task Of_many_wrong_passwords_at_once_no_more_than_the_limit_are_looked_at()
    {
        await using Chat chat = await Chat.StartAsync();
        await (await chat.WithAccountAsync("acc")).QuitAsync();
        string wrong = Convert.ToBase64String(Utf8("\0acc\0wrong-password"));
        List<TestClient> clients = await NegotiatingAsync(chat, 60);
        await Task.WhenAll(clients.Select(client => client.SendAsync($"AUTHENTICATE {wrong}")));
        int tried = 0;
        foreach (TestClient client in clients)
        {
            if (!(await client.ExpectAsync("* 904 *")).Contains("too many", StringComparison.Ordinal)) tried++;
        }
        // The account has taken one.
        tried.Should().BeInRange(1, (chat.Options.LoginAttempts + 1) / 2);
        chat.Server.Context.PasswordChecks.Count.Should().Be(0, "nothing is remembered of those who are done");
    }

    [Fact]
    public async Task A_crowd_with_the_right_password_comes_in_however_few_may_be_wrong()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 3 });
        await (await chat.WithAccountAsync("acc")).QuitAsync();
        string right = Convert.ToBase64String(Utf8($"\0acc\0{Password}"));
        List<TestClient> clients = await NegotiatingAsync(chat, 12);
        await Task.WhenAll(clients.Select(client => client.SendAsync($"AUTHENTICATE {right}")));
        foreach (TestClient client in clients) await client.ExpectAsync("* 903 *");
    }

    [Fact]
    public async Task Whoever_waits_gives_up_when_the_connection_ends_or_the_time_is_over()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        PasswordChecks checks = chat.Server.Context.PasswordChecks;
        Session[] sessions = [.. (await SessionsAsync(chat, Places + 2))];
        using var full = new Occupied(checks, sessions[..Places]);
        var verdicts = new ConcurrentDictionary<Session, PasswordVerdict>();
        Thread[] waiting = [.. sessions[Places..].Select(session => Start(() => verdicts[session] = checks.Guess(session, () => true)))];
        sessions[Places].Close("over");
        waiting[0].Join(Waiting.Deadline).Should().BeTrue();
        verdicts[sessions[Places]].Outcome.Should().Be(PasswordOutcome.Busy);
        verdicts.Should().HaveCount(1);
        chat.Clock.Advance(PasswordChecks.MostWait);
        waiting[1].Join(Waiting.Deadline).Should().BeTrue();
        verdicts[sessions[^1]].Refusal().Should().Be("The server has many passwords to look at: try again in a moment");
    }

    [Fact]
    public async Task The_addresses_that_wait_take_turns()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        PasswordChecks checks = chat.Server.Context.PasswordChecks;
        Session[] sessions = [.. (await SessionsAsync(chat, Places + 5))];
        var order = new ConcurrentQueue<string>();
        var threads = new List<Thread>();
        using (var full = new Occupied(checks, sessions[..Places]))
        {
            string[] addresses = ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"];
            for (int i = 0; i < addresses.Length; i++)
            {
                string address = addresses[i];
                sessions[Places + i].Relocate(address, address);
                Session session = sessions[Places + i];
                threads.Add(Start(() => checks.Guess(session, () =>
                {
                    order.Enqueue(address);
                    return true;
                })));
                int waiting = i + 1;
                await Waiting.UntilAsync(() => checks.WaitingCount == waiting, "the next to wait");
            }
            // One place only, or they would overtake each other.
            full.ReleaseOne();
            Waiting.JoinAll(threads);
        }
        order.Should().Equal("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1", "192.0.2.1");
    }

    [Fact]
    public async Task What_throws_leaves_its_place_and_counts_as_nothing()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 1 });
        Session session = (await SessionsAsync(chat, 1))[0];
        for (int i = 0; i < Places + 2; i++)
        {
            Action guess = () => chat.Server.Context.PasswordChecks.Guess(session, () => throw new InvalidOperationException());
            guess.Should().Throw<InvalidOperationException>();
        }
        chat.Server.Context.PasswordChecks.Guess(session, () => true).IsRight.Should().BeTrue();
    }

    private static async Task<List<TestClient>> NegotiatingAsync(Chat chat, int count)
    {
        var clients = new List<TestClient>();
        for (int i = 0; i < count; i++)
        {
            TestClient client = await chat.ConnectAsync();
            await client.AskAsync("CAP REQ :sasl", $"NICK u{i}", $"USER u{i} 0 * :x");
            await client.SendAsync("AUTHENTICATE PLAIN");
            await client.ExpectAsync("* AUTHENTICATE +");
            clients.Add(client);
        }
        return clients;
    }

    private static async Task<Session[]> SessionsAsync(Chat chat, int count)
    {
        for (int i = 0; i < count; i++) await chat.RegisterAsync($"u{i}");
        return [.. Enumerable.Range(0, count).Select(i => chat.User($"u{i}").Sessions[0])];
    }

    private static Thread Start(Action run)
    {
        var thread = new Thread(() => run()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>All places are taken, until they are let go.</summary>
    private sealed class Occupied : IDisposable
    {
        private readonly SemaphoreSlim _released = new(0);
        private readonly Thread[] _threads;

        public Occupied(PasswordChecks checks, Session[] sessions)
        {
            using var begun = new CountdownEvent(sessions.Length);
            _threads = [.. sessions.Select(session => Start(() => checks.Guess(session, () =>
            {
                begun.Signal();
                return _released.Wait(Waiting.Deadline);
            })))];
            begun.Wait(Waiting.Deadline).Should().BeTrue();
        }

        public void ReleaseOne() => _released.Release();

        public void Dispose()
        {
            _released.Release(_threads.Length);
            Waiting.JoinAll(_threads);
        }
    }
}

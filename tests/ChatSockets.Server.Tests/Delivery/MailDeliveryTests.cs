using ChatSockets.Server.Storage;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>What is said to somebody with an account who is not here waits for the next log-in.</summary>
[Specification("ChatSockets", "README, Messages wait for those who are away")]
public sealed class MailDeliveryTests
{
    private const string Caps = "message-tags server-time echo-message";
    private const string Waits = ":chat.local 301 bob alice :is not here; your message waits for the next log-in";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_delivered_at_the_next_log_in_with_its_time_in_order_and_once(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = isOnDisk ? folder.Path : null });
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("PRIVMSG alice :one")).Should().Equal(Waits);
        chat.Clock.Advance(TimeSpan.FromHours(1));
        (await bob.AskAsync("NOTICE ALICE :two", "PRIVMSG alice :three")).Should().Equal(Waits);

        TestClient alice = await LogInAsync(chat, "alice");
        IReadOnlyList<string> mail = await alice.SyncAsync();
        mail.Where(line => line.Contains(":bob!", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Should().Equal(
            ":bob!~bob@127.0.0.1 PRIVMSG alice :one", ":bob!~bob@127.0.0.1 NOTICE alice :two", ":bob!~bob@127.0.0.1 PRIVMSG alice :three");
        mail.Should().ContainSingle(line => line.StartsWith("@time=2026-01-02T12:01:02.345Z;msgid=", StringComparison.Ordinal) && line.EndsWith(":one", StringComparison.Ordinal));
        mail.Should().ContainSingle(line => line.StartsWith("@time=2026-01-02T13:01:02.345Z;msgid=", StringComparison.Ordinal) && line.EndsWith(":two", StringComparison.Ordinal));

        TestClient again = await LogInAsync(chat, "alice");
        (await again.SyncAsync()).Should().NotContain(line => line.Contains(":bob!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_waits_over_a_restart()
    {
        using var folder = new TempFolder();
        await using (Chat before = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            await WithAccountAsync(before, "alice");
            TestClient bob = await before.RegisterAsync("bob");
            (await bob.AskAsync("PRIVMSG alice :see you")).Should().Equal(Waits);
        }
        await using Chat after = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        (await (await LogInAsync(after, "alice")).SyncAsync()).Should().ContainSingle(line => line.EndsWith(" :bob!~bob@127.0.0.1 PRIVMSG alice :see you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sender_gets_an_echo_and_reads_it_in_the_history()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob", Caps + " batch labeled-response");
        IReadOnlyList<string> answer = await bob.AskAsync("@label=9 PRIVMSG alice :hello");
        answer.Should().HaveCount(4);
        answer[0].Should().StartWith("@label=9;").And.EndWith(" labeled-response");
        answer[1].Should().EndWith(" :bob!~bob@127.0.0.1 PRIVMSG alice :hello");
        answer[2].Should().EndWith(Waits);
    }

    [Fact]
    public async Task Who_is_always_on_is_written_to_under_the_present_nickname_and_answers_with_the_own_reason()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskNickServAsync("SET ALWAYS-ON ON");
        await alice.AskAsync("NICK alison", "AWAY :at lunch");
        await alice.QuitAsync();
        TestClient bob = await chat.RegisterAsync("bob", "echo-message");
        (await bob.AskAsync("PRIVMSG alison :hello")).Should().Equal(":bob!~bob@127.0.0.1 PRIVMSG alison :hello", ":chat.local 301 bob alison :at lunch");

        TestClient again = await LogInAsync(chat, "alice");
        (await again.SyncAsync()).Should().ContainSingle(line => line.EndsWith(":bob!~bob@127.0.0.1 PRIVMSG alison :hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_taken_up_is_not_for_nobody_and_tags_alone_are_not_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob", "message-tags");
        (await bob.AskAsync("PRIVMSG nobody :hello", "@+react=x TAGMSG alice", "PRIVMSG alice :\u0001VERSION\u0001")).Should().Equal(
            ":chat.local 401 bob nobody :No such nickname", ":chat.local 401 bob alice :No such nickname", ":chat.local 401 bob alice :No such nickname");
    }

    [Fact]
    public async Task There_is_an_end_to_what_can_wait()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 0 });
        await WithAccountAsync(chat, "alice");
        TestClient bob = await chat.RegisterAsync("bob", "standard-replies");
        for (int i = 0; i < Mailbox.Capacity; i += 100) await bob.AskAsync([.. Enumerable.Range(i, 100).Select(number => $"NOTICE alice :{number}")]);
        (await bob.AskAsync("PRIVMSG alice :one more")).Should().Equal(
            ":chat.local FAIL PRIVMSG NOT_KEPT alice :Your message was not sent: as much as can wait for them waits already.");
        (await (await LogInAsync(chat, "alice")).SyncAsync()).Count(line => line.Contains(" NOTICE alice :", StringComparison.Ordinal)).Should().Be(Mailbox.Capacity);
        (await bob.AskAsync("NOTICE alice :again")).Should().BeEmpty();
    }

    private static async Task WithAccountAsync(Chat chat, string name)
    {
        TestClient client = await chat.RegisterAsync(name);
        await client.AskAsync("REGISTER * * :correct horse");
        await client.LeaveAsync();
    }

    // Registered, and nothing of what came behind its welcome has been read.
    private static async Task<TestClient> LogInAsync(Chat chat, string name)
    {
        TestClient client = await chat.LogInAsync(name, Caps, username: $"{name}{Interlocked.Increment(ref Logins)}", account: name);
        await client.SendAsync("CAP END");
        await client.ExpectAsync("* 001 *");
        return client;
    }

    private static int Logins;
}

using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>
/// Whoever watches a nickname is told the truth in its order, however many come and go at once, and nothing stays behind.
/// </summary>
public sealed class MonitorsTests
{
    private const int Rounds = 2000;

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_nickname_that_many_take_and_give_up_is_never_here_twice_or_gone_twice()
    {
        await using Chat chat = await StartAsync();
        TestClient one = await WatchAsync(chat, "one"), two = await WatchAsync(chat, "two");
        UserDirectory users = chat.Server.Context.Users;
        await RunAsync([.. await UsersAsync(chat, 3)], user =>
        {
            byte[] own = user.Nickname;
            for (int round = 0; round < Rounds; round++)
            {
                TakeGhost(users, user);
                users.TryClaim(own, user);
            }
        });
        string[] news = News(await one.SyncAsync());
        Alternates(news, 3 * Rounds);
        News(await two.SyncAsync()).Should().Equal(news);
    }

    [Fact]
    public async Task Those_who_register_and_leave_under_one_nickname_are_seen_one_after_the_other()
    {
        await using Chat chat = await StartAsync();
        TestClient watcher = await WatchAsync(chat, "watcher");
        UserDirectory users = chat.Server.Context.Users;
        await RunAsync([.. await UsersAsync(chat, 3)], user =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                var ghost = new User(user.Server, "127.0.0.1");
                TakeGhost(users, ghost);
                users.TryRegister(ghost);
                users.Remove(ghost);
            }
        });
        Alternates(News(await watcher.SyncAsync()), 3 * Rounds);
        users.Count.Should().Be(4);
    }

    [Fact]
    public async Task Whoever_begins_to_watch_in_the_midst_of_it_is_told_how_it_stands_and_then_what_changes()
    {
        await using Chat chat = await StartAsync();
        TestClient watcher = await chat.RegisterAsync("watcher");
        UserDirectory users = chat.Server.Context.Users;
        User[] takers = [.. await UsersAsync(chat, 2)];
        bool isOver = false;
        Task taking = RunAsync(takers, user =>
        {
            byte[] own = user.Nickname;
            while (!Volatile.Read(ref isOver))
            {
                users.TryClaim(Utf8("ghost"), user);
                users.TryClaim(own, user);
            }
        });
        for (int round = 0; round < 100; round++)
        {
            // The answer to the first, then changes, and somewhere among them the answer to the second, which alone may repeat what is
            // known.
            string[] news = News(await watcher.AskAsync("MONITOR + ghost", "MONITOR S", "MONITOR C"));
            news.Should().HaveCountGreaterThanOrEqualTo(2);
            news.Where((numeric, i) => i > 0 && numeric == news[i - 1]).Should()
                .HaveCountLessThanOrEqualTo(1, "it was {0}", string.Join(' ', news));
        }
        Volatile.Write(ref isOver, true);
        await taking;
        (await watcher.SyncAsync()).Should().BeEmpty();
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task What_nobody_watches_takes_no_memory()
    {
        await using Chat chat = await Chat.StartAsync();
        Monitors monitors = chat.Server.Context.Monitors;
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("MONITOR + one,two,three");
        await bob.AskAsync("MONITOR + ONE,two");
        Count(monitors).Should().Be(3);
        await alice.AskAsync("MONITOR - three,two");
        Count(monitors).Should().Be(2);
        await alice.AskAsync("MONITOR C");
        Count(monitors).Should().Be(2);
        await bob.SendAsync("QUIT");
        await bob.ReadToEndAsync();
        Count(monitors).Should().Be(0);
        await alice.AskAsync("MONITOR + one");
        alice.Reset();
        await Waiting.UntilAsync(() => Count(monitors) == 0, "the list of a connection that broke");
    }

    private static int Count(Monitors monitors)
    {
        lock (monitors.Gate) return monitors.Count;
    }

    // Nobody is dropped for reading slowly: here every line counts.
    private static Task<Chat> StartAsync() => Chat.StartAsync(options => options with { OutboxBytes = 1 << 28 });

    private static async Task<TestClient> WatchAsync(Chat chat, string nickname)
    {
        TestClient watcher = await chat.RegisterAsync(nickname);
        (await watcher.AskAsync("MONITOR + ghost")).Should().Equal($":chat.local 731 {nickname} :ghost");
        return watcher;
    }

    // Their connections are silent, so that the test's threads may do what their own would.
    private static async Task<IEnumerable<User>> UsersAsync(Chat chat, int count)
    {
        for (int i = 0; i < count; i++) await chat.RegisterAsync($"taker{i}");
        return chat.Server.Context.Users.All.Where(user => user.Nickname.AsSpan().StartsWith("taker"u8));
    }

    private static async Task RunAsync(User[] users, Action<User> act)
    {
        using var start = new Barrier(users.Length);
        await Task.WhenAll(users.Select(user => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                act(user);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private static string[] News(IReadOnlyList<string> lines) =>
        [.. lines.Select(line => line.Split(' ')[1]).Where(verb => verb is "730" or "731")];

    // Each gets it in the end, so that it really goes from hand to hand.
    private static void TakeGhost(UserDirectory users, User user)
    {
        while (!users.TryClaim(Utf8("ghost"), user)) Thread.Yield();
    }

    private static void Alternates(string[] news, int times) =>
        news.Should().Equal(Enumerable.Range(0, 2 * times).Select(i => i % 2 == 0 ? "730" : "731"));
}

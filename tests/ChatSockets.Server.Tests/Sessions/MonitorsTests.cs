using ChatSockets.Server.Sessions;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Sessions;

/// <summary>Whoever watches a nickname is told the truth in its order, however many come and go at once, and nothing stays behind.</summary>
public sealed class MonitorsTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task A_nickname_that_many_take_and_give_up_is_never_here_twice_or_gone_twice()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient[] watchers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => chat.RegisterAsync($"watcher{i}")));
        foreach (TestClient watcher in watchers) (await watcher.AskAsync("MONITOR + ghost")).Should().Equal($":chat.local 731 {Name(watchers, watcher)} :ghost");
        TestClient[] takers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => chat.RegisterAsync($"taker{i}")));

        await Task.WhenAll(takers.Select((taker, i) => Task.Run(async () =>
        {
            for (int round = 0; round < Rounds; round++) await taker.SendAsync("NICK ghost", $"NICK taker{i}");
            await taker.SyncAsync();
        })));

        var seen = new List<string[]>();
        foreach (TestClient watcher in watchers) seen.Add(News(await watcher.SyncAsync()));
        seen[0].Should().NotBeEmpty();
        Alternates(seen[0], firstIsOnline: true);
        seen[0][^1].Should().Be("731");
        foreach (string[] news in seen.Skip(1)) news.Should().Equal(seen[0]);
    }

    [Fact]
    public async Task Those_who_register_and_quit_under_one_nickname_are_seen_one_after_the_other()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient watcher = await chat.RegisterAsync("watcher");
        await watcher.AskAsync("MONITOR + ghost");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int round = 0; round < 25; round++)
            {
                TestClient ghost = await chat.ConnectAsync();
                await ghost.SendAsync("NICK ghost", "USER ghost 0 * :Ghost", "QUIT");
                await ghost.ReadToEndAsync();
            }
        })));
        string[] news = News(await watcher.SyncAsync());
        news.Should().NotBeEmpty();
        Alternates(news, firstIsOnline: true);
        news[^1].Should().Be("731");
    }

    [Fact]
    public async Task Whoever_begins_to_watch_in_the_midst_of_it_is_told_how_it_stands_and_then_what_changes()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient watcher = await chat.RegisterAsync("watcher");
        TestClient ghost = await chat.RegisterAsync("taker");
        Task taking = Task.Run(async () =>
        {
            for (int round = 0; round < 5 * Rounds; round++) await ghost.SendAsync("NICK ghost", "NICK taker");
            await ghost.SyncAsync();
        });
        for (int round = 0; round < Rounds; round++)
        {
            // The answer to the first, then changes, and somewhere among them the answer to the second.
            string[] news = News(await watcher.AskAsync("MONITOR + ghost", "MONITOR S", "MONITOR C"));
            news.Should().HaveCountGreaterThanOrEqualTo(2);
            string[] changes = [.. news.Where((numeric, i) => i == 0 || numeric != news[i - 1])];
            changes.Should().HaveCountGreaterThanOrEqualTo(news.Length - 1, "only the answer to S may repeat what is known: {0}", string.Join(' ', news));
        }
        await taking;
        (await watcher.SyncAsync()).Should().BeEmpty();
    }

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

    private static string[] News(IReadOnlyList<string> lines) =>
        [.. lines.Select(line => line.Split(' ')[1]).Where(verb => verb is "730" or "731")];

    private static void Alternates(string[] news, bool firstIsOnline) =>
        news.Should().Equal(news.Select((_, i) => i % 2 == 0 == firstIsOnline ? "730" : "731"));

    private static string Name(TestClient[] watchers, TestClient watcher) => $"watcher{Array.IndexOf(watchers, watcher)}";
}

using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>Promise 2: nobody waits for a slow reader.</summary>
public sealed class SlowReaderTests
{
    private const string Dropped = "Send queue exceeded: you did not read fast enough";

    [Fact]
    public async Task Whoever_never_reads_is_dropped_with_a_reason_and_the_others_miss_nothing()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = 64 * 1024 });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient silent = await chat.RegisterAsync("silent", receiveBuffer: 4096);
        await silent.SendAsync("JOIN #room");
        await alice.ExpectAsync("* JOIN #room");
        await bob.ExpectAsync("* JOIN #room");

        string text = new('x', 400);
        var heard = new List<string>();
        int said = 0;
        bool gone = false;
        // The sockets hold some megabytes before the outbox fills; far more is an outbox without a limit.
        while (!gone && said < 100_000)
        {
            string[] lines = [.. Enumerable.Range(said, 50).Select(i => $"PRIVMSG #room :{i} {text}")];
            said += lines.Length;
            gone = (await alice.AskAsync(lines)).Contains($":{Source("silent")} QUIT :{Dropped}");
            heard.AddRange(await bob.SyncAsync());
        }
        gone.Should().BeTrue("the outbox has a limit");
        heard.Should().Contain($":{Source("silent")} QUIT :{Dropped}");
        heard.Where(line => line.Contains(" PRIVMSG ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3])
            .Should().Equal(Enumerable.Range(0, said).Select(i => $":{i}"));
    }

    [Fact]
    public async Task Whoever_asks_for_more_than_he_reads_is_dropped_too()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = 16 * 1024 });
        (TestClient alice, _) = await chat.PairAsync();
        TestClient greedy = await chat.RegisterAsync("greedy", receiveBuffer: 4096);
        await greedy.SendAsync("JOIN #room");
        await alice.ExpectAsync("* JOIN #room");
        Task<string> quit = alice.NextAsync("the QUIT of whoever did not read");
        // Sent until the server closes the door; what it does not take is no loss.
        Task asking = Task.Run(async () =>
        {
            try
            {
                while (!quit.IsCompleted) await greedy.SendAsync([.. Enumerable.Repeat("VERSION", 100)]);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // It did.
            }
        });
        (await quit).Should().Be($":{Source("greedy")} QUIT :{Dropped}");
        greedy.Dispose();
        await asking.ContinueWith(_ => { }, TaskScheduler.Default);
    }
}

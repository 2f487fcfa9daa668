using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>A reload while everybody talks: nobody is dropped, no line is lost, and the order stays.</summary>
public sealed class ReloadUnderLoadTests
{
    private const int Lines = 1000;

    [Fact]
    public async Task Reloads_good_and_bad_drop_nobody_and_lose_no_line()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message");
        TestClient bob = await chat.JoinAsync("bob", caps: "echo-message");
        TestClient carl = await chat.JoinAsync("carl");
        await Task.WhenAll(alice.SyncAsync(), bob.SyncAsync());

        using var done = new CancellationTokenSource();
        int reloads = 0;
        var reloader = new Thread(() =>
        {
            for (; !done.IsCancellationRequested; reloads++)
            {
                bool isBad = reloads % 3 == 2;
                chat.Server.Reload(chat.Options with
                {
                    Network = $"N{reloads}",
                    MaximumRoomsPerUser = isBad ? 0 : 10,
                    FloodBurst = reloads % 2
                })
                    .Errors.Should().HaveCount(isBad ? 1 : 0);
            }
        });
        reloader.Start();
        await Task.WhenAll(TalkAsync(alice, "a"), TalkAsync(bob, "b"));

        string[] heard = await HearAsync(carl, 2 * Lines);
        await done.CancelAsync();
        Waiting.JoinAll([reloader]);
        reloads.Should().BePositive();
        heard.Where(line => line.StartsWith(":alice!", StringComparison.Ordinal)).Should().Equal(LinesOf("alice", "a"));
        heard.Where(line => line.StartsWith(":bob!", StringComparison.Ordinal)).Should().Equal(LinesOf("bob", "b"));
        (await HearAsync(alice, 2 * Lines)).Should().Equal(heard);
        (await HearAsync(bob, 2 * Lines)).Should().Equal(heard);
        chat.Server.ConnectionCount.Should().Be(3);
    }

    private static IEnumerable<string> LinesOf(string nickname, string what) =>
        Enumerable.Range(0, Lines).Select(i => $":{Source(nickname)} PRIVMSG #room :{what}{i}");

    private static async Task TalkAsync(TestClient client, string what)
    {
        for (int i = 0; i < Lines; i++) await client.SendAsync($"PRIVMSG #room :{what}{i}");
    }

    private static async Task<string[]> HearAsync(TestClient client, int count)
    {
        var lines = new string[count];
        for (int i = 0; i < count;)
        {
            string line = await client.NextAsync($"line {i}");
            // What a reload changes of ISUPPORT is told to everybody.
            if (!line.Contains(" 005 ", StringComparison.Ordinal)) lines[i++] = line;
        }
        return lines;
    }
}

using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>
/// A clock that was a year ahead for a while, and a server that was started again since: what is said after that has its right time, and
/// its place.
/// </summary>
[Specification("IRCv3 server-time", "server-time Extension")]
public sealed class ChatHistoryClockTests
{
    private const string Caps = "batch server-time message-tags draft/chathistory echo-message";

    private static readonly string[] Times = ["2026-01-02T12:01:02.345Z", "2027-01-02T12:01:02.345Z", "2026-01-02T12:02:02.345Z",
        "2026-01-02T12:03:02.345Z"];

    [Theory]
    [InlineData("LATEST #room * 100", "one future two three")]
    [InlineData("LATEST #room * 2", "two three")]
    [InlineData("LATEST #room timestamp=<3> 100", "three")]
    [InlineData("BEFORE #room timestamp=<4> 2", "future two")]
    [InlineData("BEFORE #room timestamp=<3> 100", "one future")]
    [InlineData("AFTER #room timestamp=<1> 100", "future two three")]
    [InlineData("AFTER #room timestamp=<3> 100", "three")]
    [InlineData("AROUND #room timestamp=<3> 3", "future two three")]
    [InlineData("BETWEEN #room timestamp=<1> timestamp=<4> 100", "future two")]
    public async Task Lines_have_their_times_and_are_found_by_them(string request, string expected)
    {
        using var folder = new TempFolder();
        var clock = new ManualClock();
        string[] texts = ["one", "future", "two", "three"];
        await using (Chat chat = await StartAsync(folder, clock))
        {
            TestClient alice = await chat.JoinAsync("alice", caps: Caps);
            await SayAsync(alice, 0);
            clock.Set(TimeSpan.FromDays(365));
            await SayAsync(alice, 1);
            clock.Set(TimeSpan.FromDays(-365));
            clock.Advance(TimeSpan.FromMinutes(1));
            await SayAsync(alice, 2);
        }
        clock.Advance(TimeSpan.FromMinutes(1));
        await using (Chat chat = await StartAsync(folder, clock))
        {
            TestClient alice = await chat.JoinAsync("alice", caps: Caps);
            await SayAsync(alice, 3);
            for (int i = 0; i < Times.Length; i++) request = request.Replace($"<{i + 1}>", Times[i], StringComparison.Ordinal);
            (await alice.AskAsync($"CHATHISTORY {request}")).Where(line => line.Contains("PRIVMSG", StringComparison.Ordinal))
                .Select(line => (line.Split(" :")[^1], Tag(line, "time")!))
                .Should().Equal(expected.Split(' ').Select(text => (text, Times[Array.IndexOf(texts, text)])));
        }

        async Task SayAsync(TestClient client, int which) =>
            Tag((await client.AskAsync($"PRIVMSG #room :{texts[which]}")).Single(), "time").Should().Be(Times[which]);
    }

    [Fact]
    public async Task A_start_with_a_clock_that_is_behind_the_file_gives_right_times_too()
    {
        using var folder = new TempFolder();
        var clock = new ManualClock();
        clock.Set(TimeSpan.FromDays(365));
        await using (Chat chat = await StartAsync(folder, clock)) await (await chat.JoinAsync("alice", caps: Caps))
            .AskAsync("PRIVMSG #room :future");
        clock.Set(TimeSpan.FromDays(-365));
        for (int i = 0; i < 3; i++)
        {
            await using Chat chat = await StartAsync(folder, clock);
            TestClient alice = await chat.JoinAsync("alice", caps: Caps);
            Tag((await alice.AskAsync("PRIVMSG #room :now")).Single(), "time").Should().Be(Times[0]);
            (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Count(line => line.Contains("time=2027", StringComparison.Ordinal)
                && line.EndsWith(":future", StringComparison.Ordinal)).Should().Be(1);
        }
    }

    private static Task<Chat> StartAsync(TempFolder folder, ManualClock clock) =>
        Chat.StartAsync(options => options with { DataFolder = folder.Path, Clock = clock });
}

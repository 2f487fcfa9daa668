using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Services.Znc;

/// <summary>What ZNC's playback module does for its clients.</summary>
[Specification("ZNC playback", "Usage")]
public sealed class PlayTests
{
    private const string Caps = "batch server-time message-tags znc.in/playback";

    [Theory]
    [InlineData("#room", "one two three")]
    [InlineData("#ROOM 0", "one two three")]
    [InlineData("#room 1767355262.345", "two three")]
    [InlineData("#room 1767355262.344", "one two three")]
    [InlineData("#room 1767355262", "one two three")]
    [InlineData("#room 0 1767355263.345", "one two")]
    [InlineData("#room 1767355262.345 1767355263.345", "two")]
    [InlineData("#room 1767355264.345", "")]
    [InlineData("#room 99999999999999999999", "")]
    [InlineData("#room 0 99999999999999999999", "one two three")]
    public async Task What_was_said_behind_the_first_time_and_up_to_the_second_comes_in_a_batch(string words, string expected)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        foreach (string text in (string[])["one", "two", "three"])
        {
            await alice.AskAsync($"PRIVMSG #room :{text}");
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        IReadOnlyList<string> answer = await alice.AskAsync($"PRIVMSG *playback :PLAY {words}");
        answer[0].Should().EndWith(" znc.in/playback #room").And.Contain(" BATCH +");
        answer.Skip(1).SkipLast(1).Select(line => line.Split(" :")[^1]).Should()
            .Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        answer[^1].Should().Contain(" BATCH -");
        if (expected.StartsWith("one", StringComparison.Ordinal))
            answer[1].Should()
                .StartWith($"@batch={answer[^1].Split(" BATCH -")[1]};time=2026-01-02T12:01:02.345Z;msgid=").And.EndWith(
                    $" :{Source("alice")} PRIVMSG #room :one");
    }

    [Fact]
    public async Task An_asterisk_is_all_rooms_and_all_private_conversations()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.JoinAsync("bob");
        TestClient alice = await chat.WithAccountAsync("alice", Caps);
        await alice.AskAsync("JOIN #room", "JOIN #empty", "PRIVMSG #room :here", "PRIVMSG bob :psst");
        await bob.AskAsync("PRIVMSG alice :yes?");
        await alice.SyncAsync();
        IReadOnlyList<string> answer = await alice.AskAsync("PRIVMSG *playback :play *");
        answer.Where(line => line.Contains(" BATCH +", StringComparison.Ordinal)).Select(line => line.Split(" znc.in/playback ")[1])
            .Should().Equal("#room", "bob");
        answer.Where(line => line.Contains(" PRIVMSG ", StringComparison.Ordinal)).Select(Untagged).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :here", $":{Source("alice")} PRIVMSG bob :psst", $":{Source("bob")} PRIVMSG alice :yes?");
        (await alice.AskAsync("PRIVMSG *playback :PLAY bob,#nowhere,#room"))
            .Where(line => !line.Contains("BATCH", StringComparison.Ordinal)).Select(line => line.Split(" :")[^1])
            .Should().Equal("#nowhere is nothing that you could read.", "psst", "yes?", "here");
    }

    [Fact]
    public async Task Of_very_much_the_last_comes()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 0 });
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        for (int i = 0; i < 1100; i += 100) await alice.AskAsync([.. Enumerable.Range(i, 100).Select(n => $"PRIVMSG #room :{n}")]);
        IReadOnlyList<string> answer = await alice.AskAsync("PRIVMSG *playback :PLAY #room 0");
        answer.Skip(1).SkipLast(1).Select(line => line.Split(" :")[^1]).Should().Equal(Enumerable.Range(100, 1000).Select(n => $"{n}"));
    }

    [Fact]
    public async Task Who_has_negotiated_it_asks_and_gets_nothing_unasked()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :hello");
        TestClient bob = await chat.RegisterAsync("bob", "znc.in/playback");
        (await bob.AskAsync("JOIN #room"))[^1].Should().Contain(" 366 ");
        (await bob.AskAsync("PRIVMSG *playback :PLAY #room")).Should().Equal($":{Source("alice")} PRIVMSG #room :[12:01] hello");
    }

    [Fact]
    public async Task What_one_may_not_read_is_not_played()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :secret");
        TestClient bob = await chat.RegisterAsync("bob", Caps);
        (await bob.AskAsync("PRIVMSG *playback :PLAY #room")).Select(Untagged).Should()
            .Equal(":*playback!*playback@chat.local NOTICE bob :#room is nothing that you could read.");
        (await bob.AskAsync("PRIVMSG *playback :PLAY *")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PLAY", "That goes like this: /msg *playback PLAY *|<room or nickname>[,...] [<from> [<to>]]")]
    [InlineData("PLAY * yesterday", "yesterday is not a time: use seconds since 1970, such as 1767355262.")]
    [InlineData("PLAY * 0 -1", "-1 is not a time: use seconds since 1970, such as 1767355262.")]
    public async Task What_it_does_not_understand_it_explains(string words, string answer)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync($"PRIVMSG *playback :{words}")).Should().Equal($":*playback!*playback@chat.local NOTICE alice :{answer}");
    }
}

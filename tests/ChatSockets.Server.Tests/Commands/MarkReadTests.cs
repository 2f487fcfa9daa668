using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 read-marker", "MARKREAD Command")]
public sealed class MarkReadTests
{
    private const string Caps = "draft/read-marker";

    [Fact]
    public async Task It_is_set_and_told_and_never_goes_back()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ComeAsync("alice", Caps);
        (await alice.AskAsync("MARKREAD #room")).Should().Equal(":chat.local MARKREAD #room *");
        (await alice.AskAsync("MARKREAD #room timestamp=2026-01-02T12:00:00.123Z")).Should()
            .Equal(":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.123Z");
        (await alice.AskAsync("MARKREAD #ROOM timestamp=2026-01-02T11:00:00.000Z")).Should()
            .Equal(":chat.local MARKREAD #ROOM timestamp=2026-01-02T12:00:00.123Z");
        (await alice.AskAsync("MARKREAD bob timestamp=2026-01-01T00:00:00.000Z", "MARKREAD bob", "MARKREAD #room")).Should().Equal(
            ":chat.local MARKREAD bob timestamp=2026-01-01T00:00:00.000Z",
            ":chat.local MARKREAD bob timestamp=2026-01-01T00:00:00.000Z",
            ":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.123Z");
    }

    [Fact]
    public async Task Nobody_has_read_what_will_be_said()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ComeAsync("alice", Caps);
        (await alice.AskAsync("MARKREAD #room timestamp=2030-01-01T00:00:00.000Z")).Should()
            .Equal(":chat.local MARKREAD #room timestamp=2026-01-02T12:01:02.345Z");
    }

    [Fact]
    public async Task The_users_other_terminals_are_told_and_nobody_else()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient one = await chat.ComeAsync("alice", Caps + " batch labeled-response");
        TestClient two = await chat.ComeAsync("alice", Caps, username: "two");
        TestClient plain = await chat.ComeAsync("alice", username: "plain");
        TestClient bob = await chat.ComeAsync("bob", Caps, account: "other");
        (await one.AskAsync("@label=x MARKREAD #room timestamp=2026-01-02T12:00:00.000Z")).Should()
            .Equal("@label=x :chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z");
        (await two.SyncAsync()).Should().Equal(":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z");
        (await two.AskAsync("MARKREAD #room timestamp=2026-01-02T10:00:00.000Z")).Should()
            .Equal(":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z");
        (await one.SyncAsync()).Should().BeEmpty("nothing has changed");
        (await plain.SyncAsync()).Should().BeEmpty();
        (await bob.AskAsync("MARKREAD #room")).Should().Equal(":chat.local MARKREAD #room *");
    }

    [Fact]
    [Specification("IRCv3 read-marker", "Command flows")]
    public async Task It_comes_with_each_entrance_before_the_end_of_the_names()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ComeAsync("alice", Caps);
        await alice.AskAsync("MARKREAD #room timestamp=2026-01-02T12:00:00.000Z");
        (await alice.AskAsync("JOIN #room,#other")).Where(line => !line.Contains(" 353 ", StringComparison.Ordinal)).Should().Equal(
            $":{Source("alice")} JOIN #room",
            ":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z",
            ":chat.local 366 alice #room :End of /NAMES list",
            $":{Source("alice")} JOIN #other",
            ":chat.local MARKREAD #other *",
            ":chat.local 366 alice #other :End of /NAMES list");
        TestClient second = await chat.LogInAsync("alice", Caps + " no-implicit-names", username: "second");
        (await second.AskAsync("CAP END")).SkipWhile(line => !line.Contains(" JOIN ", StringComparison.Ordinal)).Should().Equal(
            $":{Source("alice")} JOIN #room",
            ":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z",
            $":{Source("alice")} JOIN #other",
            ":chat.local MARKREAD #other *");
        await alice.AskAsync("JOIN #third");
        (await second.SyncAsync()).Should().Equal($":{Source("alice")} JOIN #third", ":chat.local MARKREAD #third *");
    }

    [Fact]
    public async Task It_is_there_after_a_restart()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
            await (await chat.ComeAsync("alice", Caps)).AskAsync("MARKREAD #room timestamp=2026-01-02T12:00:00.000Z");
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
            (await (await chat.ComeAsync("alice", Caps)).AskAsync("MARKREAD #room")).Should()
                .Equal(":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z");
    }

    [Fact]
    public async Task Whoever_has_no_account_keeps_them_for_as_long_as_the_connection_lasts()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Caps);
        (await alice.AskAsync("MARKREAD #room", "MARKREAD #room timestamp=2026-01-02T12:00:00.000Z", "JOIN #room")).Should().Equal(
            ":chat.local MARKREAD #room *",
            ":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z",
            $":{Source("alice")} JOIN #room",
            ":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z",
            ":chat.local 353 alice = #room :@alice",
            ":chat.local 366 alice #room :End of /NAMES list");
        (await alice.AskAsync("MARKREAD #room timestamp=2026-01-02T11:00:00.000Z", "MARKREAD #ROOM",
            "MARKREAD #other timestamp=2031-01-02T12:00:00.000Z")).Should().Equal(
            ":chat.local MARKREAD #room timestamp=2026-01-02T12:00:00.000Z",
            ":chat.local MARKREAD #ROOM timestamp=2026-01-02T12:00:00.000Z",
            $":chat.local MARKREAD #other timestamp={chat.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}");
        await alice.LeaveAsync();
        TestClient another = await chat.RegisterAsync("alice", Caps);
        (await another.AskAsync("MARKREAD #room")).Should().Equal(":chat.local MARKREAD #room *");
    }

    [Theory]
    [InlineData("MARKREAD", "NEED_MORE_PARAMS :Missing parameters")]
    [InlineData("MARKREAD #room *", "INVALID_PARAMS #room * :Invalid timestamp")]
    [InlineData("MARKREAD #room 2026-01-02T12:00:00.000Z", "INVALID_PARAMS #room 2026-01-02T12:00:00.000Z :Invalid timestamp")]
    [InlineData("MARKREAD #room timestamp=soon", "INVALID_PARAMS #room timestamp=soon :Invalid timestamp")]
    [InlineData("MARKREAD 5 timestamp=2026-01-02T12:00:00.000Z", "INVALID_PARAMS 5 :Invalid target")]
    [Specification("IRCv3 read-marker", "Errors and Warnings")]
    public async Task What_cannot_be_understood_is_answered_with_its_code(string line, string answer)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ComeAsync("alice", Caps);
        (await alice.AskAsync(line)).Should().Equal(":chat.local FAIL MARKREAD " + answer);
    }

    [Fact]
    public async Task Without_the_capability_there_is_no_such_command()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MARKREAD #room")).Should().Equal(":chat.local 421 alice MARKREAD :Unknown command");
    }

    [Fact]
    public async Task An_account_has_a_thousand_and_the_oldest_go()
    {
        await using Chat chat = await Chat.StartAsync();
        ReadMarkers markers = chat.Server.Context.ReadMarkers;
        byte[] account = Utf8("acc");
        for (int i = 0; i <= ReadMarkers.Maximum; i++)
            markers.Set(account, Utf8($"#{i}"), ManualClock.Start.AddSeconds(i), ManualClock.Start.AddDays(1));
        markers.Of(account).Should().HaveCount(ReadMarkers.Maximum).And.NotContainKey(Utf8("#0"));
        markers.Set(account, Utf8("#old"), ManualClock.Start, ManualClock.Start.AddDays(1));
        markers.Of(account).Should().HaveCount(ReadMarkers.Maximum).And.ContainKey(Utf8("#OLD"));
        markers.Of(Utf8("other")).Should().BeEmpty();
        // One that was set while the clock was wrong does not stay for ever.
        markers.Set(account, Utf8("#future"), ManualClock.Start.AddYears(1), ManualClock.Start.AddYears(1));
        markers.Set(account, Utf8("#future"), ManualClock.Start, ManualClock.Start.AddDays(1)).Should().Be(ManualClock.Start.AddDays(1));
    }
}

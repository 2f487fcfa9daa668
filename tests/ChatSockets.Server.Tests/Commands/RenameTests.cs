using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 channel-rename", "Messages")]
[Specification("IRCv3 channel-rename", "Errors")]
public sealed class RenameTests
{
    private const string Cap = "draft/channel-rename";

    [Theory]
    [InlineData("", ":")]
    [InlineData(" :Typo fix", ":Typo fix")]
    public async Task Those_who_know_it_are_told_by_it(string reason, string told)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Cap, Cap);
        string line = $":{Source("alice")} RENAME #room #Stube {told}";
        (await alice.AskAsync("RENAME #ROOM #Stube" + reason)).Should().Equal(line);
        (await bob.SyncAsync()).Should().Equal(line);
        await alice.AskAsync("PRIVMSG #stube :hello");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #Stube :hello");
    }

    [Fact]
    public async Task The_room_stays_what_it_is()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Cap, Cap);
        await alice.AskAsync("TOPIC #room :Tea", "MODE #room +mb x!*@*", "INVITE carol #room");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("INVITE carol #room", "RENAME #room #stube");
        (await carol.AskAsync("INVITE")).Should().Equal(
            $":{Source("alice")} INVITE carol #room", ":chat.local 336 carol #stube", ":chat.local 337 carol :End of /INVITE list");
        await bob.SyncAsync();
        (await bob.AskAsync("PRIVMSG #stube :x", "TOPIC #stube", "MODE #stube b")).Select(line => line.Split(' ')[1]).Should()
            .Equal("404", "332", "333", "367", "368");
        (await bob.AskAsync("PRIVMSG #room :x", "PART #room", "RENAME #room #other")).Should().Equal(
            ":chat.local 403 bob #room :No such channel", ":chat.local 403 bob #room :No such channel",
                ":chat.local 403 bob #room :No such channel");
        (await bob.AskAsync("PART #stube")).Should().Equal($":{Source("bob")} PART #stube");
    }

    [Fact]
    public async Task The_old_name_is_free_and_the_new_one_is_gone_with_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Cap, Cap);
        await alice.AskAsync("RENAME #room #stube");
        await bob.SyncAsync();
        (await bob.AskAsync("JOIN #room"))[1].Should()
            .StartWith(":chat.local 353 bob = #room :").And.NotContain("alice").And.EndWith("@bob");
        await alice.AskAsync("PART #stube");
        (await bob.AskAsync("PART #stube", "TOPIC #stube")).Should().HaveElementAt(2, ":chat.local 403 bob #stube :No such channel");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("extended-join", " * :bob the tester")]
    [Specification("IRCv3 channel-rename", "Fallback")]
    public async Task Those_who_do_not_know_it_leave_and_enter(string caps, string extended)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Cap, caps);
        TestClient carol = await chat.RegisterAsync("carol", "no-implicit-names");
        await carol.AskAsync("JOIN #room");
        await alice.AskAsync("TOPIC #room :Tea");
        await bob.SyncAsync();
        await carol.SyncAsync();
        await alice.AskAsync("RENAME #room #stube :Typo fix");
        (await bob.SyncAsync()).Should().Equal(
            $":{Source("bob")} PART #room :Typo fix",
            $":{Source("bob")} JOIN #stube{extended}",
            ":chat.local 332 bob #stube :Tea",
            $":chat.local 333 bob #stube {Source("alice")} {ManualClock.Start.ToUnixTimeSeconds()}",
            ":chat.local 353 bob = #stube :@alice bob carol",
            ":chat.local 366 bob #stube :End of /NAMES list");
        (await carol.SyncAsync()).Select(line => line.Split(' ')[1]).Should().Equal("PART", "JOIN", "332", "333");
    }

    [Fact]
    public async Task Whoever_renames_without_knowing_it_leaves_and_enters_too_and_a_label_holds_it_together()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch labeled-response", Cap);
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x RENAME #room #stube");
        lines.Should().Equal(
            "@label=x :chat.local BATCH +b1 labeled-response",
            $"@batch=b1 :{Source("alice")} PART #room",
            $"@batch=b1 :{Source("alice")} JOIN #stube",
            "@batch=b1 :chat.local 353 alice = #stube :@alice bob",
            "@batch=b1 :chat.local 366 alice #stube :End of /NAMES list",
            ":chat.local BATCH -b1");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} RENAME #room #stube :");
    }

    [Fact]
    public async Task Another_case_is_told_only_to_those_who_know_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Cap);
        (await alice.AskAsync("RENAME #room #ROOM", "RENAME #room #Room", "TOPIC #room")).Should().Equal(
            $":{Source("alice")} RENAME #room #ROOM :", $":{Source("alice")} RENAME #ROOM #Room :",
                ":chat.local 331 alice #Room :No topic is set");
        (await bob.AskAsync("PRIVMSG #room :x")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #Room :x");
    }

    [Theory]
    [InlineData("RENAME #nowhere #x", ":chat.local 403 alice #nowhere :No such channel")]
    [InlineData("RENAME #guest #x", ":chat.local 442 alice #guest :You're not on that channel")]
    [InlineData("RENAME #bobs #x", ":chat.local 482 alice #bobs :You must be a channel operator or above")]
    [InlineData("RENAME #room #bobs", ":chat.local FAIL RENAME CHANNEL_NAME_IN_USE #room #bobs :The channel name is already taken")]
    [InlineData("RENAME #room #room", ":chat.local FAIL RENAME CHANNEL_NAME_IN_USE #room #room :The channel name is already taken")]
    [InlineData("RENAME #room stube", ":chat.local FAIL RENAME CANNOT_RENAME #room stube :That is not a channel name")]
    [InlineData("RENAME #room #a,b", ":chat.local FAIL RENAME CANNOT_RENAME #room #a,b :That is not a channel name")]
    [InlineData("RENAME #LOBBY #x", ":chat.local FAIL RENAME CANNOT_RENAME #lobby #x :The lobby keeps its name")]
    public async Task What_cannot_be_renamed_is_answered(string line, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Cap);
        TestClient bob = await chat.JoinAsync("bob", "#bobs");
        await bob.AskAsync("JOIN #guest");
        await alice.AskAsync("JOIN #lobby,#bobs");
        (await alice.AskAsync(line)).Should().Equal(reply);
    }

    [Fact]
    public async Task An_operator_who_is_not_its_founder_cannot_rename_a_registered_one()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice", caps: Cap), bob = await chat.JoinAsync("bob", caps: Cap);
        await alice.AskAsync("MODE #room +ao bob bob");
        await bob.SyncAsync();
        (await bob.AskAsync("RENAME #room #x")).Should().Equal(":chat.local 482 bob #room :You must be a channel founder");
    }

    [Fact]
    public async Task A_secret_room_is_no_room_for_those_who_are_not_in_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s");
        TestClient carol = await chat.RegisterAsync("carol", Cap);
        (await carol.AskAsync("RENAME #room #x")).Should().Equal(":chat.local 403 carol #room :No such channel");
    }

    [Fact]
    public async Task A_room_keeps_its_new_name_for_a_minute()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Cap);
        (await alice.AskAsync("RENAME #room #a", "RENAME #a #b"))[1].Should().Be(
            ":chat.local FAIL RENAME CANNOT_RENAME #a #b :This channel has been renamed recently");
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        (await alice.AskAsync("RENAME #a #b")).Should().Equal($":{Source("alice")} RENAME #a #b :");
    }

    [Fact]
    public async Task A_change_of_case_only_does_not_begin_the_pause()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Cap);
        (await alice.AskAsync("RENAME #room #Room", "RENAME #room #b")).Should()
            .Equal($":{Source("alice")} RENAME #room #Room :", $":{Source("alice")} RENAME #Room #b :");
        (await alice.AskAsync("RENAME #b #B", "RENAME #B #c"))[1].Should().Contain("renamed recently", "nor does it end it");
    }

    [Fact]
    public async Task Whoever_asks_for_the_old_name_meanwhile_gets_a_room_of_that_name()
    {
        const int Rooms = 40;
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Cap);
        TestClient bob = await chat.RegisterAsync("bob", Cap + " no-implicit-names");
        await alice.AskAsync([.. Enumerable.Range(0, Rooms).Select(i => $"JOIN #old{i}")]);
        await Task.WhenAll(
            alice.SendAsync([.. Enumerable.Range(0, Rooms).Select(i => $"RENAME #old{i} #new{i}")]),
            bob.SendAsync([.. Enumerable.Range(0, Rooms).Select(i => $"JOIN #old{i}")]));
        await alice.SyncAsync();
        (await bob.SyncAsync()).Where(line => line.Contains(" JOIN ", StringComparison.Ordinal))
            .Should().Equal(Enumerable.Range(0, Rooms).Select(i => $":{Source("bob")} JOIN #old{i}"));
    }

    [Fact]
    public async Task What_is_said_meanwhile_is_said_under_one_name()
    {
        const int Lines = 300;
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Cap, Cap);
        TestClient carol = await chat.JoinAsync("carol", caps: Cap);
        await alice.SyncAsync();
        await bob.SyncAsync();
        // Both names are the room's, in any case.
        await Task.WhenAll(
            bob.SendAsync([.. Enumerable.Range(0, Lines).Select(i => $"PRIVMSG #room :{i}")]),
            alice.SendAsync([.. Enumerable.Range(0, Lines).Select(i => i % 2 == 0 ? "RENAME #room #ROOM" : "RENAME #room #room")]));
        await alice.SyncAsync();
        await bob.SyncAsync();
        string name = "#room";
        foreach (string line in await carol.SyncAsync())
        {
            string[] words = line.Split(' ');
            words[2].Should().Be(name);
            if (words[1] == "RENAME") name = words[3];
        }
    }

    [Fact]
    public async Task The_name_of_a_closed_room_stays_with_what_was_said_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#dev");
        await alice.AskAsync("PRIVMSG #dev :minutes of the meeting", "PART #dev");
        TestClient mallory = await chat.JoinAsync("mallory", "#tmp", Cap);
        await mallory.AskAsync("PRIVMSG #tmp :x");
        (await mallory.AskAsync("RENAME #tmp #dev")).Should().Equal(
            ":chat.local FAIL RENAME CHANNEL_NAME_IN_USE #tmp #dev :There is history under that name; join that channel to read it");
        await mallory.AskAsync("PART #tmp");
        (await (await chat.RegisterAsync("carol")).AskAsync("JOIN #dev")).Should()
            .Contain(line => line.Contains("minutes of the meeting", StringComparison.Ordinal));
        (await (await chat.JoinAsync("bob", "#tmp")).AskAsync("TOPIC #tmp")).Should()
            .Contain(line => line.Contains(" 331 ", StringComparison.Ordinal), "nobody has taken that away either");
    }

    [Fact]
    public async Task A_room_gets_a_name_back_that_it_had()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#a", Cap);
        await alice.AskAsync("PRIVMSG #a :x", "RENAME #a #b");
        chat.Clock.Advance(Core.Commands.Rename.Pause);
        (await alice.AskAsync("RENAME #b #a")).Should().Equal($":{Source("alice")} RENAME #b #a :");
    }

    [Fact]
    public async Task A_name_for_which_there_is_a_time_of_its_own_is_taken()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Context.CommitPipeline.SetRetention(Utf8("#dev"), TimeSpan.FromDays(1));
        TestClient alice = await chat.JoinAsync("alice", "#tmp", Cap);
        (await alice.AskAsync("RENAME #tmp #dev"))[0].Should().Contain("CHANNEL_NAME_IN_USE");
    }

    [Fact]
    public async Task While_the_store_is_asked_for_a_name_nobody_opens_a_room_of_that_name()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await chat.JoinAsync("alice", "#old", Cap), bob = await chat.RegisterAsync("bob");
        ServerContext server = chat.Server.Context;
        using ManualResetEventSlim isHeld = new(), mayGoOn = new();
        var hold = new Change<bool>(_ =>
        {
            isHeld.Set();
            return mayGoOn.Wait(Waiting.Deadline);
        });
        // What the JOIN has the store do comes before, and not into one group with what holds it up.
        server.Store.Commits.Flush().Should().BeTrue();
        server.Store.Commits.Submit(hold);
        isHeld.Wait(Waiting.Deadline).Should().BeTrue();
        int waiting = server.Store.Commits.Waiting;
        await alice.SendAsync("RENAME #old #new");
        // To look whether it is reserved, one has to reserve it: not before it has been.
        await Waiting.UntilAsync(() => server.Store.Commits.Waiting > waiting, "the store to be asked");
        IsReserved(server, "#new").Should().BeTrue();
        await bob.SendAsync("JOIN #new");
        server.Rooms.TryFind("#new"u8, out _).Should().BeFalse();
        mayGoOn.Set();
        (await alice.SyncAsync())[0].Should().Be($":{Source("alice")} RENAME #old #new :");
        (await bob.ExpectAsync("* 353 *")).Should().EndWith(":@alice bob");
        IsReserved(server, "#new").Should().BeTrue("a room has it");
        IsReserved(server, "#old").Should().BeFalse();
    }

    [Fact]
    public async Task Of_two_who_want_the_same_name_at_once_one_gets_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", Cap), bob = await chat.RegisterAsync("bob", Cap);
        string[] numbers = [.. Enumerable.Range(0, 30).Select(i => $"{i}")];
        await alice.AskAsync([.. numbers.Select(i => $"JOIN #a{i}")]);
        await bob.AskAsync([.. numbers.Select(i => $"JOIN #b{i}")]);
        await Task.WhenAll(alice.SendAsync([.. numbers.Select(i => $"RENAME #a{i} #x{i}")]),
            bob.SendAsync([.. numbers.Select(i => $"RENAME #b{i} #x{i}")]));
        IEnumerable<string> all = (await alice.SyncAsync()).Concat(await bob.SyncAsync());
        all.Count(line => line.Contains(" RENAME #", StringComparison.Ordinal)).Should().Be(30);
        all.Count(line => line.Contains("CHANNEL_NAME_IN_USE", StringComparison.Ordinal)).Should().Be(30);
    }

    private static bool IsReserved(ServerContext server, string name)
    {
        using NameReservation? free = server.Rooms.TryReserve(Utf8(name));
        return free is null;
    }

    [Fact]
    public async Task People_in_line_mode_are_told_and_go_on_talking_there()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Cap);
        TypedClient typed = await chat.TypeAsync("tina");
        await typed.AskAsync("/join room");
        await alice.SyncAsync();
        await alice.AskAsync("RENAME #room #stube :Typo fix");
        (await typed.AskAsync("hello")).Should().Equal("12:01 -- alice has renamed #room to #stube (Typo fix)");
        (await alice.SyncAsync()).Should().Equal($":{Source("tina")} PRIVMSG #stube :hello");
    }
}

using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("ChatSockets", "Manual, Rooms that stay")]
public sealed class RegisteredRoomTests
{
    [Fact]
    public async Task Who_enters_an_empty_one_first_is_not_its_founder_but_who_has_a_status_gets_it_said_by_the_server()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("PART #room");
        (await bob.AskAsync("JOIN #room")).Should().Equal(
            ":bob!~bob@127.0.0.1 JOIN #room", ":chat.local 353 bob = #room :bob", ":chat.local 366 bob #room :End of /NAMES list");
        (await alice.AskAsync("JOIN #room")).Should().Equal(
            ":alice!~alice@127.0.0.1 JOIN #room",
            ":chat.local 353 alice = #room :bob alice",
            ":chat.local 366 alice #room :End of /NAMES list",
            ":chat.local MODE #room +qo alice alice");
        (await bob.SyncAsync()).Should().Equal(":alice!~alice@127.0.0.1 JOIN #room", ":chat.local MODE #room +qo alice alice");
    }

    [Fact]
    public async Task Who_logs_in_while_in_the_room_gets_it_then_and_keeps_it_when_logging_out()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.JoinAsync("bob");
        await alice.AskNickServAsync("LOGOUT");
        await alice.AskAsync("CYCLE", "PART #room", "JOIN #room");
        await bob.SyncAsync();
        (await alice.AskNickServAsync($"IDENTIFY alice {Password}")).Should().Equal(
            ":chat.local 900 alice alice!~alice@127.0.0.1 alice :You are now logged in as alice",
            ":chat.local MODE #room +qo alice alice",
            NickServSays("alice", "You are logged in to alice.")[0]);
        (await bob.SyncAsync()).Should().Equal(":chat.local MODE #room +qo alice alice");
        await alice.AskNickServAsync("LOGOUT");
        (await bob.SyncAsync()).Should().BeEmpty();
        (await bob.AskAsync("NAMES #room")).Should().Contain(":chat.local 353 bob = #room :~alice bob");
    }

    [Fact]
    public async Task Everything_that_is_set_is_there_when_all_have_left_and_after_a_restart()
    {
        using var folder = new TempFolder();
        IReadOnlyList<string> before;
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice", "#Room");
            chat.Clock.Advance(TimeSpan.FromMinutes(5));
            await alice.AskAsync(
                "TOPIC #room :What we talk about", "MODE #room +mk-t+lf key 20 *5:10", "MODE #room +b bad!*@*", "MODE #room +b ~m:~a:loud",
                    "MODE #room +e ~a:good", "MODE #room +I carol",
                "METADATA #room SET homepage :https://room.example");
            before = await AskAllAsync(alice);
            before.Should().HaveCount(12);
            await alice.AskAsync("PART #room");
            TestClient bob = await chat.RegisterAsync("bob");
            (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 475 bob #Room :Cannot join channel (+k)");
            (await bob.AskAsync("LIST")).Should().Equal(":chat.local 321 bob Channel :Users  Name", ":chat.local 323 bob :End of /LIST");
            await alice.AskAsync("JOIN #room key");
            (await AskAllAsync(alice)).Should().Equal(before);
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            chat.Clock.Advance(TimeSpan.FromDays(1));
            TestClient bob = await chat.RegisterAsync("bob");
            (await bob.AskAsync("JOIN #room")).Should().Equal(":chat.local 475 bob #Room :Cannot join channel (+k)");
            TestClient alice = await chat.LoggedInAsync("alice");
            (await alice.AskAsync("JOIN #room key")).Should().EndWith(":chat.local MODE #Room +qo alice alice").And.HaveCount(6);
            (await AskAllAsync(alice)).Should().Equal(before);
        }
    }

    [Fact]
    public async Task What_was_taken_away_is_gone_after_a_restart_too()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice");
            await alice.AskAsync("TOPIC #room :Something", "MODE #room +bbk one two key",
                "METADATA #room SET homepage :https://room.example");
            await alice.AskAsync("TOPIC #room :", "MODE #room -bk one key", "METADATA #room CLEAR");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.LoggedInAsync("alice");
            (await alice.AskAsync("JOIN #room")).Should().HaveCount(4);
            (await AskAllAsync(alice)).Should().HaveCount(7).And.StartWith(
                [":chat.local 331 alice #room :No topic is set", ":chat.local 324 alice #room +nt"]).And.Contain(line =>
                    line.StartsWith(":chat.local 367 alice #room two!*@* ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task With_another_name_it_is_the_same_room_and_the_old_name_is_free()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice", caps: "draft/channel-rename");
            await alice.AskAsync("TOPIC #room :Something");
            (await alice.AskAsync("RENAME #room #other")).Should().Equal(":alice!~alice@127.0.0.1 RENAME #room #other :");
            TestClient bob = await chat.RegisterAsync("bob");
            (await bob.AskAsync("JOIN #room"))[1].Should().Be(":chat.local 353 bob = #room :@bob");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.LoggedInAsync("alice");
            (await alice.AskAsync("JOIN #room"))[1].Should().Be(":chat.local 353 alice = #room :@alice");
            (await alice.AskAsync("JOIN #other")).Should()
                .Contain(":chat.local 332 alice #other :Something").And.EndWith(":chat.local MODE #other +qo alice alice");
        }
    }

    [Fact]
    public async Task Its_name_is_taken_although_nobody_has_entered_it_yet()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options =>
            options with { DataFolder = folder.Path })) await chat.WithRoomAsync("alice");
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await chat.JoinAsync("bob", "#other");
            (await bob.AskAsync("RENAME #other #ROOM")).Should()
                .Equal(":chat.local FAIL RENAME CHANNEL_NAME_IN_USE #other #ROOM :The channel name is already taken");
        }
    }

    [Fact]
    public async Task What_was_said_behind_a_key_is_there_for_those_who_may_enter_and_for_nobody_when_the_room_is_registered_no_more()
    {
        using var folder = new TempFolder();
        const string Caps = "batch draft/chathistory";
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice", caps: Caps);
            await alice.AskAsync("MODE #room +k key", "PRIVMSG #room :behind the key");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.LoggedInAsync("alice", Caps);
            await alice.AskAsync("JOIN #room key");
            (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Should()
                .Contain(line => line.EndsWith("PRIVMSG #room :behind the key", StringComparison.Ordinal));
            await alice.AskAsync("PART #room");
            string code = (await alice.AskChanServAsync("DROP #room"))[^1].Split(' ')[^1];
            (await alice.AskChanServAsync($"DROP #room {code}")).Should().Equal(ChanServSays("alice", "#room is registered no more."));
            // Nor for whoever registers another of that name before anything is said there.
            TestClient bob = await chat.WithRoomAsync("bob", caps: Caps);
            (await bob.AskAsync("CHATHISTORY LATEST #room * 10")).Should()
                .HaveCount(2).And.NotContain(line => line.Contains("behind", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_dropped_accounts_rooms_go_to_the_first_admin_or_operator_or_end()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithRoomAsync("alice");
            foreach (string nickname in new[] { "bob", "carol", "dave" }) await chat.WithAccountAsync(nickname);
            foreach (string room in new[] { "#admin", "#operator", "#voice" })
            {
                await alice.AskAsync($"JOIN {room}");
                await alice.AskChanServAsync($"REGISTER {room}");
            }
            await alice.AskChanServAsync("ACCESS #admin ADD bob operator");
            await alice.AskChanServAsync("ACCESS #admin ADD carol admin");
            await alice.AskChanServAsync("ACCESS #operator ADD dave operator");
            await alice.AskChanServAsync("ACCESS #operator ADD bob operator");
            await alice.AskChanServAsync("ACCESS #voice ADD bob voice");
            await alice.AskAsync("PART #room,#voice");
            string code = (await alice.AskNickServAsync("DROP"))[^1].Split(' ')[^1];
            (await alice.AskNickServAsync($"DROP {code}"))[^1].Should().Contain("was dropped");
            await ExpectAsync(chat);
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path })) await ExpectAsync(chat);

        static async Task ExpectAsync(Chat chat)
        {
            TestClient guest = await chat.RegisterAsync("guest");
            (await guest.AskChanServAsync("INFO #admin"))[0].Should().EndWith("Its founder is carol.");
            (await guest.AskChanServAsync("INFO #operator"))[0].Should().EndWith("Its founder is dave.");
            foreach (string room in new[] { "#room", "#voice" })
            {
                (await guest.AskChanServAsync($"INFO {room}")).Should()
                    .Equal(ChanServSays("guest", $"There is no registered room {room}."));
                (await guest.AskAsync($"JOIN {room}"))[1].Should().Be($":chat.local 353 guest = {room} :@guest");
            }
        }
    }

    [Fact]
    public async Task Who_may_be_first_in_a_room_that_cannot_be_looked_up_is_not_known_so_nobody_enters()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        chat.Server.Context.Store.Change(connection =>
        {
            Database.Execute(connection, "DROP TABLE rooms");
            return true;
        });
        IReadOnlyList<string> answer = await alice.AskAsync("JOIN #room");
        answer.Should().ContainSingle().Which.Should().StartWith(":chat.local 437 alice #room :Cannot join channel for now: ");
        chat.Server.Context.Rooms.Count.Should().Be(0);
    }

    // Topic, modes, lists and metadata, as clients see them.
    private static Task<IReadOnlyList<string>> AskAllAsync(TestClient client) =>
        client.AskAsync("TOPIC #room", "MODE #room", "MODE #room b", "MODE #room e", "MODE #room I", "METADATA #room LIST");
}

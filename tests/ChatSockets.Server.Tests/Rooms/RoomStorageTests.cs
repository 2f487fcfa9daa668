using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Tests.Rooms;

/// <summary>A room with an always-on member is there again after a restart as it was, registered or not.</summary>
public sealed class RoomStorageTests : IDisposable
{
    private const string Caps = "batch draft/chathistory draft/channel-rename draft/metadata-2";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_keeps_its_modes_key_lists_topic_and_metadata()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await AlwaysOnAsync(chat);
            await alice.AskAsync(
                "JOIN #secret", "MODE #secret +ik key", "MODE #secret +beI *!*@evil *!*@good ~a:friend", "TOPIC #secret :what it is",
                    "METADATA #secret SET homepage :https://room.example");
            chat.Clock.Advance(TimeSpan.FromHours(1));
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.RegisterAsync("bob");
            (await bob.AskAsync("JOIN #secret", "JOIN #secret key")).Select(line => line.Split(' ')[1]).Should().Equal("475", "473");
            (await bob.AskAsync("MODE #secret")).Should().Contain(":chat.local 324 bob #secret +intk *");
            TestClient alice = await chat.LoggedInAsync("alice", Caps);
            IReadOnlyList<string> seen = await alice.AskAsync("MODE #secret", "MODE #secret b", "MODE #secret e", "MODE #secret I",
                "TOPIC #secret", "METADATA #secret LIST");
            foreach (string part in (string[])["+intk key", "*!*@evil", "*!*@good", "~a:friend", ":what it is", "https://room.example",
                $"329 alice #secret {ManualClock.Start.ToUnixTimeSeconds()}"])
                seen.Should().Contain(line => line.Contains(part, StringComparison.Ordinal), part);
            (await alice.AskAsync("NAMES #secret"))[0].Should().EndWith(":@alice");
        }
    }

    [Fact]
    public async Task A_secret_room_is_secret_after_a_restart_and_its_members_read_what_they_have_heard()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await AlwaysOnAsync(chat);
            await alice.AskAsync("JOIN #secret", "MODE #secret +s", "PRIVMSG #secret :hush");
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.RegisterAsync("bob", Caps);
            (await bob.AskAsync("LIST")).Should().NotContain(line => line.Contains("#secret", StringComparison.Ordinal));
            TestClient alice = await chat.LoggedInAsync("alice", Caps);
            (await alice.AskAsync("CHATHISTORY LATEST #secret * 10")).Should()
                .Contain(line => line.EndsWith(":hush", StringComparison.Ordinal));
            await alice.AskAsync("MODE #secret -s");
            await bob.AskAsync("JOIN #secret");
            (await bob.AskAsync("CHATHISTORY LATEST #secret * 10")).Should()
                .NotContain(line => line.EndsWith(":hush", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("PART #secret")]
    [InlineData("KICK #secret alice")]
    [InlineData("PRIVMSG NickServ :SET ALWAYS-ON OFF")]
    [InlineData("PRIVMSG NickServ :LOGOUT")]
    [InlineData("MODE #secret -ik key")]
    public async Task Nothing_of_it_is_left_when_its_member_has_gone_or_it_is_open(string last)
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await AlwaysOnAsync(chat);
            await alice.AskAsync("JOIN #secret", "MODE #secret +ik key", last);
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.JoinAsync("bob", "#secret");
            await bob.QuitAsync();
        }
        if (!last.StartsWith("MODE", StringComparison.Ordinal)) Rows().Should().Be(0);
    }

    [Fact]
    public async Task One_that_gets_another_name_has_it_after_a_restart_with_all_its_members()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await AlwaysOnAsync(chat), carol = await AlwaysOnAsync(chat, "carol");
            await alice.AskAsync("JOIN #old");
            await carol.AskAsync("JOIN #old");
            await alice.AskAsync("MODE #old +i", "PRIVMSG #old :hush", "RENAME #old #new");
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.RegisterAsync("bob", Caps);
            (await bob.AskAsync("JOIN #new"))[0].Should().Contain(" 473 ");
            (await bob.AskAsync("JOIN #old", "CHATHISTORY LATEST #old * 10")).Should()
                .NotContain(line => line.Contains("hush", StringComparison.Ordinal));
            TestClient carol = await chat.LoggedInAsync("carol", Caps);
            (await carol.AskAsync("NAMES #new", "CHATHISTORY LATEST #new * 10")).Should()
                .Contain(line => line.EndsWith(":@alice carol", StringComparison.Ordinal)).And.Contain(line =>
                    line.EndsWith("PRIVMSG #new :hush", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_that_was_registered_lasts_as_it_is_when_its_registration_ends()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await AlwaysOnAsync(chat);
            await alice.AskAsync("JOIN #secret", "MODE #secret +i");
            await alice.AskChanServAsync("REGISTER #secret");
            TestClient carol = await AlwaysOnAsync(chat, "carol");
            await carol.AskAsync("JOIN #other");
            await carol.AskChanServAsync("REGISTER #other");
            await alice.AskAsync("JOIN #other");
            await carol.AskAsync("MODE #other +i");
            string code = (await alice.AskChanServAsync("DROP #secret"))[^1].Split(' ')[^1];
            await alice.AskChanServAsync($"DROP #secret {code}");
            code = (await carol.AskNickServAsync("DROP"))[^1].Split(' ')[^1];
            await carol.AskNickServAsync($"DROP {code}");
            chat.Server.Context.Store.Number("SELECT count(*) FROM rooms WHERE founder IS NULL").Should().Be(2);
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.RegisterAsync("bob");
            (await bob.AskAsync("JOIN #secret,#other")).Select(line => line.Split(' ')[1]).Should().Equal("473", "473");
            (await bob.AskChanServAsync("INFO #secret"))[0].Should().Contain("There is no registered room");
        }
    }

    [Fact]
    public async Task The_room_is_in_the_file_before_its_member_is_and_the_member_goes_before_the_room()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await AlwaysOnAsync(chat);
        Store store = chat.Server.Context.Store;
        // What a crash could leave behind: each group is looked at when it is committed.
        store.Change(connection =>
        {
            Database.Execute(connection, "CREATE TABLE seen (bad INTEGER)");
            Database.Execute(
                connection,
                "CREATE TRIGGER watch_in AFTER INSERT ON kept_memberships WHEN NOT EXISTS (SELECT 1 FROM rooms WHERE name = NEW.room) "
                    + "BEGIN INSERT INTO seen VALUES (1); END");
            Database.Execute(
                connection,
                "CREATE TRIGGER watch_out AFTER DELETE ON rooms WHEN EXISTS (SELECT 1 FROM kept_memberships WHERE room = OLD.name) BEGIN "
                    + "INSERT INTO seen VALUES (2); END");
            return true;
        });
        await alice.AskAsync("JOIN #a,#b", "MODE #a +i", "RENAME #a #c", "PART #c", "PART #b");
        store.Commits.Flush();
        store.Number("SELECT count(*) FROM seen").Should().Be(0);
        Rows().Should().Be(0);
    }

    [Fact]
    public async Task One_to_which_nobody_comes_back_is_closed_and_what_was_said_in_it_is_nobodys()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await AlwaysOnAsync(chat);
            await alice.AskAsync("JOIN #secret", "MODE #secret +i", "PRIVMSG #secret :hush");
            // As another process does it.
            chat.Server.Context.Store.Change(connection =>
            {
                Database.Execute(connection, "UPDATE accounts SET keys = NULL, is_always_on = 0");
                return true;
            });
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.JoinAsync("bob", "#secret", Caps);
            (await bob.AskAsync("CHATHISTORY LATEST #secret * 10")).Should()
                .NotContain(line => line.Contains("hush", StringComparison.Ordinal));
        }
        Rows().Should().Be(0);
    }

    [Fact]
    public async Task The_status_that_a_list_gives_an_always_on_member_is_kept()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await chat.WithRoomAsync("alice"), bob = await AlwaysOnAsync(chat, "bob");
            await bob.AskAsync("JOIN #room");
            await alice.AskChanServAsync("ACCESS #room ADD bob voice");
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient carol = await chat.RegisterAsync("carol");
            (await carol.AskAsync("NAMES #room"))[0].Should().EndWith(":+bob");
        }
    }

    private Task<Chat> StartAsync() => Chat.StartAsync(options => options with { DataFolder = _folder.Path });

    private long Rows()
    {
        using Store store = Keeping.Open(Copy());
        return store.Number(
            "SELECT (SELECT count(*) FROM rooms) + (SELECT count(*) FROM room_masks) + (SELECT count(*) FROM kept_memberships WHERE room "
                + "LIKE '#%' AND account NOT IN (SELECT name FROM accounts WHERE keys IS NULL))");
    }

    // The file may be in use.
    private string Copy()
    {
        string copy = Path.Combine(_folder.Path, "copy" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(_folder.Path, Database.FileName + "*"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private static async Task<TestClient> AlwaysOnAsync(Chat chat, string nickname = "alice")
    {
        TestClient client = await chat.WithAccountAsync(nickname, Caps);
        await client.AskNickServAsync("SET ALWAYS-ON ON");
        return client;
    }
}

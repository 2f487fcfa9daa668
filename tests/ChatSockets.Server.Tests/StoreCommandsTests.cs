using System.Text.Json;
using ChatSockets.Core.Accounts;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Tests;

/// <summary><c>chat-server backup</c> and <c>chat-server history</c>, with and without a server on the same folder.</summary>
[Specification("ChatSockets", "Manual, History")]
public sealed class StoreCommandsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_goes_out_as_lines_of_JSON_while_the_server_runs()
    {
        await using Chat chat = await ServeAsync();
        const string Caps = "message-tags echo-message batch draft/multiline";
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        await alice.AskAsync("REGISTER * * :correct horse");
        string id = Wire.Tag((await alice.AskAsync("@+draft/reply=a\\sb;+x PRIVMSG #room :\"Grüße\" + <b>"))[0], "msgid")!;
        await alice.AskAsync("@+draft/react=x TAGMSG #room", "BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one",
            "@batch=1;draft/multiline-concat PRIVMSG #room : more", "@batch=1 PRIVMSG #room :two", "BATCH -1");
        await bob.AskAsync("NOTICE alice :psst");

        (int code, string output, string errors) = await RunAsync("history", "export");
        (code, errors).Should().Be((0, ""));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().Contain(
            $$$"""
            {"time":"2026-01-02T12:01:02.345Z","msgid":"{{{id}}}","room":"#room","kind":"privmsg","nick":"alice",
            "source":"{{{Wire.Source("alice")}}}","account":"alice","text":"\"Grüße\" + <b>","tags":{"+draft/reply":"a b","+x":""}}
            """.ReplaceLineEndings(""));
        JsonElement[] objects = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        objects.Where(one => one.GetProperty("kind").GetString() is "privmsg" or "notice" or "tagmsg")
            .Select(one => one.GetProperty(one.TryGetProperty("room", out _) ? "room" : "conversation").GetString() + " "
                + one.GetProperty("text").GetString())
            .Should().Equal("#room \"Grüße\" + <b>", "#room ", "#room one more\ntwo", "alice,~bob psst");
        objects[^1].TryGetProperty("account", out _).Should().BeFalse();
        objects[^1].TryGetProperty("tags", out _).Should().BeFalse();
    }

    [Fact]
    public async Task An_export_is_of_a_room_an_account_or_what_is_not_too_old()
    {
        var clock = new ManualClock();
        using (Store store = Keeping.Open(_folder.Path, clock))
        {
            long room = store.Room("#room"), other = store.Room("#other"), pair = store.Room("alice,bob");
            store.Say(room, "a in room");
            store.Say(room, "b in room", "bob");
            store.SayMany(other, 2500, "many", "carol");
            clock.Advance(TimeSpan.FromDays(1));
            store.Say(pair, "b to a", "bob");
            store.Say(other, "a in other", "Alice");
        }
        (await TextsAsync()).Should().HaveCount(2504);
        (await TextsAsync("--room", "#ROOM")).Should().Equal("a in room", "b in room");
        (await TextsAsync("--account", "ALICE")).Should().Equal("a in room", "a in other", "b to a");
        (await TextsAsync("--account", "alice", "--room", "#other")).Should().Equal("a in other");
        (await TextsAsync("--since", "2026-01-03")).Should().Equal("a in other", "b to a");
        (await TextsAsync("--since", "2030-01-01")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_erased_is_gone_for_a_running_server_too()
    {
        await using Chat chat = await ServeAsync();
        Store store = chat.Server.Context.Store;
        long room = store.Room("#old"), pair = store.Room("alice,bob");
        store.Say(room, "a");
        store.Say(room, "b", "bob");
        store.Say(pair, "b to a", "bob");
        chat.Clock.Advance(TimeSpan.FromDays(1));
        store.Say(room, "new");
        (await RunAsync("history", "erase", "--room", "#old", "--before", "2026-01-03")).Should().Be((0, "2 lines erased\n", ""));
        store.Texts().Should().Equal("b to a", "new");
        (await RunAsync("history", "erase", "--room", "#old", "--account", "bob")).Should().Be((0, "0 lines erased\n", ""));
        (await RunAsync("history", "erase", "--account", "Alice")).Should().Be((0, "2 lines erased\n", ""));
        store.Texts().Should().BeEmpty();
        store.Found("new OR b").Should().BeEmpty();
        // They go with a sweep, when nobody can have them in hand.
        store.Names().Should().Equal("#old", "alice,bob");
    }

    [Fact]
    public async Task Without_a_server_nothing_is_left_of_what_was_erased()
    {
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            store.SayMany(room, 3000, "xyzzysecret");
            store.IndexWords();
            store.Say(store.Room("#other"), "stays");
        }
        (await RunAsync("history", "erase", "--room", "#room")).Should().Be((0, "3000 lines erased\n", ""));
        using (Store store = Keeping.Open(_folder.Path))
        {
            store.Names().Should().Equal("#other");
            store.Texts().Should().Equal("stays");
            store.Number("PRAGMA page_count").Should().BeLessThan(60);
            store.ShouldBeSound();
        }
        File.ReadAllText(Path.Combine(_folder.Path, Database.FileName)).Contains("xyzzysecret", StringComparison.Ordinal)
            .Should().BeFalse();
    }

    [Fact]
    public async Task A_backup_of_a_running_server_is_whole_in_one_file_and_what_it_holds_is_there_after_a_restore()
    {
        string backup = Path.Combine(_folder.Path, "backup.db"), restored = Path.Combine(_folder.Path, "restored");
        string last;
        await using (Chat chat = await ServeAsync())
        {
            TestClient alice = await chat.JoinAsync("alice", caps: "message-tags echo-message");
            await alice.AskAsync("REGISTER * * :correct horse", "PRIVMSG #room :one");
            last = Wire.Tag((await alice.AskAsync("PRIVMSG #room :two"))[0], "msgid")!;
            (int code, string output, string errors) = await RunAsync("backup", backup);
            (code, errors).Should().Be((0, ""));
            output.Should().Be($"{backup}: {new FileInfo(backup).Length} bytes, whole and sound\n");
            await alice.AskAsync("PRIVMSG #room :three");
        }
        Directory.GetFiles(_folder.Path, "backup*").Should().Equal(backup);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(backup).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Directory.CreateDirectory(restored);
        File.Copy(backup, Path.Combine(restored, Database.FileName));
        await using Chat again = await Chat.StartAsync(options => options with { DataFolder = restored });
        Store store = again.Server.Context.Store;
        store.Texts("#room").Should().Equal("one", "two");
        store.Number("PRAGMA auto_vacuum").Should().Be(2);
        store.Number("PRAGMA user_version").Should().Be(Schema.Steps.Count);
        again.Server.Context.Accounts.Find("alice"u8).Should().NotBeNull();
        TestClient bob = await again.JoinAsync("bob", caps: "message-tags echo-message");
        string next = Wire.Tag((await bob.AskAsync("PRIVMSG #room :four"))[0], "msgid")!;
        string.CompareOrdinal(next, last).Should().BePositive();
        next[..8].Should().Be(last[..8]);
        store.Texts("#room").Should().Equal("one", "two", "four");
        store.Found("one OR two OR four").Should().HaveCount(3);
        store.ShouldBeSound();
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_by_force()
    {
        using (Keeping.Open(_folder.Path))
        {
        }
        string backup = _folder.Write("backup.db", "precious");
        (await RunAsync("backup", backup)).Should()
            .Be((1, "", $"chat-server: {backup} is there already: choose another name, or --force to replace it.\n"));
        File.ReadAllText(backup).Should().Be("precious");
        (await RunAsync("backup", backup, "--force")).Code.Should().Be(0);
        using var connection = new SqliteConnection($"Data Source={backup};Pooling=False;Mode=ReadOnly");
        connection.Open();
        Database.Number(connection, "SELECT count(*) FROM conversations").Should().Be(0);
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_leaves_nothing()
    {
        using (Keeping.Open(_folder.Path))
        {
        }
        string nowhere = Path.Combine(_folder.Path, "nowhere", "backup.db");
        (int code, string output, string errors) = await RunAsync("backup", nowhere);
        (code, output).Should().Be((1, ""));
        errors.Should().StartWith($"chat-server: The backup {nowhere} cannot be written: ").And.EndWith("\n");
        (await RunAsync("backup", _folder.Path)).Should()
            .Be((1, "", $"chat-server: {_folder.Path} is a folder: the backup needs the name of a file.\n"));
        string own = Path.Combine(_folder.Path, Database.FileName);
        (await RunAsync("backup", own, "--force")).Should()
            .Be((1, "", $"chat-server: {own} is the file to be copied: choose another name.\n"));
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo(Database.FileName, "lock", "pid");
    }

    [Fact]
    public void A_backup_that_is_broken_off_leaves_nothing()
    {
        using (Store filled = Keeping.Open(_folder.Path)) filled.SayMany(filled.Room("#room"), 5000);
        using StoreFile store = StoreFile.Open(_folder.Path, CancellationToken.None);
        string backup = Path.Combine(_folder.Path, "backup.db");
        Action write = () => Backup.Write(store, backup, overwrites: false, static (_, _, _) => { },
            new CancellationToken(canceled: true));
        write.Should().Throw<StoreException>().WithMessage("The backup was broken off.");
        Directory.GetFiles(_folder.Path, "backup*").Should().BeEmpty();
    }

    [Theory]
    [InlineData(2, "--room: 'room' is not a room's name, as '#lobby' is (in quotes, for the shell).", "history",
        "export", "--room", "room")]
    [InlineData(2, "--since: 'soon' is not a date, as 2026-01-31 or 2026-01-31T18:00:00Z are.", "history", "export", "--since", "soon")]
    [InlineData(2, "history erase needs --room NAME, --account NAME, or both for what one said in the other.", "history", "erase")]
    [InlineData(2, "--before: 'never' is not a date, as 2026-01-31 or 2026-01-31T18:00:00Z are.", "history", "erase", "--account",
        "x", "--before", "never")]
    [InlineData(2, "--port: 'x' is not a whole number up to 2147483647, as 50 is.", "history", "export", "--port", "x")]
    [InlineData(1, "There is no history of #nowhere.", "history", "export", "--room", "#nowhere")]
    [InlineData(1, "There is no history of #nowhere.", "history", "erase", "--room", "#nowhere")]
    public async Task What_cannot_be_done_is_told_in_a_line(int code, string reason, params string[] arguments)
    {
        using (Keeping.Open(_folder.Path))
        {
        }
        (await RunAsync(arguments)).Should().Be((code, "", $"chat-server: {reason}\n"));
    }

    [Theory]
    [InlineData("export")]
    [InlineData("erase")]
    public async Task A_name_that_the_store_does_not_know_is_told_with_the_nearest_one(string command)
    {
        using (Store store = Keeping.Open(_folder.Path))
        {
            store.Say(store.Room("#Team"), "hi", "zoe");
            store.Room("alice,bob");
            ScramKeys keys = ScramKeys.Create("correct horse", ScramKeys.MinimumIterations)!;
            new AccountDirectory(store, TimeProvider.System).Add("Carol"u8, keys);
        }
        (await RunAsync("history", command, "--room", "#tema")).Should()
            .Be((1, "", "chat-server: There is no history of #tema. Did you mean #Team?\n"));
        (await RunAsync("history", command, "--account", "carlo")).Should()
            .Be((1, "", "chat-server: No account carlo is known here. Did you mean Carol?\n"));
        (await RunAsync("history", command, "--account", "dave", "--room", "#team")).Should()
            .Be((1, "", "chat-server: No account dave is known here.\n"));
        // Whose account is gone, or who has said nothing yet, is known.
        foreach (string name in (string[])["ALICE", "carol", "Zoe"])
            (await RunAsync("history", command, "--account", name)).Code.Should().Be(0, name);
    }

    [Fact]
    public async Task What_may_only_be_read_is_exported_and_copied()
    {
        // Nobody denies the administrator anything.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        using var elsewhere = new TempFolder();
        string backup = Path.Combine(elsewhere.Path, "backup.db"), file = Path.Combine(_folder.Path, Database.FileName);
        using (Store store = Keeping.Open(_folder.Path)) store.Say(store.Room("#room"), "hi");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            (await TextsAsync()).Should().Equal("hi");
            (await RunAsync("backup", backup)).Code.Should().Be(0);
            (await RunAsync("audit")).Should().Be((0, "", ""));
            (await RunAsync("account", "list")).Should().Be((0, "", ""));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("history", "export")]
    [InlineData("history", "erase", "--account", "alice")]
    [InlineData("backup", "backup.db")]
    public async Task Where_nothing_is_kept_nothing_is_made(params string[] arguments)
    {
        (await RunAsync(arguments)).Should().Be(
            (1, "", $"chat-server: There is no chat.db in {_folder.Path}. Name the folder with --data, or the server with --port.\n"));
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEmpty();
        (await RunAsync([.. arguments, "--in-memory"])).Should().Be(
            (2, "", "chat-server: This server stores nothing on disk. Name a folder with --data, or a server with --port.\n"));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("history", "export", "extra")]
    [InlineData("history", "exprot")]
    [InlineData("history", "erase", "--room")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments) => (await RunAsync(arguments)).Code.Should().Be(2);

    [Fact]
    public async Task The_help_tells_of_them()
    {
        string help = (await RunAsync("history")).Output;
        help.Should()
            .Contain("chat-server history COMMAND").And.Contain("  export  ").And.Contain("  erase  ");
        (await RunAsync("history", "--help")).Output.Should().Be(help);
    }

    private Task<Chat> ServeAsync() => Chat.StartAsync(options => options with { DataFolder = _folder.Path });

    private async Task<string[]> TextsAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await RunAsync(["history", "export", .. arguments]);
        (code, errors).Should().Be((0, ""));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var streams = new ProgramStreams(
            () => new StringReader(""), new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" }, () =>
                new Dictionary<string, string> { ["CHAT_SERVER_DATA"] = _folder.Path });
        Task<int> run = ServerCommandLine.RunAsync(arguments, streams);
        await run.WithinDeadlineAsync("the program to end");
        return (await run, streams.Output.ToString()!.ReplaceLineEndings("\n"), streams.Error.ToString()!);
    }
}

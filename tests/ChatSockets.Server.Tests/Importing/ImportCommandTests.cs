using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Importing;

/// <summary><c>chat-server import</c> of logs that the programs themselves wrote.</summary>
public sealed class ImportCommandTests : IDisposable
{
    // What was said in the room, by nickname; one program leaves the colours out.
    private static readonly string[] Said =
    [
        "privmsg bea hello everybody",
        "privmsg carl hi bea, see https://example.org/a?b=c <tag> [x]",
        "privmsg bea \u0001ACTION waves at carl\u0001",
        "notice bea the meeting is at 12:00",
        "privmsg carl grüße aus Köln ☃",
        "privmsg bea \u000304red\u0003 and \u0002bold\u0002",
        "privmsg bea same",
        "privmsg bea same",
        "privmsg bea same",
        "privmsg carl   two leading blanks\tand a tab",
        "privmsg carl * not an action",
        "privmsg karl <bea> quoted",
        "privmsg bea last",
    ];

    private static readonly string[] WithoutColours =
        [.. Said.Select(line => line.Replace("\u000304red\u0003 and \u0002bold\u0002", "red and bold", StringComparison.Ordinal))];

    private readonly ImportRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Logs_of_ZNC_are_imported_with_the_time_of_their_zone()
    {
        (await _run.ImportAsync("znc", ImportRun.Sample("znc"), "--timezone", "Europe/Berlin"))
            .Should().Be("1 file, 1 room: 13 added, 0 there already");
        string[] history = await _run.HistoryAsync("#tea");
        Texts(history).Should().Equal(Said);
        history[0].Should().Be("2025-01-31T01:55:54.000Z privmsg bea hello everybody");
    }

    [Fact]
    public async Task Logs_of_WeeChat_are_imported()
    {
        (await _run.ImportAsync("weechat", ImportRun.Sample("weechat"), "--timezone", "UTC"))
            .Should().Be("1 file, 1 room: 26 added, 0 there already");
        string[] history = await _run.HistoryAsync("#tea");
        Texts(history).Should().Equal([.. WithoutColours, .. WithoutColours]);
        history[0].Should().Be("2025-01-31T02:54:13.000Z privmsg bea hello everybody");
    }

    [Fact]
    public async Task Logs_of_irssi_are_imported_in_their_order_though_they_have_only_minutes()
    {
        (await _run.ImportAsync("irssi", ImportRun.Sample("irssi"), "--timezone", "UTC"))
            .Should().Be("1 file, 1 room: 26 added, 0 there already");
        string[] history = await _run.HistoryAsync("#tea");
        Texts(history).Should().Equal([.. WithoutColours, .. WithoutColours]);
        history[1].Should().StartWith("2025-01-31T02:54:00.001Z ");
    }

    [Fact]
    public async Task The_raw_log_of_InspIRCd_is_imported_with_users_and_hosts()
    {
        (await _run.ImportAsync("inspircd", ImportRun.Sample("inspircd"), "--timezone", "UTC"))
            .Should().Be("1 file, 1 room: 13 added, 0 there already");
        Texts(await _run.HistoryAsync("#tea")).Should().Equal(Said);
        (await _run.CommandAsync("history", "export")).Output.Should().Contain("\"source\":\"karl!carl@127.0.0.1\"");
    }

    [Fact]
    public async Task What_is_imported_twice_is_there_once_and_of_a_log_that_has_grown_only_what_is_new_is_added()
    {
        string log = _run.Write("#tea/2025-01-31.log", "[12:00:00] <bea> same\n[12:00:00] <bea> same\n[12:00:01] <bea> one\n");
        (await _run.ImportAsync("znc", log, "--timezone", "UTC")).Should().EndWith(": 3 added, 0 there already");
        (await _run.ImportAsync("znc", log, "--timezone", "UTC")).Should().EndWith(": 0 added, 3 there already");
        await File.AppendAllTextAsync(log, "[12:00:01] <bea> one\n[12:00:02] <bea> two\n");
        (await _run.ImportAsync("znc", log, "--timezone", "UTC")).Should().EndWith(": 2 added, 3 there already");
        // Wherever the file lies, and whoever else logged the room.
        string other = _run.Write("irc.net.#tea.weechatlog",
            "2025-01-31 12:00:00\tbea\tsame\n2025-01-31 12:00:01\t@carl\tmissed there\n2025-01-31 12:00:02\tbea\ttwo\n");
        (await _run.ImportAsync("weechat", other, "--timezone", "UTC")).Should().EndWith(": 1 added, 2 there already");
        Texts(await _run.HistoryAsync("#tea")).Should().Equal("privmsg bea same", "privmsg bea same", "privmsg bea one", "privmsg bea one",
            "privmsg carl missed there", "privmsg bea two");
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_changes_nothing()
    {
        string[] arguments = ["znc", ImportRun.Sample("znc"), "--timezone", "UTC"];
        (int code, string dry, string errors) = await _run.RunAsync([.. arguments, "--dry-run"]);
        (code, errors).Should().Be((0, ""));
        dry.Should().Be(
            """
            #tea: 13 to add, 0 there already, from 2025-01-31 02:55:54 to 2025-01-31 02:56:11 UTC
            left out, lines of who came and went, topics, modes and the like: 5
            1 file, 1 room: 13 to add, 0 there already; nothing was changed

            """.ReplaceLineEndings("\n"));
        Directory.Exists(_run.Data).Should().BeFalse();
        await _run.ImportAsync(arguments);
        (await _run.ImportAsync([.. arguments, "--dry-run"])).Should().EndWith(": 0 to add, 13 there already; nothing was changed");
    }

    [Fact]
    public async Task Imported_messages_stand_at_their_time_among_those_that_are_there()
    {
        var clock = new ManualClock();
        // Before today, whatever day that is.
        clock.Set(TimeSpan.FromDays(-365));
        Directory.CreateDirectory(_run.Data);
        using (Store store = Keeping.Open(_run.Data, clock))
        {
            store.Say(store.Room("#Tea"), "said at 12:01:02");
            clock.Advance(TimeSpan.FromMinutes(1));
            store.Say(store.Room("#Tea"), "said at 12:02:02");
            store.IndexWords();
        }
        string log = _run.Write("#tea/2025-01-02.log",
            "[12:00:00] <bea> before\n[12:01:02] <alice> said at 12:01:02\n[12:01:30] <bea> between\n[12:03:00] <bea> behind\n");
        (await _run.ImportAsync("znc", log, "--timezone", "UTC")).Should().EndWith(": 3 added, 1 there already");
        Texts(await _run.HistoryAsync("#tea")).Should().Equal("privmsg bea before", "privmsg alice said at 12:01:02",
            "privmsg bea between", "privmsg alice said at 12:02:02", "privmsg bea behind");
    }

    [Fact]
    public async Task A_server_finds_what_was_imported_by_time_and_by_word_and_goes_on_behind_it()
    {
        await _run.ImportAsync("znc", ImportRun.Sample("znc"), "--timezone", "UTC");
        string earlier = _run.Write("#tea/2024-02-29.log", "[12:00:00] <bea> a leap day in everybody's calendar\n");
        await _run.ImportAsync("znc", earlier, "--timezone", "UTC");
        using Store store = _run.Open();
        store.Found("everybody").Should().HaveCount(2);
        store.Found("leap").Should().HaveCount(1);
        long next = store.Say(store.Room("#tea"), "now");
        store.Texts("#tea").Should().HaveCount(15).And.HaveElementAt(0, "a leap day in everybody's calendar").And.HaveElementAt(14, "now");
        store.Number("SELECT max(id) FROM lines").Should().Be(next);
        store.Number("SELECT count(DISTINCT id) FROM lines").Should().Be(15);
        store.ShouldBeSound();
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_counted_and_the_first_are_shown()
    {
        string log = _run.Write("#tea/2025-01-31.log",
        [
            .. Wire.Utf8("[12:00:00] <bea> one\nnonsense\n[25:00:00] <bea> two\n[12:00:01] <@bea> "), 0xFC, 0x80, (byte)'\n',
            .. Wire.Utf8($"[12:00:02] <bea> {new string('x', 10 << 20)}\r\n[12:00:03] <b a> three\r\n[12:00:04] <bea> fo"),
        ]);
        (int code, string output, string errors) = await _run.RunAsync("znc", log, "--timezone", "UTC");
        code.Should().Be(0);
        errors.Should().Be(
            $"""
            chat-server: {log}:2: it does not begin with a time, as [12:00:00] is.
            chat-server: {log}:3: it does not begin with a time, as [12:00:00] is.
            chat-server: {log}:5: it is longer than 65536 bytes.
            chat-server: {log}:6: behind the time there is neither <nick>, -nick-, * nor ***.
            chat-server: {log}:7: the file ends within it: perhaps it is still being written.

            """.ReplaceLineEndings("\n"));
        output.Should().Contain("not read: 5\n");
        Texts(await _run.HistoryAsync("#tea")).Should().Equal("privmsg bea one", "privmsg bea ü€");
        (code, _, errors) = await _run.RunAsync("znc", log, "--timezone", "UTC", "--strict");
        (code, errors).Should().Be((1, $"chat-server: {log}:2: it does not begin with a time, as [12:00:00] is.\n"
            + "chat-server: The import ends here because of --strict. What came before it is imported.\n"));
        (await _run.RunAsync("znc", log, "--timezone", "UTC", "--strict", "--dry-run")).Errors.Should()
            .EndWith("chat-server: The import ends here because of --strict. Nothing was changed.\n");
    }

    [Fact]
    public async Task What_the_server_would_delete_is_left_out_and_told()
    {
        string log = _run.Write("#tea/2025-01-31.log", "[12:00:00] <bea> old\n");
        (int code, string output, _) = await _run.RunAsync("znc", log, "--history-days", "3");
        code.Should().Be(0);
        output.Should().Contain("left out, older than history-days").And.EndWith(": 0 added, 0 there already\n");
        using (Store store = _run.Open()) store.Names().Should().BeEmpty();
        (await _run.ImportAsync("znc", log, "--history-days", "0")).Should().EndWith(": 1 added, 0 there already");
    }

    [Fact]
    public async Task A_text_that_fits_into_no_line_becomes_a_message_of_several()
    {
        string text = string.Concat(Enumerable.Repeat("grüße ", 150));
        string log = _run.Write("#tea/2025-01-31.log", $"[12:00:00] <bea> {text}\n");
        await _run.ImportAsync("znc", log);
        await _run.ImportAsync("znc", log);
        using Store store = _run.Open();
        string stored = store.Texts().Should().ContainSingle().Subject;
        stored.Replace("\r", "", StringComparison.Ordinal).Should().Be(text);
        stored.Split('\r').Should().OnlyContain(line => Wire.Utf8(line).Length < 500).And.HaveCountGreaterThan(1);
        store.Number("SELECT kind FROM lines").Should().Be((long)LineKind.MultilinePrivmsg);
    }

    [Fact]
    public async Task Nothing_is_imported_beside_a_server_but_a_dry_run_looks()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _run.Data });
        (int code, string output, string errors) = await _run.RunAsync("znc", ImportRun.Sample("znc"));
        (code, output).Should().Be((1, ""));
        errors.Should().Contain($"The data folder {_run.Data} is used by another chat-server");
        (await _run.ImportAsync("znc", ImportRun.Sample("znc"), "--dry-run")).Should().Contain("13 to add");
    }

    [Fact]
    public async Task One_room_of_many_can_be_chosen_and_get_another_name()
    {
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(_run.Write("net/#a/2025-01-31.log", "[12:00:00] <bea> in a\n")))!;
        _run.Write("net/#b/2025-01-31.log", "[12:00:00] <bea> in b\n");
        _run.Write("net/bea/2025-01-31.log", "[12:00:00] <bea> private\n");
        (await _run.ImportAsync("znc", folder, "--room", "#B", "--into", "#other")).Should().Be("1 file, 1 room: 1 added, 0 there already");
        Texts(await _run.HistoryAsync("#other")).Should().Equal("privmsg bea in b");
        (await _run.ImportAsync("znc", folder)).Should().Be("2 files, 2 rooms: 2 added, 0 there already");
        using Store store = _run.Open();
        store.Names().Should().Equal("#other", "#a", "#b");
    }

    [Theory]
    [InlineData(2, "--room: 'tea' is not a room's name, as '#lobby' is (in quotes, for the shell).", "--room", "tea")]
    [InlineData(2, "--into: '#a b' is not a room's name, as '#lobby' is (in quotes, for the shell).", "--into", "#a b")]
    [InlineData(2, "--timezone: 'Mars/Olympus' is not a time zone that this system knows, as Europe/Berlin and UTC are.", "--timezone",
        "Mars/Olympus")]
    public async Task What_cannot_be_done_is_told_in_a_line(int code, string reason, params string[] arguments) =>
        (await _run.RunAsync(["znc", ImportRun.Sample("znc"), .. arguments])).Should().Be((code, "", $"chat-server: {reason}\n"));

    [Fact]
    public async Task What_is_not_there_is_told_and_makes_no_folder()
    {
        (await _run.RunAsync("znc", "/nowhere")).Should().Be((1, "", "chat-server: There is no file or folder /nowhere.\n"));
        Directory.Exists(_run.Data).Should().BeFalse();
        (await _run.RunAsync("znc", ImportRun.Sample("irssi"))).Should()
            .Be((1, "", "chat-server: There are no such logs. Expected: a folder with files as NETWORK/#room/2026-01-31.log.\n"));
    }

    private static IEnumerable<string> Texts(IEnumerable<string> history) =>
        history.Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
}

using System.Diagnostics;
using System.Net.Sockets;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Importing.Logs;

/// <summary>Which files of a folder are imported, and what is told of the others.</summary>
public sealed class LogFilesTests : IDisposable
{
    private readonly ImportRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("znc", "libera/ann/2025-01-31.log", "libera/#tea/2025-01-31.log", "[12:00:00] <bob> text\n")]
    [InlineData("weechat", "irc.libera.ann.weechatlog", "irc.libera.#tea.weechatlog", "2025-01-31 12:00:00\tbob\ttext\n")]
    [InlineData("irssi", "libera/ann.log", "libera/#tea.log", "--- Log opened Fri Jan 31 11:00:00 2025\n12:00 < bob> text\n")]
    public async Task A_private_conversation_in_a_folder_gets_into_no_room(string format, string secret, string open, string text)
    {
        string named = _run.Write("logs/" + secret, text.Replace("text", "SECRET", StringComparison.Ordinal));
        _run.Write("logs/" + open, text);
        (int code, string output, string errors) = await _run.RunAsync(format, Path.Combine(_run.Folder, "logs"), "--into", "#all");
        (code, errors).Should().Be((0, ""));
        output.Should().Contain("left out, files that are of no room: 1\n");
        (await _run.HistoryAsync("#all")).Should().ContainSingle().Which.Should().EndWith(" privmsg bob text");
        // Whoever names the file says what it is.
        (await _run.ImportAsync(format, named, "--into", "#all")).Should().EndWith(": 1 added, 0 there already");
    }

    [Fact]
    public async Task Pipes_sockets_and_links_to_nothing_are_told_and_do_not_hold_up_the_rest()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Path.GetDirectoryName(_run.Write("net/#tea.log", "--- Log opened Fri Jan 31 11:00:00 2025\n12:00 < bob> text\n"))!;
        string pipe = Path.Combine(folder, "#pipe.log"), socket = Path.Combine(folder, "#socket.log");
        string link = Path.Combine(folder, "#link.log");
        using (Process make = Process.Start("mkfifo", [pipe])) await make.WaitForExitAsync().WithinDeadlineAsync("mkfifo");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        File.CreateSymbolicLink(link, Path.Combine(folder, "nowhere"));
        string expected =
            $"""
            chat-server: {link}: it is a link to nothing.
            chat-server: {pipe}: it is not a regular file.
            chat-server: {socket}: it is not a regular file.

            """.ReplaceLineEndings("\n");
        foreach (string[] dry in (string[][])[["--dry-run"], []])
        {
            (int code, string output, string errors) = await _run.RunAsync(["irssi", folder, .. dry]);
            (code, errors).Should().Be((0, expected));
            output.Should().Contain("not read: 3\n").And.Contain("1 file, 1 room: 1 ");
        }
        (await _run.RunAsync("irssi", folder, "--strict")).Should().Be((1, "",
            $"chat-server: {link}: it is a link to nothing.\n"
            + "chat-server: The import ends here because of --strict. What came before it is imported.\n"));
        (await _run.RunAsync("irssi", pipe)).Should().Be((1, "not read: 1\n0 files, 0 rooms: 0 added, 0 there already\n",
            $"chat-server: {pipe}: it is not a regular file.\n"));
        (await _run.RunAsync("ergo", pipe)).Should().Be((1, "",
            $"chat-server: {pipe} is not a regular file: name Ergo's database, or a dump of it.\n"));
    }

    [Fact]
    public async Task A_file_or_folder_that_may_not_be_read_is_told_and_the_rest_imported()
    {
        // Root may read everything.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        string locked = _run.Write("net/#locked/2025-01-31.log", "[12:00:00] <bob> text\n");
        string closed = Path.GetDirectoryName(_run.Write("net/#closed/2025-01-31.log", "[12:00:00] <bob> text\n"))!;
        _run.Write("net/#tea/2025-01-31.log", "[12:00:00] <bob> text\n");
        File.SetUnixFileMode(locked, UnixFileMode.None);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            (int code, string output, string errors) = await _run.RunAsync("znc", Path.Combine(_run.Folder, "net"));
            (code, errors).Should().Be((0, $"chat-server: {closed}: the folder cannot be read.\n"
                + $"chat-server: {locked}: this user may not read it.\n"));
            output.Should().Contain("not read: 2\n").And.Contain("1 file, 1 room: 1 added");
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_file_whose_reading_fails_is_told_and_the_rest_imported()
    {
        if (!OperatingSystem.IsLinux()) return;
        string folder = Path.GetDirectoryName(_run.Write("net/#tea.log", "--- Log opened Fri Jan 31 11:00:00 2025\n12:00 < bob> text\n"))!;
        string broken = Path.Combine(folder, "#broken.log");
        // Its first bytes are no memory of anybody.
        File.CreateSymbolicLink(broken, "/proc/self/mem");
        (int code, string output, string errors) = await _run.RunAsync("irssi", folder);
        code.Should().Be(0);
        errors.Should().StartWith($"chat-server: {broken}: it cannot be read (");
        output.Should().Contain("not read: 1\n").And.Contain("1 room: 1 added");
        (await _run.RunAsync("irssi", folder, "--strict")).Code.Should().Be(1);
    }

    [Fact]
    public async Task Links_to_folders_are_followed_only_where_they_are_named()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Path.GetDirectoryName(_run.Write("net/#tea.log", "--- Log opened Fri Jan 31 11:00:00 2025\n12:00 < bob> text\n"))!;
        Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
        string named = Path.Combine(_run.Folder, "named");
        Directory.CreateSymbolicLink(named, folder);
        (int code, string output, string errors) = await _run.RunAsync("irssi", named);
        (code, errors).Should().Be((0, ""));
        output.Should().Contain("left out, links to folders (name the folder itself): 1\n")
            .And.EndWith("1 file, 1 room: 1 added, 0 there already\n");
    }

    [Fact]
    public async Task Files_whose_names_are_no_logs_are_counted_and_the_first_named()
    {
        string folder = Path.GetDirectoryName(_run.Write("net/irc.a.#tea.weechatlog", "2025-01-31 12:00:00\tbob\ttext\n"))!;
        string only = _run.Write("net/tea.txt", "x");
        string told = "left out, files whose names are not those of such logs: ";
        (await _run.RunAsync("weechat", folder)).Output.Should().Contain($"{told}1 ({only})\n");
        for (int i = 0; i < 4; i++) _run.Write($"net/{i}.txt", "x");
        (await _run.RunAsync("weechat", folder)).Output.Should().Contain($"{told}5 ({Path.Combine(folder, "0.txt")}, ")
            .And.Contain(", ...)\n");
    }

    [Fact]
    public async Task Rooms_of_one_name_on_two_networks_become_one_and_that_is_told()
    {
        _run.Write("logs/oftc/#tea/2025-01-31.log", "[12:00:00] <bob> there\n");
        _run.Write("logs/libera/#Tea/2025-01-31.log", "[12:00:00] <bob> here\n");
        string logs = Path.Combine(_run.Folder, "logs"), told = "one room of those on libera, oftc (to keep them apart";
        (await _run.RunAsync("znc", logs, "--dry-run")).Output.Should().Contain(told);
        (await _run.RunAsync("znc", Path.Combine(logs, "oftc"), "--into", "#oftc")).Output.Should().NotContain("to keep them apart");
        (await _run.RunAsync("znc", logs)).Output.Should().Contain(told);
    }
}

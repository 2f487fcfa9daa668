using System.Diagnostics;
using System.Text;

namespace ChatSockets.Client.Tests.Terminal;

/// <summary>
/// A real terminal that is not ours: a pane of tmux, which is given bytes and asked what it shows. Nothing is shared with the tester's own
/// tmux.
/// </summary>
internal static class TmuxPane
{
    /// <summary>What a skipped test says.</summary>
    public const string WhyNot = "tmux is not installed.";

    private static readonly string? Program = Find();

    /// <summary>Whether it is installed here.</summary>
    public static bool IsInstalled => Program is not null;

    /// <summary>Writes bytes to a pane of that size, and returns its rows with the blanks at their ends.</summary>
    public static string[] Show(ReadOnlySpan<byte> bytes, int height, int width)
    {
        string folder = Directory.CreateTempSubdirectory("chat-tmux-").FullName, socket = Path.Combine(folder, "socket");
        string file = Path.Combine(folder, "bytes");
        File.WriteAllBytes(file, [.. bytes]);
        // The pane answers where its cursor is when it has handled everything before.
        string inside = $"stty -echo -icanon; printf '\\033[?7l'; cat {file}; printf '\\033[6n'; IFS= read -rsd R answer; "
            + $"{Program} -S {socket} wait-for -S shown; exec tail -f /dev/null";
        try
        {
            Run(socket, "-f", "/dev/null", "new-session", "-d", "-x", $"{width}", "-y", $"{height + 1}", "bash", "-c", inside);
            Run(socket, "wait-for", "shown");
            string shown = Run(socket, "capture-pane", "-p", "-N");
            return [.. shown.Split('\n').Take(height).Select(row => row.TrimEnd('\r'))];
        }
        finally
        {
            Run(socket, "kill-server");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string socket, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program!, ["-u", "-S", socket, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("TMUX");
        start.Environment["TERM"] = "xterm-256color";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static string? Find() => OperatingSystem.IsWindows()
        ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "tmux"))
            .FirstOrDefault(File.Exists);
}

using System.Runtime.InteropServices;
using System.Text;

namespace ChatSockets.Server.Diagnostics.Top;

/// <summary>
/// The terminal while <c>chat-server top</c> has it: the alternate screen without a cursor, and the one before it when this is disposed, a
/// signal ends the program, or it is stopped for a while (Ctrl-Z). One thread draws; signals come on others.
/// </summary>
/// <remarks>ECMA-48 and xterm's control sequences: private modes 1049 (alternate screen), 25 (cursor), 7 (wrapping), 2026 (one
/// frame).</remarks>
internal sealed class TopTerminal : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[?7l";
    private const string Leave = "\e[?7h\e[?25h\e[?1049l";

    // SIGSTOP.
    private const int LinuxStop = 19;
    private const int OtherStop = 17;

    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _gate = new();
    private bool _isEntered;

    public TopTerminal()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP })
            _signals.Add(PosixSignalRegistration.Create(signal, End));
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Show(isEntered: true)));
        }
        Show(isEntered: true);
    }

    /// <summary>The exit code that a signal asks for: 128 and its number; null while none has come.</summary>
    public int? EndedBy { get; private set; }

    public static (int Width, int Height) Size => (Math.Max(1, Console.WindowWidth), Math.Max(1, Console.WindowHeight));

    /// <summary>The next key, if one comes in time; null if none does, or a signal ends the program.</summary>
    public char? ReadKey(TimeSpan time)
    {
        long end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        while (!_ended.IsSet)
        {
            if (Console.KeyAvailable) return Console.ReadKey(intercept: true).KeyChar;
            long left = end - Environment.TickCount64;
            if (left <= 0) return null;
            _ended.Wait((int)Math.Min(left, 50));
        }
        return null;
    }

    /// <summary>Draws all lines, the first in reverse if it is a title.</summary>
    public void Draw(IReadOnlyList<string> lines)
    {
        var frame = new StringBuilder("\e[?2026h\e[H");
        for (int i = 0; i < lines.Count; i++)
        {
            if (i > 0) frame.Append("\r\n");
            bool isTitle = lines[i].StartsWith("NICK", StringComparison.Ordinal) || lines[i].StartsWith("ROOM", StringComparison.Ordinal);
            frame.Append(isTitle ? $"\e[7m{lines[i]}\e[m" : lines[i]);
        }
        frame.Append("\e[?2026l");
        lock (_gate)
        {
            if (_isEntered) Write(frame.ToString());
        }
    }

    public void Dispose()
    {
        Show(isEntered: false);
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        EndedBy ??= context.Signal switch
        {
            PosixSignal.SIGHUP => 129,
            PosixSignal.SIGINT => 130,
            PosixSignal.SIGQUIT => 131,
            _ => 143,
        };
        _ended.Set();
    }

    // The terminal is given back before the process stops; SIGCONT comes when it goes on.
    private void Suspend(PosixSignalContext context)
    {
        context.Cancel = true;
        Show(isEntered: false);
        _ = Send(Environment.ProcessId, OperatingSystem.IsLinux() ? LinuxStop : OtherStop);
    }

    private void Show(bool isEntered)
    {
        lock (_gate)
        {
            if (_isEntered == isEntered) return;
            _isEntered = isEntered;
            Write(isEntered ? Enter : Leave);
        }
    }

    private void Write(string text)
    {
        try
        {
            _output.Write(Encoding.UTF8.GetBytes(text));
            _output.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone; the signal that says so is on its way.
            _ended.Set();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}

using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// A terminal of Linux or macOS: raw mode by termios, bytes from the file handle. The framework's console is not touched: it buffers,
/// prints and sets modes of its own. Where standard input is a pipe, the terminal is /dev/tty.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixTerminal : ITerminal
{
    private const int Broken = -1;
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int TryAgainLinux = 11;
    private const int TryAgainMac = 35;
    private const int StopSignalLinux = 19;
    private const int StopSignalMac = 17;

    // Escape alone is a key; a sequence follows at once.
    private const int EscapeMilliseconds = 25;

    private readonly byte[] _modes = new byte[LibC.ModesLength];
    private readonly Action<TerminalEvent> _post;
    private readonly InputParser _parser;
    private readonly int _handle;
    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private (int Height, int Width) _size = (24, 80);
    private bool _isEntered;
    private bool _isResizePosted;

    public UnixTerminal(Action<TerminalEvent> post)
    {
        _post = post;
        _parser = new InputParser(post);
        _handle = LibC.isatty(0) == 1 && LibC.isatty(1) == 1 ? 0 : LibC.open("/dev/tty", 2);
        if (_handle < 0 || LibC.tcgetattr(_handle, _modes) != 0) throw new IOException("there is no terminal");
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
    }

    public (int Height, int Width) Size
    {
        get
        {
            _isResizePosted = false;
            // ioctl takes any number of arguments, which are passed in another way on macOS.
            if (!OperatingSystem.IsLinux()) return (Console.WindowHeight, Console.WindowWidth);
            ushort[] size = new ushort[4];
            // A terminal that is gone has none, and one that does not know it says nothing.
            if (LibC.ioctl(_handle, 0x5413, size) == 0 && size[0] > 0 && size[1] > 0) _size = (size[0], size[1]);
            return _size;
        }
    }

    public void Start()
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ =>
        {
            // One that is not handled yet is as good as two.
            if (_isResizePosted) return;
            _isResizePosted = true;
            _post(new TerminalNotice.Resized());
        }));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, signal =>
        {
            signal.Cancel = true;
            _post(new TerminalNotice.Continued());
        }));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, signal =>
        {
            signal.Cancel = true;
            _post(KeyEvent.Of('z', KeyModifiers.Control));
        }));
        new Thread(Read, 256 * 1024) { Name = "chat keys", IsBackground = true }.Start();
    }

    public void Enter()
    {
        lock (_gate)
        {
            byte[] raw = [.. _modes];
            LibC.cfmakeraw(raw);
            _ = LibC.tcsetattr(_handle, LibC.DrainFirst, raw);
            _isEntered = true;
        }
        Write(ScreenModes.Enter);
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (!_isEntered) return;
            _isEntered = false;
        }
        Write(ScreenModes.Leave);
        _ = LibC.tcsetattr(_handle, LibC.DrainFirst, _modes);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] rest = bytes.ToArray();
        while (rest.Length > 0)
        {
            nint written = LibC.write(_handle, rest, rest.Length);
            if (written == Broken)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error == Interrupted) continue;
                if (error is not (TryAgainLinux or TryAgainMac)) return;
                // Somebody has made the handle non-blocking: it is theirs, too.
                var full = new LibC.PollHandle { Handle = _handle, Events = 4 };
                _ = LibC.poll(ref full, 1, 1000);
                continue;
            }
            rest = rest[(int)written..];
        }
    }

    public void Suspend()
    {
        Leave();
        // The whole job stops, as if the terminal had sent the signal; ours is handled, so the process stops itself.
        _ = LibC.kill(Environment.ProcessId, OperatingSystem.IsMacOS() ? StopSignalMac : StopSignalLinux);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        foreach (PosixSignalRegistration each in _signals) each.Dispose();
        Leave();
    }

    private void OnExit(object? sender, EventArgs happened) => Leave();

    private void Read()
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            var poll = new LibC.PollHandle { Handle = _handle, Events = Readable };
            int ready = LibC.poll(ref poll, 1, _parser.IsUndecided ? EscapeMilliseconds : -1);
            if (ready == 0)
            {
                _parser.Flush();
                continue;
            }
            nint count = ready < 0 ? Broken : LibC.read(_handle, buffer, buffer.Length);
            if (count > 0)
            {
                _parser.Feed(buffer.AsSpan(0, (int)count));
            }
            else if (count == 0 || Marshal.GetLastPInvokeError() is not (Interrupted or TryAgainLinux or TryAgainMac))
            {
                _post(new TerminalNotice.Gone());
                return;
            }
        }
    }
}

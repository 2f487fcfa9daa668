using System.Runtime.InteropServices;
using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// A console of Windows (10 and later) that understands sequences as other terminals do. Keys come from ReadConsoleInputW, which tells of
/// new sizes, too; the console's modes and code page are put back as they were.
/// </summary>
internal sealed class WindowsTerminal : ITerminal
{
    private const int Input = -10;
    private const int Output = -11;
    private const uint VirtualTerminalInput = 0x200;
    private const uint WindowInput = 0x8;
    private const uint VirtualTerminalOutput = 0x1 | 0x4 | 0x8;
    private const uint Utf8 = 65001;
    private const ushort KeyRecord = 1;
    private const ushort SizeRecord = 4;

    private readonly nint _input = GetStdHandle(Input);
    private readonly nint _output = GetStdHandle(Output);
    private readonly Action<TerminalEvent> _post;
    private readonly InputParser _parser;
    private readonly Lock _gate = new();
    private readonly uint _inputMode;
    private readonly uint _outputMode;
    private readonly uint _codePage = GetConsoleOutputCP();
    private bool _isEntered;

    public WindowsTerminal(Action<TerminalEvent> post)
    {
        _post = post;
        _parser = new InputParser(post);
        if (!GetConsoleMode(_input, out _inputMode) || !GetConsoleMode(_output, out _outputMode))
            throw new IOException("there is no console");
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
    }

    public (int Height, int Width) Size => (Console.WindowHeight, Console.WindowWidth);

    public void Start() => new Thread(Read, 256 * 1024) { Name = "chat keys", IsBackground = true }.Start();

    public void Enter()
    {
        lock (_gate)
        {
            SetConsoleMode(_input, VirtualTerminalInput | WindowInput);
            SetConsoleMode(_output, VirtualTerminalOutput);
            SetConsoleOutputCP(Utf8);
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
        SetConsoleMode(_input, _inputMode);
        SetConsoleMode(_output, _outputMode);
        SetConsoleOutputCP(_codePage);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] rest = bytes.ToArray();
        while (rest.Length > 0 && WriteFile(_output, rest, (uint)rest.Length, out uint written, 0) && written > 0)
            rest = rest[(int)written..];
    }

    // A console has no jobs.
    public void Suspend()
    {
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        Leave();
    }

    private void OnExit(object? sender, EventArgs happened) => Leave();

    private void Read()
    {
        var records = new Record[64];
        byte[] bytes = new byte[4];
        char high = '\0';
        while (ReadConsoleInputW(_input, records, (uint)records.Length, out uint count))
        {
            for (int i = 0; i < count; i++)
            {
                if (records[i].Kind == SizeRecord) _post(new TerminalNotice.Resized());
                if (records[i].Kind != KeyRecord || records[i].IsDown == 0 || records[i].Letter == '\0') continue;
                char letter = records[i].Letter;
                if (char.IsHighSurrogate(letter))
                {
                    high = letter;
                    continue;
                }
                Rune rune = Rune.TryCreate(high, letter, out Rune pair)
                    ? pair : Rune.TryCreate(letter, out Rune single) ? single : Rune.ReplacementChar;
                high = '\0';
                _parser.Feed(bytes.AsSpan(0, rune.EncodeToUtf8(bytes)));
            }
            // A sequence comes in one piece.
            if (_parser.IsUndecided) _parser.Flush();
        }
        _post(new TerminalNotice.Gone());
    }

    // INPUT_RECORD with a KEY_EVENT_RECORD.
    [StructLayout(LayoutKind.Explicit, Size = 20)]
    private struct Record
    {
        [FieldOffset(0)]
        public ushort Kind;

        [FieldOffset(4)]
        public int IsDown;

        [FieldOffset(14)]
        public char Letter;
    }

#pragma warning disable SYSLIB1054 // The generated code would need unsafe blocks in the whole project.
    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int handle);

    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool SetConsoleMode(nint handle, uint mode);

    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint GetConsoleOutputCP();

    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool SetConsoleOutputCP(uint codePage);

    [DllImport("kernel32", CharSet = CharSet.Unicode), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool ReadConsoleInputW(nint handle, [Out] Record[] records, uint length, out uint count);

    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool WriteFile(nint handle, byte[] bytes, uint count, out uint written, nint overlapped);
#pragma warning restore SYSLIB1054
}

using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// Questions on a terminal, one line each, before a program takes the screen. The terminal itself edits the answer; one that is secret is
/// read without being shown.
/// </summary>
internal sealed class LinePrompt(Stream input, Stream output) : IDisposable
{
    private const byte CtrlC = 3;
    private const byte CtrlD = 4;
    private const byte CtrlU = 21;

    /// <summary>The terminal that the program was started in.</summary>
    public LinePrompt()
        : this(StandardInput.Open(), Console.OpenStandardOutput())
    {
    }

    /// <summary>Asks, and returns the answer without the spaces around it; null at the end of the input.</summary>
    public string? Ask(string question)
    {
        Write(question);
        return ReadLine()?.Trim();
    }

    /// <summary>Asks for something that nobody may read on the screen; null if the user has had enough.</summary>
    public string? AskSecretly(string question)
    {
        string? answer = OperatingSystem.IsWindows() ? ReadKeys(question) : ReadRaw(question);
        Write(Environment.NewLine);
        return answer;
    }

    /// <summary>
    /// Lets one of several rows be chosen with the arrow keys. Returns its index; null if the user has had enough. Not on Windows, where the
    /// terminal's own way to read keys knows no rows.
    /// </summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public int? Choose(string heading, IReadOnlyList<string> rows) =>
        InRawMode(() => new ListPrompt(heading, rows).Choose(input, output, Size), () => null);

    public void Write(string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
    }

    public void Dispose()
    {
        input.Dispose();
        output.Dispose();
    }

    // A byte at a time: what follows the line is not ours.
    private string? ReadLine()
    {
        var line = new List<byte>();
        while (true)
        {
            int next = input.ReadByte();
            if (next < 0 && line.Count == 0) return null;
            if (next < 0 || next == '\n') return Encoding.UTF8.GetString([.. line]);
            line.Add((byte)next);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private string? ReadRaw(string question) => InRawMode(
        () =>
        {
            // Whoever types as soon as it is there is not shown any more.
            Write(question);
            return ReadSecret();
        },
        () => Ask(question));

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static T InRawMode<T>(Func<T> read, Func<T> withoutTerminal)
    {
        byte[] before = new byte[LibC.ModesLength];
        if (LibC.tcgetattr(0, before) != 0) return withoutTerminal();
        byte[] raw = [.. before];
        LibC.cfmakeraw(raw);
        _ = LibC.tcsetattr(0, LibC.DrainFirst, raw);
        try
        {
            return read();
        }
        finally
        {
            _ = LibC.tcsetattr(0, LibC.DrainFirst, before);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static (int Height, int Width) Size()
    {
        // ioctl takes any number of arguments, which are passed in another way on macOS.
        if (!OperatingSystem.IsLinux()) return (Console.WindowHeight, Console.WindowWidth);
        ushort[] size = new ushort[4];
        return LibC.ioctl(0, 0x5413, size) == 0 && size[0] > 0 && size[1] > 0 ? (size[0], size[1]) : (24, 80);
    }

    private string? ReadSecret()
    {
        var line = new List<byte>();
        while (true)
        {
            switch (input.ReadByte())
            {
                case < 0 or CtrlC or CtrlD: return null;
                case '\r' or '\n': return Encoding.UTF8.GetString([.. line]);
                case CtrlU: line.Clear(); break;
                case 8 or 127:
                    // A whole character: the bytes that go on in UTF-8, and the one that begins it.
                    while (line.Count > 0 && (line[^1] & 0xC0) == 0x80) line.RemoveAt(line.Count - 1);
                    if (line.Count > 0) line.RemoveAt(line.Count - 1);
                    break;
                case var other: line.Add((byte)other); break;
            }
        }
    }

    private string? ReadKeys(string question)
    {
        Write(question);
        var line = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) return line.ToString();
            if (key.Key == ConsoleKey.Escape) return null;
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (key.KeyChar >= ' ') line.Append(key.KeyChar);
        }
    }
}

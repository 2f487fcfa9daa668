using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// Questions on a terminal, one line each, before a program takes the screen. The terminal itself edits the answer; one that is secret is
/// read without being shown.
/// </summary>
internal sealed class LinePrompt : IDisposable
{
    private const byte CtrlC = 3;
    private const byte CtrlD = 4;
    private const byte CtrlU = 21;

    private readonly Stream _input = StandardInput.Open();
    private readonly Stream _output = Console.OpenStandardOutput();

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

    public void Write(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }

    // A byte at a time: what follows the line is not ours.
    private string? ReadLine()
    {
        var line = new List<byte>();
        while (true)
        {
            int next = _input.ReadByte();
            if (next < 0 && line.Count == 0) return null;
            if (next < 0 || next == '\n') return Encoding.UTF8.GetString([.. line]);
            line.Add((byte)next);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private string? ReadRaw(string question)
    {
        byte[] before = new byte[LibC.ModesLength];
        if (LibC.tcgetattr(0, before) != 0) return Ask(question);
        byte[] raw = [.. before];
        LibC.cfmakeraw(raw);
        _ = LibC.tcsetattr(0, LibC.DrainFirst, raw);
        try
        {
            // Whoever types as soon as it is there is not shown any more.
            Write(question);
            return ReadSecret();
        }
        finally
        {
            _ = LibC.tcsetattr(0, LibC.DrainFirst, before);
        }
    }

    private string? ReadSecret()
    {
        var line = new List<byte>();
        while (true)
        {
            switch (_input.ReadByte())
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

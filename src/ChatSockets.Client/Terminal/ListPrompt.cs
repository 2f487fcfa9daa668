using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// A list below the cursor, from which one row is chosen with the arrow keys, before a program takes the screen. It is drawn in place, so
/// that what stands above it stays, and it is gone when it is over.
/// </summary>
/// <param name="heading">What is chosen.</param>
/// <param name="rows">What there is, a line each.</param>
internal sealed class ListPrompt(string heading, IReadOnlyList<string> rows)
{
    private const string Keys = "Up, Down, Enter; Ctrl-C ends";

    // The heading, the keys, and a row for the cursor.
    private const int OtherRows = 3;

    private int _selected;
    private int _drawn;

    /// <summary>Returns the index of the row; null if the user does not want to go on. The terminal is in raw mode.</summary>
    /// <param name="input">The keys.</param>
    /// <param name="output">The terminal.</param>
    /// <param name="size">Returns the size of the terminal, now.</param>
    public int? Choose(Stream input, Stream output, Func<(int Height, int Width)> size)
    {
        var keys = new Queue<KeyEvent>();
        var parser = new InputParser(each =>
        {
            if (each is KeyEvent key) keys.Enqueue(key);
        });
        Write(output, "\e[?25l");
        Draw(output, size());
        try
        {
            while (true)
            {
                int next = input.ReadByte();
                if (next < 0) return null;
                parser.Feed([(byte)next]);
                while (keys.TryDequeue(out KeyEvent? key))
                {
                    if (key.Code == KeyCode.Enter) return _selected;
                    if (IsEnd(key)) return null;
                    Move(key.Code, size().Height);
                    Draw(output, size());
                }
            }
        }
        finally
        {
            Write(output, $"{Home()}\e[J\e[?25h");
        }
    }

    private static bool IsEnd(KeyEvent key) =>
        key.Modifiers == KeyModifiers.Control && key.Code == KeyCode.Character && key.Rune.Value is 'c' or 'd';

    private void Move(KeyCode key, int height)
    {
        int page = Math.Max(1, height - OtherRows);
        int to = key switch
        {
            KeyCode.Up => _selected - 1,
            KeyCode.Down or KeyCode.Tab => _selected + 1,
            KeyCode.PageUp => _selected - page,
            KeyCode.PageDown => _selected + page,
            KeyCode.Home => 0,
            KeyCode.End => rows.Count - 1,
            _ => _selected,
        };
        _selected = Math.Clamp(to, 0, rows.Count - 1);
    }

    private void Draw(Stream output, (int Height, int Width) size)
    {
        // The last column stays free: not every terminal waits with the next line until more comes.
        int width = Math.Max(1, size.Width - 1), shown = Math.Clamp(size.Height - OtherRows, 1, rows.Count);
        int first = Math.Clamp(_selected - (shown / 2), 0, rows.Count - shown);
        var text = new StringBuilder(Home());
        text.Append(CultureInfo.InvariantCulture, $"{Cut(heading, width)}\e[K\r\n");
        for (int i = first; i < first + shown; i++)
        {
            string row = Cut($"{(i == _selected ? ">" : " ")} {rows[i]}", width);
            text.Append(i == _selected ? $"\e[7m{row}\e[0m\e[K\r\n" : $"{row}\e[K\r\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"{Cut(Keys, width)}\e[K\e[J");
        _drawn = shown + 1;
        Write(output, text.ToString());
    }

    // To the first row of what was drawn.
    private string Home() => _drawn == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\r\e[{_drawn}A");

    private static string Cut(string text, int width)
    {
        if (CellWidth.Of(text) <= width) return text;
        int end = 0, cells = 0;
        while (end < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            cells += CellWidth.OfGrapheme(text.AsSpan(end, length));
            if (cells > width - 1) break;
            end += length;
        }
        return text[..end] + "…";
    }

    private static void Write(Stream output, string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
    }
}

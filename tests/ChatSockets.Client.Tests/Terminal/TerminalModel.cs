using System.Globalization;
using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

/// <summary>
/// A little terminal: reads what a program writes and knows what it would show. It has its own idea of everything but the widths of
/// characters. Bytes that are neither text nor a sequence that it knows are an error.
/// </summary>
internal sealed class TerminalModel(int height, int width)
{
    private readonly string[,] _cells = new string[height, width];
    private readonly string[,] _styles = new string[height, width];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _pending = new();
    private readonly SortedSet<string> _attributes = new(StringComparer.Ordinal);
    private string _link = "";
    private int _row;
    private int _column;

    public int Height => height;

    public int Width => width;

    public (int Row, int Column)? Cursor => IsCursorShown ? (_row, Math.Min(_column, width - 1)) : null;

    public bool IsCursorShown { get; private set; } = true;

    /// <summary>What was switched on and not off again, by its number.</summary>
    public HashSet<string> Modes { get; } = [];

    public string Title { get; private set; } = "";

    /// <summary>The rows as text, without blanks at their ends.</summary>
    public IEnumerable<string> Rows()
    {
        for (int row = 0; row < height; row++)
        {
            var text = new StringBuilder();
            for (int column = 0; column < width; column++) text.Append(_cells[row, column] ?? " ");
            yield return text.ToString().TrimEnd();
        }
    }

    public string Screen => string.Join('\n', Rows());

    public string StyleAt(int row, int column) => _styles[row, column] ?? "";

    public string TextAt(int row, int column) => _cells[row, column] ?? " ";

    public void Write(ReadOnlySpan<byte> bytes)
    {
        char[] letters = new char[bytes.Length + 4];
        int count = _decoder.GetChars(bytes, letters, flush: false);
        _pending.Append(letters, 0, count);
        string text = _pending.ToString();
        int at = 0;
        while (at < text.Length)
        {
            int next = text[at] == '\e' ? Sequence(text, at) : Text(text, at);
            if (next < 0) break;
            at = next;
        }
        _pending.Clear().Append(text, at, text.Length - at);
    }

    private int Text(string text, int at)
    {
        if (text[at] == '\a') return at + 1;
        if (char.IsControl(text[at])) throw new InvalidOperationException($"The control {(int)text[at]:x2} reached the terminal.");
        int end = text.IndexOf('\e', at);
        string run = end < 0 ? text[at..] : text[at..end];
        int length = StringInfo.GetNextTextElementLength(run);
        Put(run[..length], CellWidth.OfGrapheme(run.AsSpan(0, length)));
        return at + length;
    }

    private void Put(string cluster, int cells)
    {
        if (_column + cells > width) return;
        Erase(_row, _column);
        if (cells == 2) Erase(_row, _column + 1);
        string style = string.Join(' ', _attributes) + (_link.Length > 0 ? $" <{_link}>" : "");
        (_cells[_row, _column], _styles[_row, _column]) = (cluster, style);
        if (cells == 2) (_cells[_row, _column + 1], _styles[_row, _column + 1]) = ("", style);
        _column += cells;
    }

    private void Erase(int row, int column)
    {
        if (_cells[row, column] == "" && column > 0) _cells[row, column - 1] = " ";
        if (column + 1 < width && _cells[row, column + 1] == "") _cells[row, column + 1] = " ";
        _cells[row, column] = " ";
    }

    // The index behind a sequence; -1 if it is not complete.
    private int Sequence(string text, int at)
    {
        if (at + 1 >= text.Length) return -1;
        if (text[at + 1] is ']' or 'P')
        {
            int bell = text.IndexOf('\a', at), end = text.IndexOf("\e\\", at, StringComparison.Ordinal);
            if (bell < 0 && end < 0) return -1;
            bool isBell = bell >= 0 && (end < 0 || bell < end);
            OperatingSystemCommand(text[(at + 2)..(isBell ? bell : end)]);
            return isBell ? bell + 1 : end + 2;
        }
        if (text[at + 1] != '[') throw new InvalidOperationException($"The sequence ESC {text[at + 1]} is unknown.");
        int final = at + 2;
        while (final < text.Length && text[final] is < '@' or > '~') final++;
        if (final >= text.Length) return -1;
        Control(text[(at + 2)..final], text[final]);
        return final + 1;
    }

    private void OperatingSystemCommand(string command)
    {
        if (command.Any(char.IsControl)) throw new InvalidOperationException($"A control is in the command {command}.");
        if (command.StartsWith("8;", StringComparison.Ordinal)) _link = command[(command.IndexOf(';', 2) + 1)..];
        else if (command.StartsWith("2;", StringComparison.Ordinal)) Title = command[2..];
    }

    private void Control(string parameters, char final)
    {
        int[] numbers = [.. parameters.TrimStart('?', '>', '<').Split(';').Select(each => int.TryParse(each, out int number) ? number : 0)];
        switch (final)
        {
            case 'H': (_row, _column) = (Math.Max(1, numbers[0]) - 1, Math.Max(1, numbers.ElementAtOrDefault(1)) - 1); break;
            case 'J': for (int row = 0; row < height; row++) Clear(row, 0); break;
            case 'K': Clear(_row, _column); break;
            case 'm': Style(numbers); break;
            case 'h' when parameters == "?25": IsCursorShown = true; break;
            case 'l' when parameters == "?25": IsCursorShown = false; break;
            case 'h': Modes.Add(parameters); break;
            case 'l': Modes.Remove(parameters); break;
            case 'c' or 'u' or 'p' or 't' or 'n': break;
            default: throw new InvalidOperationException($"The sequence CSI {parameters} {final} is unknown.");
        }
    }

    private void Clear(int row, int from)
    {
        for (int column = from; column < width; column++) (_cells[row, column], _styles[row, column]) = (" ", "");
    }

    private void Style(int[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int number = numbers[i];
            bool isBackground = number is (>= 40 and < 50) or (>= 100 and < 108);
            if (number is 38 or 48)
            {
                int count = numbers[i + 1] == 2 ? 5 : 3;
                Color(isBackground, string.Join(';', numbers.Skip(i + 1).Take(count - 1)));
                i += count - 1;
            }
            else if (number == 0) _attributes.Clear();
            else if (number is 39 or 49) Color(isBackground, null);
            else if (number >= 30) Color(isBackground, $"{(isBackground ? number - 10 : number)}");
            else _attributes.Add($"a{number}");
        }
    }

    private void Color(bool isBackground, string? color)
    {
        string prefix = isBackground ? "b" : "f";
        _attributes.RemoveWhere(each => each.StartsWith(prefix, StringComparison.Ordinal));
        if (color is not null) _attributes.Add(prefix + color);
    }
}

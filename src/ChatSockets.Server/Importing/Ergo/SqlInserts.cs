using System.Text;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>
/// Reads the INSERT statements of a dump as mysqldump writes it: tables, columns where they are named, and rows of numbers, NULL, texts
/// with backslash escapes, and bytes as <c>0x41</c>, <c>X'41'</c> or <c>_binary 'A'</c>. Everything else is passed over. The file is
/// bytes: no text is decoded. One thread; memory is bounded by the largest value.
/// </summary>
internal sealed class SqlInserts(Stream stream)
{
    /// <summary>The longest value that is read, in bytes.</summary>
    public const int MaximumValueBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _next;
    private int _end;
    private int _peeked = -2;
    private readonly List<byte> _value = [];

    /// <summary>How many bytes were read.</summary>
    public long Position { get; private set; }

    /// <summary>Reads the rows of all INSERT statements.</summary>
    /// <param name="wants">Whether the rows of a table are wanted; others are passed over.</param>
    /// <param name="row">Gets the table, its columns (empty where they are not named), and the values; null for NULL.</param>
    /// <exception cref="InvalidDataException">It is not such a dump; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(Func<string, bool> wants, Action<string, IReadOnlyList<string>, IReadOnlyList<byte[]?>> row)
    {
        while (SkipBlanks() >= 0)
        {
            if (IsWord("INSERT")) Insert(wants, row);
            else SkipStatement();
        }
    }

    private void Insert(Func<string, bool> wants, Action<string, IReadOnlyList<string>, IReadOnlyList<byte[]?>> row)
    {
        // INSERT [IGNORE] INTO
        string word = Name();
        while (!word.Equals("INTO", StringComparison.OrdinalIgnoreCase))
        {
            if (word.Length == 0) throw Broken("INSERT without INTO");
            word = Name();
        }
        string table = Name();
        if (!wants(table))
        {
            SkipStatement();
            return;
        }
        var columns = new List<string>();
        if (SkipBlanks() == '(')
        {
            do
            {
                Next();
                columns.Add(Name());
            }
            while (SkipBlanks() == ',');
            Expect(')');
        }
        if (!Name().Equals("VALUES", StringComparison.OrdinalIgnoreCase)) throw Broken("INSERT without VALUES");
        var values = new List<byte[]?>();
        do
        {
            if (SkipBlanks() == ',') Next();
            SkipBlanks();
            Expect('(');
            values.Clear();
            do
            {
                if (values.Count > 0) Next();
                values.Add(Value());
            }
            while (SkipBlanks() == ',');
            Expect(')');
            row(table, columns, values);
        }
        while (SkipBlanks() == ',');
        Expect(';');
    }

    private byte[]? Value()
    {
        int first = SkipBlanks();
        if (first == '\'') return Quoted();
        string word = Name();
        if (word.Equals("NULL", StringComparison.OrdinalIgnoreCase)) return null;
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Hex(word[2..]);
        if (word.Equals("X", StringComparison.OrdinalIgnoreCase) && Peek() == '\'') return Hex(Encoding.ASCII.GetString(Quoted()));
        // _binary, or another character set's name.
        if (word.StartsWith('_') && SkipBlanks() == '\'') return Quoted();
        if (word.StartsWith("_binary", StringComparison.Ordinal) && SkipBlanks() == '0') return Value();
        return word.Length > 0 ? Encoding.ASCII.GetBytes(word) : throw Broken("a value is missing");
    }

    private byte[] Hex(string digits)
    {
        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException)
        {
            throw Broken("a value is not hexadecimal");
        }
    }

    private byte[] Quoted()
    {
        Next();
        _value.Clear();
        while (true)
        {
            int letter = Next();
            if (letter < 0) throw Broken("a text has no end");
            if (letter == '\'')
            {
                if (Peek() != '\'') return [.. _value];
                letter = Next();
            }
            else if (letter == '\\')
            {
                letter = Next() switch { '0' => 0, 'b' => 8, 'n' => 10, 'r' => 13, 't' => 9, 'Z' => 26, var same => same };
                if (letter < 0) throw Broken("a text has no end");
            }
            _value.Add((byte)letter);
            if (_value.Count > MaximumValueBytes) throw Broken("a value is too long");
        }
    }

    // A name, with or without its quotation marks, a keyword or a number; empty where something else stands.
    private string Name()
    {
        int first = SkipBlanks();
        _value.Clear();
        if (first is '`' or '"')
        {
            Next();
            while (Peek() >= 0 && Peek() != first && _value.Count < MaximumValueBytes) _value.Add((byte)Next());
            Next();
        }
        else
        {
            while ((Peek() is '_' or '-' or '+' or '.' || (Peek() > 0 && char.IsAsciiLetterOrDigit((char)Peek())))
                && _value.Count < MaximumValueBytes)
            {
                _value.Add((byte)Next());
            }
        }
        return Encoding.UTF8.GetString([.. _value]);
    }

    private bool IsWord(string word)
    {
        if (!char.IsAsciiLetter((char)Peek())) return false;
        return Name().Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    // To behind its semicolon, which may stand within a text as well.
    private void SkipStatement()
    {
        while (SkipBlanks() is var letter and >= 0)
        {
            if (letter is '\'' or '"' or '`') SkipQuoted(letter);
            else
            {
                Next();
                if (letter == ';') return;
            }
        }
    }

    private void SkipQuoted(int mark)
    {
        Next();
        while (Next() is var letter and >= 0 && letter != mark)
        {
            if (letter == '\\' && mark != '`') Next();
        }
    }

    // Blanks and comments; /*!...*/ is one, too. Returns what follows; -1 at the end.
    private int SkipBlanks()
    {
        while (true)
        {
            int letter = Peek();
            if (letter is ' ' or '\t' or '\r' or '\n') Next();
            else if (letter == '#') SkipLine();
            else if (letter == '-' && PeekSecond() == '-') SkipLine();
            else if (letter == '/' && PeekSecond() == '*') SkipComment();
            else return letter;
        }
    }

    private void SkipLine()
    {
        while (Next() is >= 0 and not '\n')
        {
        }
    }

    private void SkipComment()
    {
        Next();
        Next();
        while (Next() is var letter and >= 0)
        {
            if (letter == '*' && Peek() == '/')
            {
                Next();
                return;
            }
        }
    }

    private void Expect(char letter)
    {
        if (Next() != letter) throw Broken($"'{letter}' is missing");
    }

    private InvalidDataException Broken(string what) => new($"{what}, {Position} bytes from its beginning");

    private int Peek()
    {
        if (_peeked == -2) _peeked = _next < _end || Fill() ? _buffer[_next] : -1;
        return _peeked;
    }

    private int PeekSecond()
    {
        if (Peek() < 0) return -1;
        if (_next + 1 >= _end)
        {
            // The last byte of a piece goes to the beginning of the next one.
            byte kept = _buffer[_next];
            int read = stream.Read(_buffer, 1, _buffer.Length - 1);
            _buffer[0] = kept;
            (_next, _end) = (0, read + 1);
        }
        return _next + 1 < _end ? _buffer[_next + 1] : -1;
    }

    private int Next()
    {
        int letter = Peek();
        if (letter < 0) return letter;
        _next++;
        Position++;
        _peeked = -2;
        return letter;
    }

    private bool Fill()
    {
        _end = stream.Read(_buffer);
        _next = 0;
        return _end > 0;
    }
}

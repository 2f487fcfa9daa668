using System.Globalization;

namespace ChatSockets.Client.Terminal;

/// <summary>What a key has done to the line, where it is more than an edit.</summary>
internal abstract record EditResult
{
    /// <summary>The line changed, or nothing did.</summary>
    public sealed record Edited : EditResult;

    /// <summary>Enter: the line is done, and the editor empty.</summary>
    public sealed record Entered(string Text) : EditResult;

    /// <summary>Ctrl-C on an empty line; on any other it empties the line.</summary>
    public sealed record Interrupted : EditResult;

    /// <summary>Ctrl-D on an empty line.</summary>
    public sealed record Ended : EditResult;

    /// <summary>The screen is to be drawn anew.</summary>
    public sealed record RedrawWanted : EditResult;

    /// <summary>A key that is not the editor's.</summary>
    public sealed record Other(ConsoleKeyInfo Key) : EditResult;
}

/// <summary>
/// The one line being typed: keys in, text and cursor out. It moves and deletes by what a reader takes for one character. It knows
/// nothing of chat: completion is asked of whoever made it. The loop's thread alone uses it.
/// </summary>
internal sealed class LineEditor(Func<string, int, IReadOnlyList<Completion>> complete)
{
    private static readonly EditResult Edited = new EditResult.Edited();

    private readonly LineHistory _history = new();
    private readonly CompletionCycle _completions = new(complete);
    private char _highSurrogate;

    public string Text { get; private set; } = "";

    /// <summary>The index into <see cref="Text"/> before which the next character goes; never inside a grapheme.</summary>
    public int Cursor { get; private set; }

    /// <summary>Puts a text into the editor, for instance one that could not be sent.</summary>
    public void Put(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    /// <summary>
    /// Inserts what was pasted at the cursor. Lines of it stay lines, with LF between them, until Enter: nothing is entered by a paste.
    /// Other control characters are left out, a tab becomes a space.
    /// </summary>
    public void Paste(string text)
    {
        _completions.Reset();
        string clean = text.ReplaceLineEndings("\n").Replace('\t', ' ').Trim('\n');
        Insert(string.Concat(clean.Where(static letter => letter == '\n' || !char.IsControl(letter))));
    }

    public EditResult Press(ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Tab && key.Modifiers is ConsoleModifiers.None or ConsoleModifiers.Shift)
        {
            (Text, Cursor) = _completions.Next(Text, Cursor, backwards: key.Modifiers == ConsoleModifiers.Shift);
            return Edited;
        }
        _completions.Reset();
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control)) return PressControl(key);
        switch (key.Key)
        {
            case ConsoleKey.Enter: return Enter();
            case ConsoleKey.Backspace when key.Modifiers.HasFlag(ConsoleModifiers.Alt): return DeleteWord();
            case ConsoleKey.Backspace: return Delete(Before(Cursor), Cursor);
            case ConsoleKey.Delete: return Delete(Cursor, After(Cursor));
            case ConsoleKey.LeftArrow: return MoveTo(Before(Cursor));
            case ConsoleKey.RightArrow: return MoveTo(After(Cursor));
            case ConsoleKey.Home: return MoveTo(0);
            case ConsoleKey.End: return MoveTo(Text.Length);
            case ConsoleKey.UpArrow: return Recall(_history.Older(Text));
            case ConsoleKey.DownArrow: return Recall(_history.Newer());
            default: return key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? new EditResult.Other(key) : Type(key);
        }
    }

    private EditResult PressControl(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.A: return MoveTo(0);
            case ConsoleKey.E: return MoveTo(Text.Length);
            case ConsoleKey.B: return MoveTo(Before(Cursor));
            case ConsoleKey.F: return MoveTo(After(Cursor));
            case ConsoleKey.H or ConsoleKey.Backspace: return Delete(Before(Cursor), Cursor);
            case ConsoleKey.K: return Delete(Cursor, Text.Length);
            case ConsoleKey.U: return Delete(0, Cursor);
            case ConsoleKey.W: return DeleteWord();
            case ConsoleKey.L: return new EditResult.RedrawWanted();
            case ConsoleKey.J or ConsoleKey.M or ConsoleKey.Enter: return Enter();
            case ConsoleKey.LeftArrow: return MoveTo(WordBefore(Cursor));
            case ConsoleKey.RightArrow: return MoveTo(WordAfter(Cursor));
            case ConsoleKey.D: return Text.Length == 0 ? new EditResult.Ended() : Delete(Cursor, After(Cursor));
            case ConsoleKey.C: return Text.Length == 0 ? new EditResult.Interrupted() : Delete(0, Text.Length);
            default: return new EditResult.Other(key);
        }
    }

    private EditResult Type(ConsoleKeyInfo key)
    {
        char letter = key.KeyChar;
        if (char.IsHighSurrogate(letter))
        {
            // The other half is the next key.
            _highSurrogate = letter;
            return Edited;
        }
        if (char.IsLowSurrogate(letter))
        {
            if (_highSurrogate != 0) Insert(new string([_highSurrogate, letter]));
            _highSurrogate = '\0';
            return Edited;
        }
        if (letter == '\n' || letter == '\r') return Enter();
        if (letter == '\t') Insert(" ");
        else if (char.IsControl(letter)) return new EditResult.Other(key);
        else Insert(letter.ToString());
        return Edited;
    }

    private EditResult.Entered Enter()
    {
        string entered = Text;
        _history.Add(entered);
        Put("");
        return new EditResult.Entered(entered);
    }

    private void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
        // What was typed may have joined the character before or behind it.
        if (Cursor < Text.Length && Before(After(Cursor)) != Cursor) Cursor = After(Cursor);
    }

    private EditResult Delete(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        return MoveTo(from);
    }

    private EditResult DeleteWord() => Delete(WordBefore(Cursor), Cursor);

    private EditResult MoveTo(int index)
    {
        Cursor = index;
        return Edited;
    }

    private EditResult Recall(string? line)
    {
        if (line is not null) Put(line);
        return Edited;
    }

    private int After(int index) => index >= Text.Length ? Text.Length : index + StringInfo.GetNextTextElementLength(Text, index);

    private int Before(int index)
    {
        int start = 0;
        for (int next = 0; next < index; next += StringInfo.GetNextTextElementLength(Text, next)) start = next;
        return start;
    }

    private int WordBefore(int index)
    {
        while (index > 0 && Text[index - 1] == ' ') index--;
        while (index > 0 && Text[index - 1] != ' ') index--;
        return index;
    }

    private int WordAfter(int index)
    {
        while (index < Text.Length && Text[index] == ' ') index++;
        while (index < Text.Length && Text[index] != ' ') index++;
        return index;
    }
}

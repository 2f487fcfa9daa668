using System.Globalization;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// A text of one or several lines that is being typed. It moves and deletes by what a reader takes for one character, with readline's
/// actions, a kill ring, undo and redo. It knows nothing of keys, screens and chat. The loop's thread alone uses it.
/// </summary>
internal sealed class TextEditor
{
    private const int MostUndo = 200;

    private readonly KillRing _kills;
    private readonly List<(string Text, int Cursor)> _undo = [];
    private readonly List<(string Text, int Cursor)> _redo = [];
    private Kind _last;
    private int _yankStart;

    /// <param name="kills">What was killed; editors share it, so that a text can be taken from one to the other.</param>
    public TextEditor(KillRing kills) => _kills = kills;

    private enum Kind
    {
        Other,
        Typing,
        Kill,
        Yank,
    }

    public string Text { get; private set; } = "";

    /// <summary>The index into <see cref="Text"/> before which the next character goes; never inside a grapheme cluster.</summary>
    public int Cursor { get; private set; }

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Puts another text in, with the cursor at its end. It can be undone.</summary>
    public void Replace(string text, int? cursor = null)
    {
        if (text == Text) return;
        Remember(Kind.Other);
        (Text, Cursor) = (text, cursor ?? text.Length);
    }

    /// <summary>Begins anew: there is nothing to be undone.</summary>
    public void Reset(string text = "")
    {
        (Text, Cursor) = (text, text.Length);
        _undo.Clear();
        _redo.Clear();
        _last = Kind.Other;
    }

    /// <summary>Inserts at the cursor. A word that is typed letter by letter is undone at once.</summary>
    public void Insert(string text, bool isTyped = false)
    {
        if (text.Length == 0) return;
        bool goesOn = isTyped && _last == Kind.Typing && text != " ";
        if (goesOn) _redo.Clear();
        else Remember(isTyped ? Kind.Typing : Kind.Other);
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
        Align();
    }

    public void Run(EditAction action)
    {
        switch (action)
        {
            case EditAction.ForwardChar: MoveTo(After(Cursor)); break;
            case EditAction.BackwardChar: MoveTo(Before(Cursor)); break;
            case EditAction.ForwardWord: MoveTo(WordEnd(Cursor)); break;
            case EditAction.BackwardWord: MoveTo(WordStart(Cursor)); break;
            case EditAction.LineStart: MoveTo(LineStart(Cursor)); break;
            case EditAction.LineEnd: MoveTo(LineEnd(Cursor)); break;
            case EditAction.BufferStart: MoveTo(0); break;
            case EditAction.BufferEnd: MoveTo(Text.Length); break;
            case EditAction.DeleteChar: Delete(Cursor, After(Cursor)); break;
            case EditAction.BackspaceChar: Delete(Before(Cursor), Cursor); break;
            // At the end of a line it is the line's end that goes.
            case EditAction.KillToEnd:
                Kill(Cursor, LineEnd(Cursor) is var end && end == Cursor ? After(Cursor) : end,
                isForward: true); break;
            case EditAction.KillToStart: Kill(LineStart(Cursor), Cursor, isForward: false); break;
            case EditAction.KillWord: Kill(Cursor, WordEnd(Cursor), isForward: true); break;
            case EditAction.BackwardKillWord: Kill(WordStart(Cursor), Cursor, isForward: false); break;
            case EditAction.Yank: Yank(); break;
            case EditAction.YankPop: YankPop(); break;
            case EditAction.Undo: Restore(_undo, _redo); break;
            case EditAction.Redo: Restore(_redo, _undo); break;
            case EditAction.TransposeChars: Transpose(); break;
            case EditAction.UpperWord: ChangeWord(word => word.ToUpperInvariant()); break;
            case EditAction.LowerWord: ChangeWord(word => word.ToLowerInvariant()); break;
            case EditAction.CapitalizeWord: ChangeWord(Capitalized); break;
            case EditAction.Newline: Insert("\n"); break;
        }
        Align();
    }

    public void MoveTo(int index)
    {
        _last = Kind.Other;
        Cursor = index;
    }

    public int After(int index) => index >= Text.Length ? Text.Length : index + StringInfo.GetNextTextElementLength(Text, index);

    public int Before(int index)
    {
        // A cluster never goes beyond a line: it is enough to look at this one.
        int start = index == 0 ? 0 : LineStart(index - 1);
        for (int next = start; next < index; next = After(next)) start = next;
        return start;
    }

    // What is next to each other now may have become one character.
    private void Align()
    {
        int boundary = Cursor == 0 ? 0 : LineStart(Cursor);
        while (boundary < Cursor) boundary = After(boundary);
        Cursor = boundary;
    }

    private int LineStart(int index) => index == 0 ? 0 : Text.LastIndexOf('\n', index - 1) + 1;

    private int LineEnd(int index) => Text.IndexOf('\n', index) is var end && end < 0 ? Text.Length : end;

    private int WordStart(int index)
    {
        while (index > 0 && !IsOfWord(Before(index))) index = Before(index);
        while (index > 0 && IsOfWord(Before(index))) index = Before(index);
        return index;
    }

    private int WordEnd(int index)
    {
        while (index < Text.Length && !IsOfWord(index)) index = After(index);
        while (index < Text.Length && IsOfWord(index)) index = After(index);
        return index;
    }

    private bool IsOfWord(int index) => char.IsLetterOrDigit(Text, index) || Text[index] is '_' or '\'' || char.IsSurrogate(Text[index]);

    private void Delete(int from, int to)
    {
        if (from == to) return;
        Remember(Kind.Other);
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    // What is killed without a pause is one text.
    private void Kill(int from, int to, bool isForward)
    {
        if (from == to) return;
        string killed = Text[from..to];
        bool goesOn = _last == Kind.Kill;
        Remember(Kind.Kill);
        if (goesOn) _kills.Extend(killed, isForward);
        else _kills.Add(killed);
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    private void Yank()
    {
        if (_kills.Newest is not { } text) return;
        Remember(Kind.Yank);
        _yankStart = Cursor;
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    private void YankPop()
    {
        if (_last != Kind.Yank || _kills.Older() is not { } text) return;
        Text = Text.Remove(_yankStart, Cursor - _yankStart).Insert(_yankStart, text);
        Cursor = _yankStart + text.Length;
    }

    // At the end of the line, the two characters before the cursor change places.
    private void Transpose()
    {
        int middle = Cursor == LineEnd(Cursor) ? Before(Cursor) : Cursor;
        int start = Before(middle), end = After(middle);
        if (middle <= LineStart(Cursor) || end == middle) return;
        Remember(Kind.Other);
        Text = Text[..start] + Text[middle..end] + Text[start..middle] + Text[end..];
        Cursor = end;
    }

    private void ChangeWord(Func<string, string> change)
    {
        int end = WordEnd(Cursor);
        if (end == Cursor) return;
        Remember(Kind.Other);
        string changed = change(Text[Cursor..end]);
        Text = Text[..Cursor] + changed + Text[end..];
        Cursor += changed.Length;
    }

    private static string Capitalized(string text)
    {
        int first = 0;
        while (first < text.Length && !char.IsLetterOrDigit(text[first])) first++;
        return first == text.Length ? text : text[..first] + char.ToUpperInvariant(text[first]) + text[(first + 1)..].ToLowerInvariant();
    }

    private void Remember(Kind kind)
    {
        _last = kind;
        _redo.Clear();
        _undo.Add((Text, Cursor));
        if (_undo.Count > MostUndo) _undo.RemoveAt(0);
    }

    private void Restore(List<(string Text, int Cursor)> from, List<(string Text, int Cursor)> to)
    {
        _last = Kind.Other;
        if (from.Count == 0) return;
        to.Add((Text, Cursor));
        (Text, Cursor) = from[^1];
        from.RemoveAt(from.Count - 1);
    }
}

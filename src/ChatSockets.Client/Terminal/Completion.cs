namespace ChatSockets.Client.Terminal;

/// <summary>A text that may take the place of a part of the line: that many characters before the cursor give way to it.</summary>
internal readonly record struct Completion(int Replaces, string Text);

/// <summary>Tab, and Tab again: the candidates one after the other, until any other key is pressed.</summary>
internal sealed class CompletionCycle(Func<string, int, IReadOnlyList<Completion>> complete)
{
    private IReadOnlyList<Completion>? _candidates;
    private string _text = "";
    private int _cursor;
    private int _next;

    public void Reset() => _candidates = null;

    /// <summary>The line and its cursor with the next candidate in place.</summary>
    public (string Text, int Cursor) Next(string text, int cursor, bool backwards)
    {
        if (_candidates is null)
        {
            (_candidates, _text, _cursor) = (complete(text, cursor), text, cursor);
            _next = backwards ? _candidates.Count - 1 : 0;
        }
        else
        {
            _next += backwards ? -1 : 1;
        }
        if (_candidates.Count == 0) return (text, cursor);
        _next = ((_next % _candidates.Count) + _candidates.Count) % _candidates.Count;
        Completion candidate = _candidates[_next];
        int start = _cursor - candidate.Replaces;
        return (_text[..start] + candidate.Text + _text[_cursor..], start + candidate.Text.Length);
    }
}

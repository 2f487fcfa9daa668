namespace ChatSockets.Client.Terminal;

/// <summary>The lines that were entered, to walk back through. The line that was being typed waits at the near end.</summary>
internal sealed class LineHistory
{
    private const int MaximumLines = 500;

    private readonly List<string> _lines = [];
    private int _at;
    private string _unfinished = "";

    public void Add(string line)
    {
        bool repeats = _lines.Count > 0 && _lines[^1] == line;
        if (line.Length > 0 && !repeats) _lines.Add(line);
        if (_lines.Count > MaximumLines) _lines.RemoveAt(0);
        _at = _lines.Count;
    }

    /// <summary>The line before, or null at the far end.</summary>
    public string? Older(string current)
    {
        if (_at == 0) return null;
        if (_at == _lines.Count) _unfinished = current;
        return _lines[--_at];
    }

    /// <summary>The line after, or null at the near end.</summary>
    public string? Newer()
    {
        if (_at == _lines.Count) return null;
        return ++_at == _lines.Count ? _unfinished : _lines[_at];
    }
}

namespace ChatSockets.Client.Core;

/// <summary>
/// How far something without ids has been heard: everything before a time, and at that time itself the lines that were. Several lines are
/// often said in one moment of a server's clock, and a connection may end between two of them.
/// </summary>
internal sealed class HeardUpTo
{
    private readonly HashSet<(string From, string Text)> _last = [];
    private DateTimeOffset _time = DateTimeOffset.MinValue;

    /// <summary>Records a line.</summary>
    public void Add(DateTimeOffset time, string from, string text)
    {
        if (time < _time) return;
        if (time > _time) _last.Clear();
        _time = time;
        _last.Add((from, text));
    }

    /// <summary>Whether a line that is played back was heard before.</summary>
    public bool Has(DateTimeOffset time, string from, string text) => time < _time || (time == _time && _last.Contains((from, text)));

    public HeardUpTo Copy()
    {
        var copy = new HeardUpTo { _time = _time };
        copy._last.UnionWith(_last);
        return copy;
    }
}

namespace ChatSockets.Client.Terminal;

/// <summary>The texts that were killed (cut), the newest to be yanked (pasted) first: readline's kill ring.</summary>
internal sealed class KillRing
{
    private const int Most = 32;

    private readonly List<string> _texts = [];
    private int _at;

    public string? Newest
    {
        get
        {
            _at = _texts.Count - 1;
            return _texts.Count == 0 ? null : _texts[^1];
        }
    }

    public void Add(string text)
    {
        _texts.Add(text);
        if (_texts.Count > Most) _texts.RemoveAt(0);
    }

    /// <summary>Adds to the newest text what was killed behind or before it.</summary>
    public void Extend(string text, bool isBehind) => _texts[^1] = isBehind ? _texts[^1] + text : text + _texts[^1];

    /// <summary>The text before the one that was given last, around the end; null if there is none.</summary>
    public string? Older()
    {
        if (_texts.Count == 0) return null;
        _at = (_at + _texts.Count - 1) % _texts.Count;
        return _texts[_at];
    }
}

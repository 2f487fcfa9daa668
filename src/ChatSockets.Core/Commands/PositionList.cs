namespace ChatSockets.Core.Commands;

/// <summary>
/// Walks a parameter whose items belong to those of another one at the same places, separated by commas: every item counts, an empty one
/// and a repeated one, too (<c>JOIN #a,#b ,key</c>). An empty parameter has no item.
/// </summary>
internal ref struct PositionList(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _rest = list;
    private bool _isOver = list.IsEmpty;

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>How many items have been walked, the current one included.</summary>
    public int Position { get; private set; }

    public readonly PositionList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_isOver)
        {
            Current = default;
            return false;
        }
        int comma = _rest.IndexOf((byte)',');
        _isOver = comma < 0;
        Current = _isOver ? _rest : _rest[..comma];
        _rest = _isOver ? default : _rest[(comma + 1)..];
        Position++;
        return true;
    }
}

using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Walks a comma-separated list of targets. Empty items and repeated names (in any case) are skipped. Use <see cref="PositionList"/> where
/// an item's position counts.
/// </summary>
internal ref struct TargetList(ReadOnlySpan<byte> list)
{
    private readonly ReadOnlySpan<byte> _list = list;
    private PositionList _items = new(list);

    public readonly ReadOnlySpan<byte> Current => _items.Current;

    public readonly TargetList GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_items.MoveNext())
        {
            if (!Current.IsEmpty && !WasNamed()) return true;
        }
        return false;
    }

    // A line holds few, and most lists one: no set of them is made.
    private readonly bool WasNamed()
    {
        var before = new PositionList(_list);
        for (int i = 1; i < _items.Position; i++)
        {
            before.MoveNext();
            if (CaseMapping.Ascii.Equals(before.Current, Current)) return true;
        }
        return false;
    }
}

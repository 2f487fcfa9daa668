namespace ChatSockets.Server.Commands;

/// <summary>Walks a parameter that lists several things, separated by commas; empty ones are passed over.</summary>
internal ref struct TargetList(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _rest = list;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly TargetList GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            int comma = _rest.IndexOf((byte)',');
            Current = comma < 0 ? _rest : _rest[..comma];
            _rest = comma < 0 ? default : _rest[(comma + 1)..];
            if (!Current.IsEmpty) return true;
        }
        return false;
    }
}

namespace ChatSockets.Benchmarks.Load;

/// <summary>A growing run of bytes that costs nothing while it is empty, which it is nearly always.</summary>
internal sealed class ByteStore
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> more)
    {
        if (Length + more.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(256, (Length + more.Length) * 2));
        more.CopyTo(_bytes.AsSpan(Length));
        Length += more.Length;
    }

    public void RemoveFirst(int count)
    {
        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    public void Clear() => Length = 0;
}

namespace ChatSockets.Fuzz;

/// <summary>Makes inputs from a target's seeds and words. The same random numbers make the same inputs.</summary>
internal sealed class Mutator(FuzzTarget target, Random random)
{
    // Where counts and lengths change their form.
    private static readonly byte[] Edges = [0, 1, 9, 10, 13, 31, 32, 58, 63, 64, 125, 126, 127, 128, 192, 224, 254, 255];

    private readonly byte[] _buffer = new byte[target.Longest];
    private int _length;

    /// <summary>The next input; it lives until the one after it.</summary>
    public ReadOnlySpan<byte> Next()
    {
        byte[] seed = Any(target.Seeds);
        _length = Math.Min(seed.Length, _buffer.Length);
        seed.AsSpan(0, _length).CopyTo(_buffer);
        for (int changes = random.Next(6); changes >= 0; changes--) Change();
        return _buffer.AsSpan(0, _length);
    }

    private void Change()
    {
        switch (random.Next(10))
        {
            case 0 or 1 when _length > 0:
                _buffer[random.Next(_length)] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when _length > 0:
                _buffer[random.Next(_length)] = Edges[random.Next(Edges.Length)];
                break;
            case 3 when _length > 0:
                _buffer[random.Next(_length)] = (byte)random.Next(256);
                break;
            case 4 when _length > 0:
                Remove(random.Next(_length), 1 + random.Next(Math.Min(_length, 16)));
                break;
            case 5 when _length > 0:
                _length = random.Next(_length);
                break;
            case 6 or 7 when target.Words.Count > 0:
                Insert(random.Next(_length + 1), Any(target.Words));
                break;
            case 8:
                byte[] other = Any(target.Seeds);
                int start = random.Next(other.Length + 1);
                Insert(random.Next(_length + 1), other.AsSpan(start, random.Next(other.Length - start + 1)));
                break;
            default:
                Span<byte> same = stackalloc byte[1 + random.Next(64)];
                same.Fill(Edges[random.Next(Edges.Length)]);
                Insert(random.Next(_length + 1), same);
                break;
        }
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _buffer.Length - _length);
        _buffer.AsSpan(at, _length - at).CopyTo(_buffer.AsSpan(at + count));
        bytes[..count].CopyTo(_buffer.AsSpan(at));
        _length += count;
    }

    private void Remove(int at, int count)
    {
        count = Math.Min(count, _length - at);
        _buffer.AsSpan(at + count, _length - at - count).CopyTo(_buffer.AsSpan(at));
        _length -= count;
    }

    private byte[] Any(IReadOnlyList<byte[]> all) => all[random.Next(all.Count)];
}

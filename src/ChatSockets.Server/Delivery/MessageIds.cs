namespace ChatSockets.Server.Delivery;

/// <summary>
/// Names for messages (IRCv3 message-ids): unique over restarts, in the order in which they were asked for, letters and digits only, 20 bytes. Any
/// thread.
/// </summary>
/// <param name="run">Tells the ids of this server's store from those of others.</param>
/// <param name="first">The first number that is given out; those below were, before.</param>
internal sealed class MessageIds(ulong run, ulong first)
{
    public const int Length = 20;

    private ulong _last = first - 1;

    /// <summary>Takes several ids that follow each other, in one step; answers the number of the first, which is never 0.</summary>
    public ulong Take(int count) => Interlocked.Add(ref _last, (ulong)count) - (ulong)count + 1;

    /// <summary>Writes the id of that number into a span of <see cref="Length"/> bytes.</summary>
    public void Write(ulong number, Span<byte> id)
    {
        // 8 characters of five bits say whose they are, 12 count.
        Digits(run, id[..8]);
        Digits(number, id[8..Length]);
    }

    /// <summary>The number of an id; false for what is none of this store's.</summary>
    public bool TryParse(ReadOnlySpan<byte> id, out ulong number)
    {
        number = 0;
        if (id.Length != Length) return false;
        foreach (byte digit in id[8..])
        {
            int value = Alphabet.IndexOf(digit);
            if (value < 0) return false;
            number = (number << 5) | (uint)value;
        }
        Span<byte> same = stackalloc byte[Length];
        Write(number, same);
        return id.SequenceEqual(same);
    }

    private static ReadOnlySpan<byte> Alphabet => "0123456789abcdefghjkmnpqrstvwxyz"u8;

    private static void Digits(ulong value, Span<byte> destination)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    }
}

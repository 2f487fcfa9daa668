namespace ChatSockets.Server.Storage;

/// <summary>
/// The ids of all lines. A number is the millisecond in which the line was taken, and its place within that: so ids never go back, not over restarts
/// either, history is in order by them, and each tells its time. As a msgid (IRCv3 message-ids) it has 20 letters and digits. Any thread.
/// </summary>
/// <param name="run">Tells the ids of this server's store from those of others.</param>
/// <param name="last">The highest id that was ever given out; 0 for none.</param>
/// <param name="clock">The server's. Where it goes back, or more lines come than a millisecond has places, the ids run ahead of it.</param>
internal sealed class MessageIds(ulong run, long last, TimeProvider clock)
{
    public const int Length = 20;

    /// <summary>The bits of an id that are the place within the millisecond.</summary>
    public const long Places = (1L << PlaceBits) - 1;

    private const int PlaceBits = 16;

    private long _last = last;

    /// <summary>Takes several ids that follow each other, in one step, and leaves a gap before them; answers the first.</summary>
    public long Take(int count, int gap = 0)
    {
        while (true)
        {
            long before = Volatile.Read(ref _last);
            long first = Math.Max(before + 1, FirstOf(clock.GetUtcNow())) + gap;
            if (Interlocked.CompareExchange(ref _last, first + count - 1, before) == before) return first;
        }
    }

    /// <summary>When the line of that id was taken, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds(id >> PlaceBits);

    /// <summary>The first id that a line could have at that time; 0 for times before 1970, the first of the last millisecond for what no id can tell.</summary>
    public static long FirstOf(DateTimeOffset time) => Math.Clamp(time.ToUnixTimeMilliseconds(), 0, long.MaxValue >> PlaceBits) << PlaceBits;

    /// <summary>Writes the msgid of that number into a span of <see cref="Length"/> bytes.</summary>
    public void Write(long id, Span<byte> text)
    {
        // 8 characters of five bits say whose it is, 12 are the number.
        Digits(run, text[..8]);
        Digits((ulong)id, text[8..Length]);
    }

    /// <summary>The number of a msgid; false for what is none of this store's.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out long id)
    {
        id = 0;
        if (text.Length != Length) return false;
        foreach (byte digit in text[8..])
        {
            int value = Alphabet.IndexOf(digit);
            if (value < 0) return false;
            id = (id << 5) | (uint)value;
        }
        Span<byte> same = stackalloc byte[Length];
        Write(id, same);
        return text.SequenceEqual(same);
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

using System.Collections.Immutable;

namespace ChatSockets.Storage;

/// <summary>
/// The ids of all lines. A number consists of the millisecond in which the line was taken and its place within it: so ids never go back,
/// even across restarts, history is in order by them, and each contains its time. As a msgid (IRCv3 message-ids) it has 20 letters and
/// digits. Any thread.
/// </summary>
/// <remarks>
/// A clock that was set forward and back again would leave all that follows with the time of the highest id. So where the clock is behind
/// the last id by more than two seconds, an <see cref="IdEpoch"/> begins: the milliseconds of its ids are ahead of the time by a fixed
/// amount, and <see cref="TimeOf(long)"/> takes that off again. Lines that were said while the clock was wrong keep their time. The store
/// keeps the epochs, before the first line that needs one.
/// </remarks>
/// <param name="run">Distinguishes the ids of this server's store from others.</param>
/// <param name="last">The highest id ever given out; 0 for none.</param>
/// <param name="clock">The server's clock.</param>
/// <param name="epochs">The stored epochs, in the order of their ids.</param>
internal sealed class MessageIds(ulong run, long last, TimeProvider clock, ImmutableArray<IdEpoch> epochs)
{
    public const int Length = 20;

    /// <summary>The bits of an id that are the place within the millisecond.</summary>
    public const long Places = (1L << PlaceBits) - 1;

    private const int PlaceBits = 16;

    // Of each millisecond, for those that nobody stores beside a shared log: behind those that are stored.
    private const long PassingPlaces = 1L << (PlaceBits - 1);

    // With a clock that is set back again and again, only the big steps count in the end: the list stays short.
    private const int ManyEpochs = 256;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongMoment = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly bool _isOfLog = clock is LogClock;
    private long _last = last;
    private long _passing;

    // Replaced as a whole, under the lock.
    private IdEpoch[] _epochs = [.. epochs];

    public MessageIds(ulong run, long last, TimeProvider clock)
        : this(run, last, clock, [])
    {
    }

    /// <summary>The epochs so far, in the order of their ids. Nobody changes the array.</summary>
    public IReadOnlyList<IdEpoch> Epochs => Volatile.Read(ref _epochs);

    /// <summary>
    /// Takes several consecutive ids atomically, after a gap. Returns the first. Beside a shared log, on a thread that applies no record,
    /// it is one for a line that nobody stores, and the next stored line has the id that it has on every other server.
    /// </summary>
    public long Take(int count, int gap = 0)
    {
        if (_isOfLog && !AppliedMoment.IsThere) return TakePassing(count);
        while (true)
        {
            IdEpoch[] epochs = Volatile.Read(ref _epochs);
            long before = Volatile.Read(ref _last);
            DateTimeOffset now = clock.GetUtcNow();
            IdEpoch epoch = epochs.Length == 0 ? default : epochs[^1];
            if (IsToEnd(epoch, before, now, epochs.Length))
            {
                Begin(epochs, before, now);
                continue;
            }
            long first = Math.Max(before + 1, Id(now, epoch)) + gap;
            if (Interlocked.CompareExchange(ref _last, first + count - 1, before) == before) return first;
        }
    }

    /// <summary>An id behind all that were taken, and not behind any that will be.</summary>
    public long Next => Volatile.Read(ref _last) + 1;

    private long TakePassing(int count)
    {
        IdEpoch[] epochs = Volatile.Read(ref _epochs);
        while (true)
        {
            long before = Volatile.Read(ref _passing), now = Id(clock.GetUtcNow(), epochs.Length == 0 ? default : epochs[^1]);
            long first = Math.Max(before + 1, Math.Max(Volatile.Read(ref _last), now) | PassingPlaces);
            if (Interlocked.CompareExchange(ref _passing, first + count - 1, before) == before) return first;
        }
    }

    /// <summary>When the line of that id was taken, to the millisecond.</summary>
    public DateTimeOffset TimeOf(long id)
    {
        IdEpoch[] epochs = Volatile.Read(ref _epochs);
        int i = epochs.Length - 1;
        while (i >= 0 && id < epochs[i].First) i--;
        return TimeOf(id, i < 0 ? default : epochs[i]);
    }

    /// <summary>
    /// Returns the first possible id of a line at that time: 0 for times before 1970, the first id of the last millisecond for times
    /// beyond. If the clock was set back, so that a time occurred twice, it is that of the last occurrence. Earlier lines with a wrong time
    /// in the future have lower ids.
    /// </summary>
    public long FirstOf(DateTimeOffset time)
    {
        IdEpoch[] epochs = Volatile.Read(ref _epochs);
        for (int i = epochs.Length - 1; i >= 0; i--)
        {
            if (time < TimeOf(epochs[i].First, epochs[i])) continue;
            long id = Id(time, epochs[i]);
            return i == epochs.Length - 1 ? id : Math.Min(id, epochs[i + 1].First);
        }
        return epochs.Length == 0 ? Id(time, default) : Math.Min(Id(time, default), epochs[0].First);
    }

    private static DateTimeOffset TimeOf(long id, IdEpoch epoch) =>
        DateTimeOffset.FromUnixTimeMilliseconds((id >> PlaceBits) - epoch.Ahead);

    private static long Id(DateTimeOffset time, IdEpoch epoch) =>
        Math.Clamp(time.ToUnixTimeMilliseconds() + epoch.Ahead, 0, long.MaxValue >> PlaceBits) << PlaceBits;

    // The clock was set back, or so far forward again that the ids need not be ahead of it any more: then they do not run away from it,
    // however often that happens.
    private static bool IsToEnd(IdEpoch epoch, long last, DateTimeOffset now, int epochs)
    {
        long behind = (last >> PlaceBits) - (now.ToUnixTimeMilliseconds() + epoch.Ahead);
        return behind > (long)(epochs < ManyEpochs ? Moment : LongMoment).TotalMilliseconds
            || (epoch.Ahead > 0 && epoch.Ahead >= 2 * Ahead(last, now));
    }

    // The least by which the ids behind that one must be ahead.
    private static long Ahead(long last, DateTimeOffset now) => Math.Max(0, (last >> PlaceBits) + 1 - now.ToUnixTimeMilliseconds());

    // Whoever comes second looks again.
    private void Begin(IdEpoch[] epochs, long last, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_epochs != epochs || Volatile.Read(ref _last) != last) return;
            long ahead = Ahead(last, now);
            Volatile.Write(ref _epochs, [.. epochs, new IdEpoch(Id(now, new IdEpoch(0, ahead)), ahead)]);
        }
    }

    /// <summary>Writes the msgid of that number into a span of <see cref="Length"/> bytes.</summary>
    public void Write(long id, Span<byte> text)
    {
        // 8 characters of five bits say whose it is, 12 are the number.
        Digits(run, text[..8]);
        Digits((ulong)id, text[8..Length]);
    }

    /// <summary>Reads a msgid. Returns false if it does not belong to this store.</summary>
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

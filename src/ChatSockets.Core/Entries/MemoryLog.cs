using System.Security.Cryptography;

namespace ChatSockets.Core.Entries;

/// <summary>
/// A log in memory, which servers in one process share: give it to each of them (<see cref="Settings.ChatOptions.SharedLog"/>), and they
/// are one chat. For tests, and for programs that want several doors to one chat. It keeps every record, because a server that comes later
/// applies them all.
/// </summary>
public sealed class MemoryLog : EntryLog
{
    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly List<LogRecord> _records = [];
    private readonly Dictionary<(long Node, long Batch), long> _batches = [];
    private readonly HashSet<long> _gone = [];
    private DateTimeOffset _last;

    /// <param name="clock">The clock of the records; null for the system's.</param>
    public MemoryLog(TimeProvider? clock = null)
        : this(clock, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))))
    {
    }

    internal MemoryLog(TimeProvider? clock, ulong run) => (_clock, Run) = (clock ?? TimeProvider.System, run);

    /// <inheritdoc/>
    internal override ulong Run { get; }

    /// <summary>How many records there are.</summary>
    internal int Count
    {
        get
        {
            lock (_gate) return _records.Count;
        }
    }

    /// <summary>
    /// A server is gone, whatever it says: its users leave at this place in the order, and it appends nothing any more. Nothing happens
    /// where it is gone already.
    /// </summary>
    /// <param name="node">The server.</param>
    /// <param name="reason">What those see who see its users leave.</param>
    internal void Fence(long node, string reason)
    {
        lock (_gate)
        {
            if (_gone.Add(node)) Add(0, 0, EntryCodec.Write([new NodeDown(node, reason)]));
        }
    }

    /// <inheritdoc/>
    internal override long Append(long node, long batch, byte[] entries)
    {
        lock (_gate)
        {
            if (_batches.TryGetValue((node, batch), out long position)) return position;
            if (_gone.Contains(node)) throw new NodeFencedException();
            position = Add(node, batch, entries);
            _batches.Add((node, batch), position);
            return position;
        }
    }

    /// <summary>The record at that position; null where there is none yet.</summary>
    internal LogRecord? Read(long position)
    {
        lock (_gate) return position <= _records.Count ? _records[(int)position - 1] : null;
    }

    /// <inheritdoc/>
    internal override LogRecord Wait(long position, CancellationToken over)
    {
        using CancellationTokenRegistration waker = over.Register(Wake);
        lock (_gate)
        {
            while (position > _records.Count)
            {
                over.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
            return _records[(int)position - 1];
        }
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    // What the numbers are made of is nobody's secret here: all servers are one process.
    private long Add(long node, long batch, byte[] entries)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (now > _last) _last = now;
        long position = _records.Count + 1;
        _records.Add(new LogRecord(position, _last, (long)Run ^ (position * 0x5851F42D4C957F2D), node, batch, entries));
        Monitor.PulseAll(_gate);
        return position;
    }
}

using System.Diagnostics;
using System.Numerics;

namespace ChatSockets.Server.Transport;

/// <summary>
/// The outboxes whose sockets are full, until they are tried again: after one millisecond, then twice as long each time, up to 32 in the
/// first second and 512 after that. So a peer that only paused is served at once, and thousands that read nothing cost next to nothing.
/// </summary>
/// <remarks>
/// For a write lane's thread alone. Those that wait equally long are tried at the same moments, the multiples of that time: one wake-up for
/// all of them, and a queue that is in order without sorting. Times are in milliseconds.
/// </remarks>
internal sealed class FullOutboxes
{
    private const int LongestAtFirst = 32;
    private const int Longest = 512;
    private const int AtFirst = 1000;

    private readonly OutboxQueue[] _queues = new OutboxQueue[BitOperations.Log2(Longest) + 1];
    private int _count;

    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

    /// <summary>When the next one is due; <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextDue
    {
        get
        {
            long due = long.MaxValue;
            if (_count == 0) return due;
            foreach (ref OutboxQueue queue in _queues.AsSpan())
            {
                if (queue.First is { } first && first.Retry.At < due) due = first.Retry.At;
            }
            return due;
        }
    }

    /// <summary>Its socket took nothing, or not all.</summary>
    public void Add(SocketOutbox outbox, long now)
    {
        Retry before = outbox.Retry;
        long since = before.Milliseconds == 0 ? now : before.Since;
        int wait = before.Milliseconds == 0 ? 1 : Math.Min(before.Milliseconds * 2, now - since < AtFirst ? LongestAtFirst : Longest);
        outbox.Retry = new Retry(((now / wait) + 1) * wait, wait, since);
        _queues[BitOperations.Log2((uint)wait)].Add(outbox);
        _count++;
    }

    /// <summary>Moves those that are due to the end of another queue.</summary>
    public void TakeDue(long now, ref OutboxQueue ready)
    {
        if (_count == 0) return;
        foreach (ref OutboxQueue queue in _queues.AsSpan())
        {
            while (queue.First is { } first && first.Retry.At <= now)
            {
                ready.Add(queue.Take());
                _count--;
            }
        }
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _count == 0;
}

/// <summary>An outbox's next try.</summary>
/// <param name="At">When it is due, by <see cref="FullOutboxes.Now"/>.</param>
/// <param name="Milliseconds">How long it waits at the most; 0 where the socket was not full the last time.</param>
/// <param name="Since">When it was found full.</param>
internal readonly record struct Retry(long At, int Milliseconds, long Since);

namespace ChatSockets.Server.Transport;

/// <summary>
/// The outboxes of a write lane in which there are only lines that nobody waits for, such as JOIN in a crowd. They are sent all together,
/// once in a while: while a thousand enter a room, its members get a few sends and not a thousand. Whatever else is queued takes them
/// along.
/// </summary>
/// <remarks>Any thread adds; the lane's thread does the rest. Times are in milliseconds.</remarks>
internal sealed class PatientOutboxes
{
    private const int Patience = 30;

    private SocketOutbox? _first;
    private long _due;

    /// <summary>Takes an outbox that is in no such list. Returns whether it is the first, so that the lane must set its alarm.</summary>
    public bool Add(SocketOutbox outbox)
    {
        SocketOutbox? first = Volatile.Read(ref _first);
        while (true)
        {
            outbox.NextPatient = first;
            SocketOutbox? seen = Interlocked.CompareExchange(ref _first, outbox, first);
            if (seen == first) return first is null;
            first = seen;
        }
    }

    /// <summary>When they are due; <see cref="long.MaxValue"/> if there are none.</summary>
    public long NextDue(long now)
    {
        if (Volatile.Read(ref _first) is null) return long.MaxValue;
        if (_due == 0) _due = now + Patience;
        return _due;
    }

    /// <summary>When they are due, hands over those that have not been sent meanwhile.</summary>
    public void TakeDue(long now, ref OutboxQueue ready)
    {
        if (now < NextDue(now)) return;
        _due = 0;
        SocketOutbox? next = Interlocked.Exchange(ref _first, null);
        while (next is not null)
        {
            SocketOutbox outbox = next;
            // Once it is claimed, it may be added anew.
            next = outbox.NextPatient;
            if (outbox.Claim()) ready.Add(outbox);
        }
    }
}

namespace ChatSockets.Server.Transport;

/// <summary>
/// Outboxes one after the other, linked by <see cref="SocketOutbox.Next"/>: an outbox is in one such queue at a time, and to put it there
/// allocates nothing and so cannot fail. For a write lane's thread alone.
/// </summary>
internal struct OutboxQueue
{
    private SocketOutbox? _last;

    public SocketOutbox? First { get; private set; }

    public int Count { get; private set; }

    public void Add(SocketOutbox outbox)
    {
        outbox.Next = null;
        if (_last is null) First = outbox;
        else _last.Next = outbox;
        _last = outbox;
        Count++;
    }

    /// <summary>Takes out the first; there must be one.</summary>
    public SocketOutbox Take()
    {
        SocketOutbox outbox = First!;
        First = outbox.Next;
        if (First is null) _last = null;
        outbox.Next = null;
        Count--;
        return outbox;
    }
}

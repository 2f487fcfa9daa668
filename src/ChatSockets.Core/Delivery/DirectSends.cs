using ChatSockets.Core.State;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// What a thread that speaks to a few readers sends by itself, in the place of their write lanes: to wake a lane costs more than to send.
/// From <see cref="Begin"/> on, outboxes that have nothing else on its way are collected; when the scope ends, each is sent without
/// waiting, as its lane would, and the lane gets what is left. Where there turn out to be many readers, the lanes get all of them.
/// </summary>
/// <remarks>
/// Begin a scope before the lock under which the lines take their place, so that it ends after that: nothing is sent under a lock. Nothing
/// in a scope may wait after something was said. An outbox has one owner at a time: whoever put something into it while it was empty, until
/// it is empty again or handed on.
/// </remarks>
internal sealed class DirectSends
{
    /// <summary>The most readers that a speaker sends to by itself; more are faster served by several lanes.</summary>
    public const int Most = 32;

    [ThreadStatic]
    private static DirectSends? Own;

    private readonly Outbox[] _outboxes = new Outbox[Most];
    private int _count;
    private bool _isOpen;

    /// <summary>Begins to collect on this thread; dispose the scope under no lock.</summary>
    public static Scope Begin()
    {
        DirectSends own = Own ??= new DirectSends();
        if (own._isOpen) return default;
        own._isOpen = true;
        return new Scope(own);
    }

    /// <summary>Takes an outbox of which the calling thread has become the owner; false if its lane must send.</summary>
    public static bool TryAdd(Outbox outbox)
    {
        if (Own is not { _isOpen: true } own) return false;
        if (own._count == Most)
        {
            own.HandOn();
            return false;
        }
        own._outboxes[own._count++] = outbox;
        return true;
    }

    private void HandOn()
    {
        _isOpen = false;
        for (int i = 0; i < _count; i++) _outboxes[i].HandOn();
        Clear();
    }

    private void Send()
    {
        _isOpen = false;
        if (_count == 0) return;
        int bytes = 0;
        for (int i = 0; i < _count; i++) bytes += _outboxes[i].SendNow();
        // Once for all of them, whose lane does not matter: threads that count in the same place wait for each other.
        _outboxes[0].CountSends(bytes, _count);
        Clear();
    }

    private void Clear()
    {
        Array.Clear(_outboxes, 0, _count);
        _count = 0;
    }

    /// <summary>A time in which outboxes are collected.</summary>
    public readonly ref struct Scope(DirectSends? sends)
    {
        /// <summary>Sends what was collected.</summary>
        public void Dispose() => sends?.Send();
    }
}

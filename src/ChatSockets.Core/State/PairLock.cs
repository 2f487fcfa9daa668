namespace ChatSockets.Core.State;

/// <summary>
/// Two users' locks, held while a private message is delivered, so that all sessions of both see it under the names of that moment and in
/// the same order. Released by Dispose.
/// </summary>
/// <remarks>
/// The only place where two users' locks are held at once: in the order of their ids. The lock of a conversation's queue may be held.
/// </remarks>
internal readonly ref struct PairLock
{
    private readonly User _one;
    private readonly User _other;

    public PairLock(User one, User other)
    {
        (_one, _other) = one.Id < other.Id ? (one, other) : (other, one);
        _one.Gate.Enter();
        _other.Gate.Enter();
    }

    public void Dispose()
    {
        _other.Gate.Exit();
        _one.Gate.Exit();
    }
}

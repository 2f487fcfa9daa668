using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// Two users' locks, held while one is told in private what the other said: so that all sessions of both see it under the names of that
/// moment, and all in the same order. Let go by Dispose.
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

    /// <summary>Tells the reader's sessions, and those of the speaker but the one that spoke, if they negotiated what is needed.</summary>
    public static void Tell(scoped ref Broadcast said, Session speaker, User reader, Capability needed = Capability.None)
    {
        reader.Tell(ref said, needed: needed);
        if (reader != speaker.User) speaker.User.Tell(ref said, except: speaker, needed);
    }

    public void Dispose()
    {
        _other.Gate.Exit();
        _one.Gate.Exit();
    }
}

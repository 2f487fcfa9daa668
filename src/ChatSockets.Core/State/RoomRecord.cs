using System.Collections.Immutable;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// A room's conversation in the store. Changed within the room's lock by <see cref="RoomConversations"/>; read by any thread.
/// </summary>
internal sealed class RoomRecord
{
    private long _conversation;
    private long _lastSaid;
    private volatile int _version;
    private volatile bool _isLookedUp;
    private volatile bool _isRestricted;

    /// <summary>The number of its conversation; 0 where none is known.</summary>
    public long Conversation => Volatile.Read(ref _conversation);

    /// <summary>The pending change that opens the conversation in the store; null if it exists already or was not opened yet.</summary>
    public Change<RoomConversation>? Opening { get; set; }

    /// <summary>Whether it is known if there is a conversation.</summary>
    public bool IsLookedUp => _isLookedUp;

    /// <summary>Whether the store knows that the conversation is restricted.</summary>
    public bool IsRestricted => _isRestricted;

    /// <summary>
    /// When the room was closed while something was said in it, as the store has it, in their order; the last may go on. Read within the
    /// room's lock.
    /// </summary>
    public ImmutableArray<ClosedPeriod> Closed { get; private set; } = [];

    /// <summary>Whether the room is closed now.</summary>
    public bool IsClosed => Closed.Length > 0 && Closed[^1].IsOpenEnded;

    /// <summary>Where the last one began or ended: an id of something that happens now is not below it.</summary>
    public long Boundary => Closed.Length == 0 ? 0 : Closed[^1].IsOpenEnded ? Closed[^1].First : Closed[^1].Until;

    /// <summary>
    /// The last id that everybody here has seen, or that was stored before the room was opened: everything up to it can be shown, nothing
    /// after it.
    /// </summary>
    public long LastSaid => Volatile.Read(ref _lastSaid);

    /// <summary>The store has, or has not, a conversation for the room.</summary>
    public void Set(RoomConversation? found)
    {
        if (Conversation == 0 && found is { } conversation)
        {
            _isRestricted = conversation.IsRestricted;
            _lastSaid = conversation.Last;
            Closed = conversation.Closed;
            Volatile.Write(ref _conversation, conversation.Id);
        }
        _isLookedUp = true;
    }

    /// <summary>The store knows that the room is closed from an id on.</summary>
    public void Restrict(long first)
    {
        _isRestricted = true;
        Closed = Closed.Add(new ClosedPeriod(first, ClosedPeriod.Open));
    }

    /// <summary>The last period goes on, or ends before an id.</summary>
    public void CloseUntil(long until) => Closed = Closed.SetItem(Closed.Length - 1, Closed[^1] with { Until = until });

    /// <summary>Everybody in the room has seen it.</summary>
    public void Advance(long id)
    {
        Volatile.Write(ref _lastSaid, id);
        _version++;
    }

    /// <summary>Something was taken back.</summary>
    public void TakenBack() => _version++;

    /// <summary>
    /// Changes whenever the room's members have seen something new. Read it before <see cref="LastSaid"/>, so that it is no newer.
    /// </summary>
    public int Version => _version;
}

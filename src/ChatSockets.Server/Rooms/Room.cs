using ChatSockets.Server.Delivery;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// A room, its members and what is set on it. Whoever uses anything but the name holds <see cref="Gate"/>, from the check of a
/// permission to the last append, so that all members see one order (promise 3).
/// </summary>
internal sealed class Room(RoomDirectory directory, byte[] name, DateTimeOffset created)
{
    private static long LastId;

    private readonly Dictionary<User, Membership> _members = [];

    // Replaced on each join and part, so that a broadcast walks a plain array.
    private Outbox[] _readers = [];

    private volatile byte[] _name = name;

    /// <summary>The first in the order of locks; those of several rooms are taken in the order of <see cref="Id"/>.</summary>
    public Lock Gate { get; } = new();

    public long Id { get; } = Interlocked.Increment(ref LastId);

    /// <summary>The name in its own spelling; replaced as a whole, within the lock, and read by any thread.</summary>
    public byte[] Name
    {
        get => _name;
        private set => _name = value;
    }

    public DateTimeOffset Created { get; } = created;

    public RoomTopic? Topic { get; set; }

    public RoomModes Modes { get; } = new();

    public MaskList Bans { get; } = new();

    /// <summary>What was said here lately.</summary>
    public RecentMessages Recent { get; } = new(RecentMessages.InRoom);

    /// <summary>The last member has left and the room is out of the directory: look it up anew.</summary>
    public bool IsClosed { get; private set; }

    public int Count => _members.Count;

    public IReadOnlyCollection<Membership> Members => _members.Values;

    public Membership? Find(User user) => _members.GetValueOrDefault(user);

    /// <summary>Whether somebody may know that the room exists.</summary>
    public bool IsVisibleTo(User user) => !Modes.IsSecret || _members.ContainsKey(user);

    /// <summary>The first who enters is the operator.</summary>
    public void Enter(User user)
    {
        _members.Add(user, new Membership(user, _members.Count == 0 ? MemberModes.Operator : MemberModes.None));
        _readers = [.. _readers, user.Session.Outbox];
        user.Entered(this);
        user.UseInvitation(this);
    }

    /// <summary>When the room got another name last; null where it never did.</summary>
    public DateTimeOffset? Renamed { get; private set; }

    /// <summary>Gives the room another name; false where that is another room's.</summary>
    public bool TryRename(byte[] name, DateTimeOffset now)
    {
        byte[] old = Name;
        if (!directory.TryAddName(name, this)) return false;
        Name = name;
        Renamed = now;
        directory.RemoveName(old, this);
        return true;
    }

    /// <summary>The last who leaves closes the room.</summary>
    public void Leave(User user)
    {
        if (!_members.Remove(user)) return;
        int index = Array.IndexOf(_readers, user.Session.Outbox);
        _readers = [.. _readers.AsSpan(0, index), .. _readers.AsSpan(index + 1)];
        user.Left(this);
        CloseIfEmpty();
    }

    /// <summary>For a room that was made for somebody who then did not enter it, too.</summary>
    public void CloseIfEmpty()
    {
        if (_members.Count > 0) return;
        IsClosed = true;
        directory.Remove(this);
    }

    /// <summary>Why somebody, member or guest, may not speak here now; null for whoever may.</summary>
    public string? WhyNotSpeak(User user)
    {
        Membership? member = Find(user);
        if (member is not null && member.IsAtLeast(MemberModes.Voice)) return null;
        if (member is null && (Modes.HearsMembersOnly || IsClosed)) return "Cannot send to channel: join it first (+n)";
        if (Modes.IsModerated) return "Cannot send to channel: it is moderated, ask for a voice (+m)";
        return Bans.Entries.Count > 0 && Bans.Matches(user) ? "Cannot send to channel: you are banned (+b)" : null;
    }

    /// <summary>All members' outboxes, for a broadcast within the lock.</summary>
    public ReadOnlySpan<Outbox> Readers => _readers;

}

/// <summary>What a room is about, who said so and when.</summary>
internal sealed record RoomTopic(byte[] Text, byte[] SetBy, DateTimeOffset SetAt)
{
    /// <summary>The longest topic, in bytes (ISUPPORT TOPICLEN).</summary>
    public const int MaximumBytes = 390;
}

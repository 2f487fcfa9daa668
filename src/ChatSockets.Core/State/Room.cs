using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>
/// A room, its members and its modes. Everything except the name is used under <see cref="Gate"/>, from the permission check to the last
/// append, so that all members see one order (promise 3).
/// </summary>
internal sealed class Room(RoomDirectory directory, byte[] name, DateTimeOffset created)
{
    private static long LastId;

    private readonly Dictionary<User, Membership> _members = [];

    // One for each session of each member, in any order.
    private readonly List<Outbox> _readers = [];

    private volatile byte[] _name = name;
    private volatile RoomRegistration? _registration;
    private volatile RoomStorage? _storage;
    private int _alwaysOn;
    private long _lines;
    private volatile bool _isClosed;

    /// <summary>
    /// The fourth in the order of locks (src/README.md); those of several rooms are taken in the order of <see cref="Id"/>.
    /// </summary>
    public Lock Gate => Speech.Gate;

    /// <summary>Messages on their way to the disk.</summary>
    public SpeechQueue Speech { get; } = new(new Lock());

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

    /// <summary>Bans from entering and speaking (b).</summary>
    public MaskList Bans { get; } = new();

    /// <summary>Exceptions to the bans (e).</summary>
    public MaskList BanExceptions { get; } = new();

    /// <summary>Users who need no invitation (I).</summary>
    public MaskList InviteExceptions { get; } = new();

    /// <summary>The room's metadata: IRCv3 metadata.</summary>
    public ImmutableSortedDictionary<string, byte[]> Metadata { get; set; } = MetadataSubject.None;

    /// <summary>How many messages were delivered in it. Changed within the lock, read by any thread.</summary>
    public long MessageCount
    {
        get => Volatile.Read(ref _lines);
        set => Volatile.Write(ref _lines, value);
    }

    /// <summary>The senders of recent messages.</summary>
    public RecentMessages Recent { get; } = new(RecentMessages.InRoom);

    /// <summary>The room's registration; null for most rooms. Any thread can check it. Changed by <see cref="RoomRegistry"/>.</summary>
    public RoomRegistration? Registration
    {
        get => _registration;
        set => _registration = value;
    }

    /// <summary>Whether it outlives its members.</summary>
    public bool IsRegistered => _registration is not null;

    /// <summary>Whether it survives a restart: it is registered, or an always-on user is in it.</summary>
    public bool Lasts => IsRegistered || _alwaysOn > 0;

    /// <summary>The room's state in the store; null for a room that does not last. Changed by <see cref="RoomRegistry"/>.</summary>
    public RoomStorage? Storage
    {
        get => _storage;
        set => _storage = value;
    }

    /// <summary>Whether the store has it. Any thread.</summary>
    public bool IsStored => _storage is not null;

    /// <summary>Whether it was opened as it stood in the store: a closed conversation of its name is its own.</summary>
    public bool IsReopened { get; init; }

    /// <summary>Submits the room's state to the store, if it lasts. Call it after each change of the state.</summary>
    public void Keep() => directory.Registry.Keep(this);

    /// <summary>Whether the last member has left and the room is out of the directory: look it up again. Any thread reads it.</summary>
    public bool IsClosed
    {
        get => _isClosed;
        private set => _isClosed = value;
    }

    public int Count => _members.Count;

    public IReadOnlyCollection<Membership> Members => _members.Values;

    public Membership? Find(User user) => _members.GetValueOrDefault(user);

    /// <summary>Returns whether a user may know that the room exists. Any thread, without the lock.</summary>
    public bool IsVisibleTo(User user) => !Modes.IsSecret || user.Rooms.Contains(this) || user.SeesHidden();

    /// <summary>
    /// Adds a member. The first one becomes operator, unless the room is registered: Modern IRC, "JOIN message". Only the user who
    /// registers it is its founder.
    /// </summary>
    public void Enter(User user)
    {
        var member = new Membership(user, _members.Count == 0 && !IsRegistered ? MemberModes.Operator : MemberModes.None)
        {
            Since = Speech.NextId ?? directory.Ids.Take(1),
        };
        _members.Add(user, member);
        foreach (Session session in user.Sessions) AddReader(session);
        user.Entered(this);
        user.UseInvitation(this);
        directory.Conversations.Entered(this, member);
        if (user.IsAlwaysOn) KeepMember(member);
    }

    /// <summary>A member is always on: so the room lasts, and the member in it.</summary>
    public void KeepMember(Membership member)
    {
        if (!member.IsAlwaysOn) _alwaysOn++;
        member.IsAlwaysOn = true;
        // The room first: a crash between the two leaves no member in a room that has lost its lock.
        Keep();
        directory.StoredUsers.Entered(member.User, Name, member.Modes);
    }

    /// <summary>A member is always on no more.</summary>
    public void ForgetMember(Membership member)
    {
        if (!member.IsAlwaysOn) return;
        member.IsAlwaysOn = false;
        _alwaysOn--;
        Keep();
    }

    /// <summary>Gives a member another status.</summary>
    public void SetModes(Membership member, MemberModes modes)
    {
        member.Modes = modes;
        if (member.User.IsAlwaysOn) directory.StoredUsers.Entered(member.User, Name, modes);
    }

    /// <summary>When the room got another name last, and not only the same in other letters; null where it never did.</summary>
    public DateTimeOffset? Renamed { get; private set; }

    /// <summary>Gives the room another name; false where that is another room's.</summary>
    public bool TryRename(byte[] name, DateTimeOffset now)
    {
        byte[] old = Name;
        if (!directory.TryAddName(name, this)) return false;
        Name = name;
        if (!CaseMapping.Ascii.Equals(old, name)) Renamed = now;
        // Before another room can have the old name.
        directory.Registry.Keep(this, renamedFrom: old);
        directory.Renamed?.Invoke(this, old);
        directory.RemoveName(old, this);
        return true;
    }

    /// <summary>Removes a member. The last one closes the room, unless it is registered.</summary>
    /// <param name="user">The user.</param>
    /// <param name="isForGood">Whether it is by PART or KICK, not a lost connection: then later messages are not theirs to read.</param>
    public void Leave(User user, bool isForGood = true)
    {
        if (!_members.Remove(user, out Membership? member)) return;
        member.HasLeft = true;
        directory.Leavers.Left(user, this);
        foreach (Session session in user.Sessions) RemoveReader(session);
        user.Left(this);
        if (isForGood) directory.Conversations.Left(this, member);
        if (user.IsAlwaysOn) directory.StoredUsers.Left(user, Name);
        ForgetMember(member);
        CloseIfEmpty();
    }

    /// <summary>One more session of a member reads along.</summary>
    public void AddReader(Session session) => _readers.Add(session.Outbox);

    /// <summary>A member's session reads no more.</summary>
    public void RemoveReader(Session session)
    {
        // Most who leave a crowd have come lately.
        int index = _readers.LastIndexOf(session.Outbox), last = _readers.Count - 1;
        _readers[index] = _readers[last];
        _readers.RemoveAt(last);
        if (_readers.Capacity > 4 * Math.Max(_readers.Count, 4)) _readers.TrimExcess();
    }

    /// <summary>Closes the room if it is empty, also if nobody has ever entered it.</summary>
    public void CloseIfEmpty()
    {
        if (_members.Count > 0 || IsRegistered) return;
        IsClosed = true;
        directory.Closing?.Invoke(this);
        // One of which the store thought that somebody would come back to it.
        if (IsStored) Keep();
        directory.Remove(this);
    }

    /// <summary>Returns whether a user is banned without an exception; mutes only ban from speaking.</summary>
    public bool IsBanned(User user, bool toSpeak) => Bans.Matches(user, toSpeak) && !BanExceptions.Matches(user, toSpeak);

    /// <summary>Returns why a user, member or not, cannot speak here now; null if they can.</summary>
    public string? CheckSpeaker(User user)
    {
        Membership? member = Find(user);
        if (member is not null && member.IsAtLeast(Permissions.Speak)) return null;
        if (member is null && (Modes.HearsMembersOnly || IsClosed)) return "Cannot send to channel: join it first (+n)";
        if (Modes.IsModerated) return "Cannot send to channel: it is moderated, ask for a voice (+m)";
        if (Modes.HearsAccountsOnly && user.Account is null)
            return "Cannot send to channel: log in to an account first, or ask for a voice (+M)";
        return IsBanned(user, toSpeak: true) ? "Cannot send to channel: you are banned (+b)" : null;
    }

    /// <summary>
    /// Returns why the room refuses one line of a user who may speak; null if it accepts the line, which then counts. Call it if
    /// <see cref="RoomModes.LooksAtLines"/>.
    /// </summary>
    /// <param name="user">The sender.</param>
    /// <param name="text">The text.</param>
    /// <param name="clock">The server's clock.</param>
    /// <param name="kicks">Whether it was one line too many of a member and the room kicks for that.</param>
    public string? CheckMessage(User user, ReadOnlySpan<byte> text, TimeProvider clock, out bool kicks)
    {
        kicks = false;
        if (Modes.RefusesCtcp && LineContent.IsCtcp(text)) return "Cannot send to channel: no CTCP here but ACTION (+C)";
        if (Modes.RefusesFormatting && LineContent.HasFormatting(text))
            return "Cannot send to channel: send it without colours and formatting (+c)";
        if (Modes.LineFlood is not { } flood) return null;
        Membership? member = Find(user);
        if (member?.IsAtLeast(Permissions.Flood) == true || flood.TryCount(user, clock)) return null;
        kicks = flood.Kicks && member is not null;
        return $"Cannot send to channel: no more than {flood.Most} lines in {flood.Seconds} seconds (+f)";
    }

    /// <summary>The room's conversation in the store.</summary>
    public RoomRecord Record { get; } = new();

    /// <summary>The outboxes of all members' sessions, for a broadcast within the lock; until the next of them comes or goes.</summary>
    public ReadOnlySpan<Outbox> Readers => CollectionsMarshal.AsSpan(_readers);
}

/// <summary>A room's topic, who set it, and when.</summary>
internal sealed record RoomTopic(byte[] Text, byte[] SetBy, DateTimeOffset SetAt)
{
    /// <summary>The longest topic, in bytes (ISUPPORT TOPICLEN).</summary>
    public const int MaximumBytes = 390;
}

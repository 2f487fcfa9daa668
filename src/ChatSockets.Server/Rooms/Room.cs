using System.Collections.Immutable;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Metadata;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;
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

    // One for each session of each member. Replaced on each join and part, so that a broadcast walks a plain array.
    private Outbox[] _readers = [];

    private volatile byte[] _name = name;
    private volatile RoomRegistration? _registration;
    private volatile RoomStorage? _storage;
    private int _alwaysOn;
    private volatile bool _isClosed;

    /// <summary>
    /// The fourth in the order of locks (src/README.md); those of several rooms are taken in the order of <see cref="Id"/>.
    /// </summary>
    public Lock Gate => Speech.Gate;

    /// <summary>What was said here and is on its way to the disk.</summary>
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

    /// <summary>Those who may neither enter nor speak (b).</summary>
    public MaskList Bans { get; } = new();

    /// <summary>Those who may nevertheless (e).</summary>
    public MaskList BanExceptions { get; } = new();

    /// <summary>Those who need no invitation (I).</summary>
    public MaskList InviteExceptions { get; } = new();

    /// <summary>What the room says of itself: IRCv3 metadata.</summary>
    public ImmutableSortedDictionary<string, byte[]> Metadata { get; set; } = MetadataSubject.None;

    /// <summary>What was said here lately.</summary>
    public RecentMessages Recent { get; } = new(RecentMessages.InRoom);

    /// <summary>
    /// What makes it last; null for most. Any thread may look whether there is one. <see cref="RoomRegistry"/> changes it.
    /// </summary>
    public RoomRegistration? Registration
    {
        get => _registration;
        set => _registration = value;
    }

    /// <summary>Whether it outlives its members.</summary>
    public bool IsRegistered => _registration is not null;

    /// <summary>Whether it is to be there again after a restart: it is registered, or an always-on user is in it.</summary>
    public bool Lasts => IsRegistered || _alwaysOn > 0;

    /// <summary>What the store has of it; null for a room that does not last. <see cref="RoomRegistry"/> changes it.</summary>
    public RoomStorage? Storage
    {
        get => _storage;
        set => _storage = value;
    }

    /// <summary>Whether the store has it. Any thread.</summary>
    public bool IsStored => _storage is not null;

    /// <summary>Whether it was opened as it stood in the store: a closed conversation of its name is its own.</summary>
    public bool IsReopened { get; init; }

    /// <summary>Has the store have it as it is now, where it lasts; to be called after each change of what is set on it.</summary>
    public void Keep() => directory.Registry.Keep(this);

    /// <summary>The last member has left and the room is out of the directory: look it up anew. Any thread reads it.</summary>
    public bool IsClosed
    {
        get => _isClosed;
        private set => _isClosed = value;
    }

    public int Count => _members.Count;

    public IReadOnlyCollection<Membership> Members => _members.Values;

    public Membership? Find(User user) => _members.GetValueOrDefault(user);

    /// <summary>Whether somebody may know that the room exists. On any thread, without the lock.</summary>
    public bool IsVisibleTo(User user) => !Modes.IsSecret || user.Rooms.Contains(this) || user.SeesHidden();

    /// <summary>
    /// The first who enters is its operator, unless it is somebody's room already: Modern IRC, "JOIN message". A founder is only who
    /// registers it.
    /// </summary>
    public void Enter(User user)
    {
        var member = new Membership(user, _members.Count == 0 && !IsRegistered ? MemberModes.Operator : MemberModes.None)
        {
            Since = Speech.NextId ?? user.Server.MessageIds.Take(1),
        };
        _members.Add(user, member);
        foreach (Session session in user.Sessions) AddReader(session);
        user.Entered(this);
        user.UseInvitation(this);
        user.Server.RoomConversations.Entered(this, member);
        if (user.IsAlwaysOn) KeepMember(member);
    }

    /// <summary>A member is always on: so the room lasts, and the member in it.</summary>
    public void KeepMember(Membership member)
    {
        if (!member.IsAlwaysOn) _alwaysOn++;
        member.IsAlwaysOn = true;
        // The room first: a crash between the two leaves no member in a room that has lost its lock.
        Keep();
        member.User.Server.StoredUsers.Entered(member.User, Name, member.Modes);
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
        if (member.User.IsAlwaysOn) member.User.Server.StoredUsers.Entered(member.User, Name, modes);
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

    /// <summary>The last who leaves closes the room, unless it is registered.</summary>
    /// <param name="user">Who.</param>
    /// <param name="isForGood">
    /// By PART or KICK, and not only because the connection is lost: then nothing is theirs that is said here from now on.
    /// </param>
    public void Leave(User user, bool isForGood = true)
    {
        if (!_members.Remove(user, out Membership? member)) return;
        user.Server.Leavers.Left(user, this);
        foreach (Session session in user.Sessions) RemoveReader(session);
        user.Left(this);
        if (isForGood) user.Server.RoomConversations.Left(this, member);
        if (user.IsAlwaysOn) user.Server.StoredUsers.Left(user, Name);
        ForgetMember(member);
        CloseIfEmpty();
    }

    /// <summary>One more session of a member reads along.</summary>
    public void AddReader(Session session) => _readers = [.. _readers, session.Outbox];

    /// <summary>A member's session reads no more.</summary>
    public void RemoveReader(Session session)
    {
        int index = Array.IndexOf(_readers, session.Outbox);
        _readers = [.. _readers.AsSpan(0, index), .. _readers.AsSpan(index + 1)];
    }

    /// <summary>For a room that was made for somebody who then did not enter it, too.</summary>
    public void CloseIfEmpty()
    {
        if (_members.Count > 0 || IsRegistered) return;
        IsClosed = true;
        directory.Closing?.Invoke(this);
        // One of which the store thought that somebody would come back to it.
        if (IsStored) Keep();
        directory.Remove(this);
    }

    /// <summary>Whether somebody is banned and not excepted; the muted are banned from speaking only.</summary>
    public bool IsBanned(User user, bool toSpeak) => Bans.Matches(user, toSpeak) && !BanExceptions.Matches(user, toSpeak);

    /// <summary>Why somebody, member or guest, may not speak here now; null for whoever may.</summary>
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
    /// Why the room does not take one line of somebody who may speak; null where it does, and then the line counts. To be asked where
    /// <see cref="RoomModes.LooksAtLines"/>.
    /// </summary>
    /// <param name="user">Who says it.</param>
    /// <param name="text">What.</param>
    /// <param name="clock">The server's.</param>
    /// <param name="kicks">It was one line too many for a member, and the room kicks for that.</param>
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

    /// <summary>The server itself puts a member out who said too much.</summary>
    public void KickForFlood(ServerContext server, User user)
    {
        string reason = $"Flood: more than {Modes.LineFlood!.Most} lines in {Modes.LineFlood.Seconds} seconds";
        var kick = new Broadcast(server, from: null, Lines.Kick(server.Name, this, user, Encoding.ASCII.GetBytes(reason)));
        kick.Use(server.Events.Keep(this, LineKind.Kick, [.. user.Nickname, (byte)' ', .. Encoding.ASCII.GetBytes(reason)]));
        kick.To(_readers);
        Leave(user);
    }

    /// <summary>What of it is in the store.</summary>
    public RoomRecord Record { get; } = new();

    /// <summary>The outboxes of all members' sessions, for a broadcast within the lock.</summary>
    public ReadOnlySpan<Outbox> Readers => _readers;
}

/// <summary>What a room is about, who said so and when.</summary>
internal sealed record RoomTopic(byte[] Text, byte[] SetBy, DateTimeOffset SetAt)
{
    /// <summary>The longest topic, in bytes (ISUPPORT TOPICLEN).</summary>
    public const int MaximumBytes = 390;
}

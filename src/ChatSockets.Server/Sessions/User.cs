using System.Collections.Immutable;
using System.Text;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// One nickname and who is behind it. Its connection's thread changes it; every thread reads it. Each property is replaced as a whole, so
/// that a reader sees the old value or the new one.
/// </summary>
internal sealed class User
{
    /// <summary>The longest user name, in bytes (ISUPPORT USERLEN), with the tilde that says that nobody vouched for it.</summary>
    public const int MaximumUsernameBytes = 18;

    /// <summary>The longest real name, in bytes.</summary>
    public const int MaximumRealNameBytes = 150;

    /// <summary>The longest away message, in bytes (ISUPPORT AWAYLEN).</summary>
    public const int MaximumAwayBytes = 200;

    private static long LastId;

    private volatile byte[] _nickname = "*"u8.ToArray();
    private volatile byte[] _source = "*"u8.ToArray();
    private volatile byte[]? _away;
    private volatile bool _isInvisible;
    private volatile bool _isRegistered;
    private long _lastSpoke;
    private ImmutableArray<Room> _rooms = [];
    private ImmutableList<Room> _invitations = [];

    private volatile byte[]? _account;
    private volatile bool _isBot;

    public User(Session session, string host)
    {
        Session = session;
        Host = Encoding.ASCII.GetBytes(host);
        SignedOn = session.Server.Clock.GetUtcNow();
        _lastSpoke = SignedOn.UtcTicks;
    }

    /// <summary>Nobody else ever has it in this run of the server.</summary>
    public long Id { get; } = Interlocked.Increment(ref LastId);

    /// <summary>The connection under which the user is here.</summary>
    public Session Session { get; }

    /// <summary>The nickname in its own spelling; <c>*</c> before there is one.</summary>
    public byte[] Nickname
    {
        get => _nickname;
        set
        {
            _nickname = value;
            UpdateSource();
        }
    }

    /// <summary>The user name, with a tilde before it; empty before USER.</summary>
    public byte[] Username
    {
        get;
        set
        {
            field = value;
            UpdateSource();
        }
    } = [];

    public byte[] RealName { get; set; } = [];

    /// <summary>The address, as a parameter can hold it.</summary>
    public byte[] Host { get; }

    /// <summary>nick!user@host.</summary>
    public byte[] Source => _source;

    /// <summary>The account the user is logged in to; null for none.</summary>
    public byte[]? Account
    {
        get => _account;
        set => _account = value;
    }

    /// <summary>User mode B: a program, not a person (IRCv3 bot-mode).</summary>
    public bool IsBot
    {
        get => _isBot;
        set => _isBot = value;
    }

    /// <summary>Why the user is away; null when here.</summary>
    public byte[]? Away
    {
        get => _away;
        set => _away = value;
    }

    /// <summary>User mode i: WHO by mask passes over the user, but for those in a common room.</summary>
    public bool IsInvisible
    {
        get => _isInvisible;
        set => _isInvisible = value;
    }

    /// <summary>Whether others can see the user: registration is complete and the connection is not over.</summary>
    public bool IsRegistered
    {
        get => _isRegistered;
        set => _isRegistered = value;
    }

    public DateTimeOffset SignedOn { get; }

    /// <summary>When the user last said something, for the idle time.</summary>
    public DateTimeOffset LastSpoke
    {
        get => new(Interlocked.Read(ref _lastSpoke), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _lastSpoke, value.UtcTicks);
    }

    /// <summary>The rooms the user is in; changed under the room's lock, together with its members.</summary>
    public ImmutableArray<Room> Rooms => ImmutableInterlocked.InterlockedCompareExchange(ref _rooms, default, default);

    public void Entered(Room room) => ImmutableInterlocked.Update(ref _rooms, static (rooms, entered) => rooms.Add(entered), room);

    public void Left(Room room) => ImmutableInterlocked.Update(ref _rooms, static (rooms, left) => rooms.Remove(left), room);

    /// <summary>The rooms the user was invited to and has not entered since; the latest fifty.</summary>
    public ImmutableList<Room> Invitations => Volatile.Read(ref _invitations);

    public void Invite(Room room) => ImmutableInterlocked.Update(
        ref _invitations, static (list, room) => list.Contains(room) ? list : (list.Count < 50 ? list : list.RemoveAt(0)).Add(room), room);

    /// <summary>Takes an invitation back; answers whether there was one.</summary>
    public bool UseInvitation(Room room) => ImmutableInterlocked.Update(ref _invitations, static (list, used) => list.Remove(used), room);

    /// <summary>Whether both are in some room together.</summary>
    public bool SharesRoomWith(User other)
    {
        ImmutableArray<Room> theirs = other.Rooms;
        foreach (Room room in Rooms)
        {
            if (theirs.Contains(room)) return true;
        }
        return false;
    }

    private void UpdateSource() => _source = [.. Nickname, .. "!"u8, .. Username, .. "@"u8, .. Host];
}

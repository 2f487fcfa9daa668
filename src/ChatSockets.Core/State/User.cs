using System.Collections.Immutable;
using System.Net;
using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Settings;

namespace ChatSockets.Core.State;

/// <summary>
/// One nickname and its owner, on any number of terminals. Changed by its only connection's thread until it is registered, and then under
/// <see cref="Gate"/>. Read by every thread: each property is replaced as a whole, so that a reader sees the old value or the new one.
/// </summary>
internal sealed class User
{
    /// <summary>The longest user name, in bytes (ISUPPORT USERLEN), with the tilde that says that nobody vouched for it.</summary>
    public const int MaximumUsernameBytes = 18;

    /// <summary>The longest real name, in bytes (ISUPPORT NAMELEN).</summary>
    public const int MaximumRealNameBytes = 150;

    /// <summary>The longest away message, in bytes (ISUPPORT AWAYLEN).</summary>
    public const int MaximumAwayBytes = 200;

    private static long LastId;

    /// <summary>The placeholder before there is a nickname.</summary>
    public static readonly byte[] NoNickname = "*"u8.ToArray();

    private volatile byte[] _nickname = NoNickname;
    private volatile byte[] _source = NoNickname;
    private volatile byte[] _realSource = NoNickname;
    private volatile byte[] _host;
    private volatile byte[]? _account;
    private volatile byte[] _realName = [];
    private volatile byte[]? _away;
    private volatile OperatorAccount? _operator;
    private volatile ImmutableSortedDictionary<string, byte[]> _metadata = MetadataSubject.None;
    private volatile UserModes _modes;
    private volatile Session[] _sessions;
    private volatile string? _endReason;
    private volatile bool _isRegistered;
    private volatile bool _isAlwaysOn;
    private long _lastSpoke;
    private int _mail;
    private bool _hasMailLeft;
    private ImmutableArray<Room> _rooms = [];
    private ImmutableList<Room> _invitations = [];

    /// <param name="server">Where the user is.</param>
    /// <param name="address">The address, as a parameter can hold it.</param>
    /// <param name="sessions">The connections to begin with.</param>
    public User(ChatEnvironment server, string address, params Session[] sessions)
    {
        Server = server;
        _sessions = sessions;
        Address = _host = Encoding.ASCII.GetBytes(address);
        IPAddress = IPAddress.TryParse(address, out IPAddress? ip) ? ip : null;
        if (ip is not null && server.Cloaks.HostOf(ip) is { } cloak) _host = cloak;
        SignedOn = server.Clock.GetUtcNow();
        _lastSpoke = SignedOn.UtcTicks;
    }

    /// <summary>
    /// Guards a registered user's nickname, host, away, account, modes and metadata; its sessions; and the rooms it enters (leaving a room
    /// needs only the room's lock). So two of its sessions never make such changes at once. Taken before the rooms' locks.
    /// </summary>
    public Lock Gate { get; } = new();

    public ChatEnvironment Server { get; }

    /// <summary>Nobody else ever has it in this run of the server.</summary>
    public long Id { get; } = Interlocked.Increment(ref LastId);

    /// <summary>
    /// The user's connections, oldest first; empty for an always-on user without one. Replaced as a whole, within <see cref="Gate"/> and
    /// the locks of all the user's rooms: they are always the user's readers there.
    /// </summary>
    public Session[] Sessions
    {
        get => _sessions;
        set => _sessions = value;
    }

    /// <summary>Whether all of the user's connections are other servers', of those that share a log. Any thread.</summary>
    public bool IsElsewhere => Sessions is { Length: > 0 } sessions && Array.TrueForAll(sessions, static session => session.IsElsewhere);

    /// <summary>
    /// Whether the user stays when its last session ends. Any thread; whoever clears it for a user without a session also ends the user.
    /// </summary>
    public bool IsAlwaysOn
    {
        get => _isAlwaysOn;
        set => _isAlwaysOn = value;
    }

    /// <summary>
    /// Pending quit reason; null unless leaving. The user ends when no session is left, and no session can join it. Set by
    /// <c>Disconnect</c>.
    /// </summary>
    public string? EndReason
    {
        get => _endReason;
        set => _endReason = value;
    }

    /// <summary>Which read markers the sessions know. Guarded by <see cref="Gate"/>.</summary>
    public ToldMarkers Told { get; } = new();

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

    public byte[] RealName
    {
        get => _realName;
        set => _realName = value;
    }

    /// <summary>The address that the first of the connections really has, as a parameter can hold it.</summary>
    public byte[] Address { get; private set; }

    /// <summary>The addresses of all sessions, each once; without a session the last one's.</summary>
    public IEnumerable<byte[]> Addresses =>
        Sessions is { Length: > 1 } several ? several.Select(session => session.Address).DistinctBy(Encoding.ASCII.GetString) : [Address];

    /// <summary><see cref="Address"/> to compare with networks; null where it is no IP address.</summary>
    public IPAddress? IPAddress { get; private set; }

    /// <summary>
    /// The host that others see: the address or what stands for it (<see cref="Cloaks"/>), until <c>HostChange</c> sets another.
    /// </summary>
    public byte[] Host
    {
        get => _host;
        set
        {
            _host = value;
            UpdateSource();
        }
    }

    /// <summary>nick!user@host, as others see it.</summary>
    public byte[] Source => _source;

    /// <summary>nick!user@address, for bans; the same array as <see cref="Source"/> where host and address are the same.</summary>
    public byte[] RealSource => _realSource;

    /// <summary>The host before an operator's account changed it; null if none did.</summary>
    public byte[]? OrdinaryHost { get; set; }

    /// <summary>
    /// The account that the user is logged in to; null for none. <c>Login</c> changes it, by <see cref="UserDirectory"/>.
    /// </summary>
    public byte[]? Account
    {
        get => _account;
        set => _account = value;
    }

    /// <summary>
    /// How the user has proved that the account is its own; null where it has not, or the server knows by itself. Within
    /// <see cref="Gate"/>.
    /// </summary>
    public AccountProof? Proof { get; set; }

    /// <summary>The user's metadata: IRCv3 metadata.</summary>
    public ImmutableSortedDictionary<string, byte[]> Metadata
    {
        get => _metadata;
        set => _metadata = value;
    }

    /// <summary>The away message of a user without a session; compared by reference, so that a user's own equal words differ.</summary>
    public static readonly byte[] NotConnected = "Not connected"u8.ToArray();

    /// <summary>Why the user is away; null when here.</summary>
    public byte[]? Away
    {
        get => _away;
        set => _away = value;
    }

    /// <summary>The user's own away message; null if present or only without a session.</summary>
    public byte[]? OwnAway => Away is { } why && why != NotConnected ? why : null;

    /// <summary>The user's modes; changed by <see cref="UserDirectory.SetMode"/>.</summary>
    public UserModes Modes => _modes;

    /// <summary>
    /// Sets or clears one mode. Returns false if nothing changed. Any thread, for <see cref="UserDirectory.SetMode"/>, which keeps count.
    /// </summary>
    public bool TrySetMode(UserModes mode, bool on)
    {
        UserModes before;
        do
        {
            before = _modes;
            if (before.HasFlag(mode) == on) return false;
        }
        while (Interlocked.CompareExchange(ref _modes, on ? before | mode : before & ~mode, before) != before);
        return true;
    }

    /// <summary>User mode i: WHO by mask passes over the user, but for those in a common room.</summary>
    public bool IsInvisible => _modes.HasFlag(UserModes.Invisible);

    /// <summary>User mode B: a program and no person.</summary>
    public bool IsBot => _modes.HasFlag(UserModes.Bot);

    /// <summary>User mode w: receives WALLOPS.</summary>
    public bool HearsWallops => _modes.HasFlag(UserModes.Wallops);

    /// <summary>User mode R: receives private messages only from accounts.</summary>
    public bool HearsAccountsOnly => _modes.HasFlag(UserModes.AccountsOnly);

    /// <summary>User mode o: looks after the server.</summary>
    public bool IsOperator => _modes.HasFlag(UserModes.Operator);

    /// <summary>
    /// The account with which the user became an operator of the server; null for everybody else. Any thread;
    /// <c>OperatorAccess</c> changes it together with the mode.
    /// </summary>
    public OperatorAccount? Operator
    {
        get => _operator;
        set => _operator = value;
    }

    /// <summary>Whether the user is an operator with any of these privileges. Any thread.</summary>
    public bool May(Privileges privileges) => _operator is { } account && (account.Privileges & privileges) != 0;

    /// <summary>Whether others can see the user: registration is complete and the user has not gone.</summary>
    public bool IsRegistered
    {
        get => _isRegistered;
        set => _isRegistered = value;
    }

    /// <summary>When the user registered; before that, when the connection began.</summary>
    public DateTimeOffset SignedOn { get; private set; }

    /// <summary>The user registers at this moment.</summary>
    public void SignOn(DateTimeOffset now)
    {
        SignedOn = now;
        LastSpoke = now;
    }

    /// <summary>When the user last said something, for the idle time.</summary>
    public DateTimeOffset LastSpoke
    {
        get => new(Interlocked.Read(ref _lastSpoke), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _lastSpoke, value.UtcTicks);
    }

    /// <summary>The user's recent private messages, each with its reader's id; within <see cref="Gate"/>.</summary>
    public RecentMessages SentPrivately { get; } = new(RecentMessages.InPrivate);

    /// <summary>The rooms the user is in; changed under the room's lock, together with its members.</summary>
    public ImmutableArray<Room> Rooms => ImmutableInterlocked.InterlockedCompareExchange(ref _rooms, default, default);

    public void Entered(Room room) => ImmutableInterlocked.Update(ref _rooms, static (rooms, entered) => rooms.Add(entered), room);

    public void Left(Room room) => ImmutableInterlocked.Update(ref _rooms, static (rooms, left) => rooms.Remove(left), room);

    /// <summary>The rooms the user was invited to and has not entered since; the latest fifty.</summary>
    public ImmutableList<Room> Invitations => Volatile.Read(ref _invitations);

    public void Invite(Room room) => ImmutableInterlocked.Update(
        ref _invitations, static (list, room) => list.Contains(room) ? list : (list.Count < 50 ? list : list.RemoveAt(0)).Add(room), room);

    /// <summary>How often there was a reason to look into the mailbox that has not been seen to.</summary>
    public int Mail => Volatile.Read(ref _mail);

    /// <summary>Whether more waits than a terminal has had room for. Any thread.</summary>
    public bool HasMailLeft
    {
        get => Volatile.Read(ref _hasMailLeft);
        set => Volatile.Write(ref _hasMailLeft, value);
    }

    /// <summary>Adds a reason to look into the mailbox. Returns the number of reasons.</summary>
    public int AddMail() => Interlocked.Increment(ref _mail);

    /// <summary>Removes handled reasons. Returns the number left.</summary>
    public int TakeMail(int seen) => Interlocked.Add(ref _mail, -seen);

    /// <summary>Uses up an invitation. Returns whether there was one.</summary>
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

    /// <summary>Sets the real address that a gateway passes on. Before registration, for <see cref="Session.Relocate"/>.</summary>
    /// <param name="address">The user's address, as a parameter can hold it.</param>
    /// <param name="host">The host that others see.</param>
    public void Relocate(string address, string host)
    {
        IPAddress = IPAddress.Parse(address);
        Address = Encoding.ASCII.GetBytes(address);
        // One array where both are the same: so they are told apart. The name of a host tells as much as its address.
        Host = Server.Cloaks.HostOf(IPAddress) ?? (host == address ? Address : Encoding.ASCII.GetBytes(host));
    }

    /// <summary>Takes over the connection of a user who has not registered; for <c>HostChange</c>.</summary>
    public void ComeFrom(User newcomer)
    {
        Address = newcomer.Address;
        IPAddress = newcomer.IPAddress;
    }

    private void UpdateSource()
    {
        byte[] source = [.. Nickname, .. "!"u8, .. Username, .. "@"u8, .. Host];
        _realSource = Host == Address ? source : [.. Nickname, .. "!"u8, .. Username, .. "@"u8, .. Address];
        _source = source;
    }
}

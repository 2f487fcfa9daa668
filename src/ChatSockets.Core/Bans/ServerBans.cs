using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Bans;

/// <summary>
/// The bans of the server, checked when a connection is accepted, when it registers, when its user changes nickname, and when a gateway
/// passes on an address. Expired bans are removed when they are found.
/// </summary>
/// <remarks>
/// Any thread; one lock, the ninth in the order (src/README.md), held only for a look-up. An address is looked up once per banned prefix
/// length, however many networks are banned; masks are tried one by one, only at registration and at a change of nickname.
/// </remarks>
/// <param name="clock">The clock by which bans expire.</param>
/// <param name="kept">Where bans are stored; null to store none.</param>
internal sealed class ServerBans(TimeProvider clock, StoredBans? kept = null)
{
    // IPv4 is held as what IPv6 maps it to, so that one table serves both.
    private const int MappedBits = 96;

    private readonly Lock _gate = new();
    private readonly List<ServerBan> _masks = [];

    // By the length of their networks, the narrowest first: single addresses are those of 128 bits.
    private readonly SortedList<int, Dictionary<UInt128, ServerBan>> _networks =
        new(Comparer<int>.Create((one, other) => other.CompareTo(one)));
    private volatile bool _hasNetworks;
    private long _lastId;

    /// <summary>Those that are in force, the oldest first.</summary>
    public IReadOnlyList<ServerBan> All
    {
        get
        {
            DateTimeOffset now = clock.GetUtcNow();
            lock (_gate)
            {
                foreach (ServerBan ban in Everything().Where(ban => ban.IsOver(now)).ToArray()) Forget(ban);
                return [.. Everything().OrderBy(ban => ban.Id)];
            }
        }
    }

    /// <summary>Has those in force again that were when the server ended. Before anybody can connect.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public void Restore()
    {
        foreach (ServerBan ban in kept?.All() ?? [])
        {
            lock (_gate) Enter(ban);
            _lastId = ban.Id;
        }
    }

    /// <summary>Adds a ban or replaces the one for the same mask or network. Returns it with its id.</summary>
    public ServerBan Add(ServerBan ban)
    {
        lock (_gate)
        {
            if (Find(ban.Text, ban.IsNetwork) is { } old) Forget(old);
            ban = ban with { Id = ++_lastId };
            Enter(ban);
            kept?.Keep(ban);
            return ban;
        }
    }

    /// <summary>Lifts a ban, found by its text or id; null if there is none.</summary>
    public ServerBan? Remove(string textOrId, bool isNetwork)
    {
        lock (_gate)
        {
            ServerBan? ban = Find(textOrId, isNetwork)
                ?? Everything().FirstOrDefault(ban => ban.IsNetwork == isNetwork && $"{ban.Id}" == textOrId);
            if (ban is null) return null;
            Forget(ban);
            return ban.IsOver(clock.GetUtcNow()) ? null : ban;
        }
    }

    /// <summary>Why a connection from an address must not be accepted, in words for the peer; null when it may.</summary>
    public string? Refuse(IPAddress address)
    {
        if (!_hasNetworks) return null;
        lock (_gate) return FindNetwork(address)?.Refusal;
    }

    /// <summary>The ban that hits a connection, by its address or by its user's nick!user@host; null for none.</summary>
    public ServerBan? Find(Session session)
    {
        lock (_gate)
        {
            if (session.IPAddress is { } address && FindNetwork(address) is { } found) return found;
            if (_masks.Count == 0) return null;
            DateTimeOffset now = clock.GetUtcNow();
            return _masks.Find(ban => !ban.IsOver(now) && ban.Hits(session));
        }
    }

    private IEnumerable<ServerBan> Everything() => _masks.Concat(_networks.Values.SelectMany(sameLength => sameLength.Values));

    private ServerBan? Find(string text, bool isNetwork) =>
        Everything().FirstOrDefault(ban => ban.IsNetwork == isNetwork && string.Equals(ban.Text, text, StringComparison.OrdinalIgnoreCase));

    private ServerBan? FindNetwork(IPAddress address)
    {
        UInt128 key = KeyOf(address);
        bool isIPv4 = key >> 32 == MappedPrefix;
        for (int i = 0; i < _networks.Count; i++)
        {
            int bits = _networks.GetKeyAtIndex(i);
            // A wide network of IPv6 does not mean the IPv4 addresses that are written within it.
            if (isIPv4 && bits < MappedBits) return null;
            if (!_networks.GetValueAtIndex(i).TryGetValue(Masked(key, bits), out ServerBan? ban)) continue;
            if (!ban.IsOver(clock.GetUtcNow())) return ban;
        }
        return null;
    }

    private void Enter(ServerBan ban)
    {
        if (!ban.IsNetwork)
        {
            _masks.Add(ban);
            return;
        }
        (UInt128 key, int bits) = KeyOf(ban.Network);
        if (!_networks.TryGetValue(bits, out Dictionary<UInt128, ServerBan>? sameLength)) _networks.Add(bits, sameLength = []);
        sameLength[key] = ban;
        _hasNetworks = true;
    }

    private void Forget(ServerBan ban)
    {
        kept?.Forget(ban);
        if (!ban.IsNetwork)
        {
            _masks.Remove(ban);
            return;
        }
        (UInt128 key, int bits) = KeyOf(ban.Network);
        Dictionary<UInt128, ServerBan> sameLength = _networks[bits];
        sameLength.Remove(key);
        if (sameLength.Count == 0) _networks.Remove(bits);
        _hasNetworks = _networks.Count > 0;
    }

    private static UInt128 MappedPrefix => 0xFFFF;

    private static UInt128 Masked(UInt128 key, int bits) => key & (UInt128.MaxValue << (128 - bits));

    private static (UInt128 Key, int Bits) KeyOf(IPNetwork network)
    {
        int bits = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? MappedBits + network.PrefixLength
            : network.PrefixLength;
        return (KeyOf(network.BaseAddress), bits);
    }

    private static UInt128 KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4
            ? (MappedPrefix << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}

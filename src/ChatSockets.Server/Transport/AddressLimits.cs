using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Limits;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Transport;

/// <summary>
/// Limits the connections per address and per network, at a time and per minute, so that nobody can take all places: so many new ones at
/// once, and as many more over each minute (<see cref="TokenBucket"/>). An address is an IPv4 address or an IPv6 /64, which is what one
/// customer of a provider has; a network is an IPv4 /24 or an IPv6 /48, which is what somebody with many addresses has.
/// <see cref="ChatOptions.ExemptNetworks"/> have no limit.
/// </summary>
/// <remarks>
/// Any thread; one lock, the ninth in the order (src/README.md), held only for a look-up. The entry of an address or network without
/// connections, with a full bucket and without a refusal in the last minute is removed by a connection a minute after the last removal.
/// </remarks>
internal sealed class AddressLimits(ChatEnvironment server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Place> _places = [];
    private readonly Dictionary<UInt128, Place> _networks = [];
    private long _cleared = server.Clock.GetTimestamp();

    /// <summary>How many addresses it knows something of.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _places.Count;
        }
    }

    /// <summary>How many networks.</summary>
    public int NetworkCount
    {
        get
        {
            lock (_gate) return _networks.Count;
        }
    }

    /// <summary>
    /// Counts a new connection, or returns why it is refused, in words for the client. One refusal per minute and address is logged.
    /// </summary>
    /// <param name="address">The client's address.</param>
    /// <param name="place">The place to pass to <see cref="Leave"/> when the connection ends; null for an exempt address.</param>
    public string? Enter(IPAddress address, out Place? place)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        ChatOptions options = server.Options;
        place = null;
        if (options.ExemptNetworks.Any(network => network.Contains(address))) return null;
        string? why;
        bool isFirst = false;
        lock (_gate)
        {
            long now = server.Clock.GetTimestamp();
            Clear(now);
            Place known = Find(address);
            // The address first: what one machine is refused does not count for its neighbours.
            if (!known.MayOpen(options.MaximumConnectionsPerAddress))
                why = "Too many connections from your address. Please close one of them.";
            else if (!known.Network.MayOpen(options.MaximumConnectionsPerNetwork))
                why = "Too many connections from your network. Please try again later.";
            else if (!known.TryTake(server.Clock, options.ConnectionRatePerAddress, now))
                why = "Too many connections from your address in a short time. Please wait a minute.";
            else if (!known.Network.TryTake(server.Clock, options.ConnectionRatePerNetwork, now))
                why = "Too many connections from your network in a short time. Please wait a minute.";
            else why = null;
            if (why is null) (place = known).Enter();
            else isFirst = known.RefuseFirst(now, MinuteTicks);
        }
        if (isFirst) server.Log.Warning("A connection from {Address} was refused: {Reason}", address, why);
        return why;
    }

    /// <summary>Counts a connection out, once.</summary>
    public void Leave(Place? place)
    {
        if (place is null) return;
        lock (_gate) place.Leave();
    }

    private long MinuteTicks => server.Clock.TimestampFrequency * 60;

    private void Clear(long now)
    {
        if (now - _cleared < MinuteTicks) return;
        _cleared = now;
        foreach (Dictionary<UInt128, Place> known in new[] { _places, _networks })
        {
            foreach ((UInt128 old, Place place) in known)
            {
                if (place.IsForgotten(now, MinuteTicks)) known.Remove(old);
            }
        }
    }

    private Place Find(IPAddress address)
    {
        UInt128 key = AddressKey.Of(address), wide = WideKeyOf(address);
        if (_places.TryGetValue(key, out Place? found)) return found;
        if (!_networks.TryGetValue(wide, out Place? network)) _networks.Add(wide, network = new Place(null));
        network.Addresses++;
        _places.Add(key, found = new Place(network));
        return found;
    }

    // Of the IPv4 /24 or the IPv6 /48.
    private static UInt128 WideKeyOf(IPAddress address)
    {
        int host = address.AddressFamily == AddressFamily.InterNetwork ? 8 : 80;
        return AddressKey.Of(address) >> host << host;
    }

    /// <summary>One address, or a network, which is in none; <c>_gate</c> guards it.</summary>
    internal sealed class Place(Place? network)
    {
        private TokenBucket _new;
        private long? _refused;
        private int _open;

        /// <summary>The network of an address.</summary>
        public Place Network => network!;

        /// <summary>How many addresses of a network are known: as long as there are any, so is the network.</summary>
        public int Addresses { get; set; }

        /// <summary>Whether there may be one more connection; 0 sets no limit.</summary>
        public bool MayOpen(int most) => most == 0 || _open < most;

        /// <summary>Takes one of the new connections of a minute; 0 sets no limit.</summary>
        public bool TryTake(TimeProvider clock, int rate, long now) =>
            rate == 0 || _new.TryTake(TokenRate.Of(clock, rate, Minute), now);

        /// <summary>Counts a connection in.</summary>
        public void Enter()
        {
            _open++;
            network?.Enter();
        }

        /// <summary>Counts it out.</summary>
        public void Leave()
        {
            _open--;
            network?.Leave();
        }

        /// <summary>Whether none was refused within the minute before this one.</summary>
        public bool RefuseFirst(long now, long minute)
        {
            if (_refused is { } before && now - before < minute) return false;
            _refused = now;
            return true;
        }

        /// <summary>Whether it is as if nobody had ever come from there; then it is to be removed.</summary>
        public bool IsForgotten(long now, long minute)
        {
            bool isForgotten = _open == 0 && Addresses == 0 && _new.IsFull(now) && (_refused is not { } refused || now - refused >= minute);
            if (isForgotten && network is not null) network.Addresses--;
            return isForgotten;
        }
    }
}

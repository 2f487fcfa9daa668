using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ChatSockets.Server.Limits;

namespace ChatSockets.Server.Transport;

/// <summary>
/// Limits the connections per address, at a time and per minute, so that one machine cannot take all places: so many new ones at once, and
/// as many more over each minute (<see cref="TokenBucket"/>). An address is an IPv4 address or an IPv6 /64, which is what one customer of a
/// provider has. <see cref="ServerOptions.ExemptNetworks"/> have no limit.
/// </summary>
/// <remarks>
/// Any thread; one lock, the ninth in the order (src/README.md), held only for a look-up. The entry of an address without connections, with
/// a full bucket and without a refusal in the last minute is removed by a connection a minute after the last removal.
/// </remarks>
internal sealed class AddressLimits(ServerContext server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Place> _places = [];
    private long _cleared = server.Clock.GetTimestamp();

    /// <summary>How many addresses it knows something of.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _places.Count;
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
        ServerOptions options = server.Options;
        place = null;
        if (options.ExemptNetworks.Any(network => network.Contains(address))) return null;
        string? why;
        bool isFirst = false;
        lock (_gate)
        {
            long now = server.Clock.GetTimestamp();
            Place known = Find(KeyOf(address), now);
            why = known.TryOpen(options, now);
            if (why is null) place = known;
            else isFirst = known.RefuseFirst(now, MinuteTicks);
        }
        if (isFirst) server.Log.Warning("A connection from {Address} was refused: {Reason}", address, why);
        return why;
    }

    /// <summary>Counts a connection out, once.</summary>
    public void Leave(Place? place)
    {
        if (place is null) return;
        lock (_gate) place.Open--;
    }

    private long MinuteTicks => server.Clock.TimestampFrequency * 60;

    private Place Find(UInt128 key, long now)
    {
        if (now - _cleared >= MinuteTicks)
        {
            _cleared = now;
            foreach ((UInt128 old, Place place) in _places)
            {
                if (place.IsForgotten(now, MinuteTicks)) _places.Remove(old);
            }
        }
        if (!_places.TryGetValue(key, out Place? found)) _places.Add(key, found = new Place());
        return found;
    }

    /// <summary>Returns the key of an address: IPv4 mapped to IPv6, which is in nobody's /64.</summary>
    public static UInt128 KeyOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        bool isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        (isV4 ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        if (!isV4) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The same for people and for the store: an IPv4 address, or the network of an IPv6 /64.</summary>
    public static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, KeyOf(address));
        return $"{new IPAddress(bytes)}/64";
    }

    /// <summary>One address; <c>_gate</c> guards it.</summary>
    internal sealed class Place
    {
        private TokenBucket _new;
        private long? _refused;

        /// <summary>How many connections there are.</summary>
        public int Open { get; set; }

        /// <summary>Counts one in; the reason where it may not come, in words for the peer.</summary>
        public string? TryOpen(ServerOptions options, long now)
        {
            if (Open >= options.MaximumConnectionsPerAddress) return "Too many connections from your address. Please close one of them.";
            if (options.ConnectionRatePerAddress > 0
                && !_new.TryTake(TokenRate.Of(options.Clock, options.ConnectionRatePerAddress, Minute), now))
                return "Too many connections from your address in a short time. Please wait a minute.";
            Open++;
            return null;
        }

        /// <summary>Whether none was refused within the minute before this one.</summary>
        public bool RefuseFirst(long now, long minute)
        {
            if (_refused is { } before && now - before < minute) return false;
            _refused = now;
            return true;
        }

        /// <summary>Whether it is as if nobody had ever come from there.</summary>
        public bool IsForgotten(long now, long minute) =>
            Open == 0 && _new.IsFull(now) && (_refused is not { } refused || now - refused >= minute);
    }
}

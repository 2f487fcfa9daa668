using System.Buffers.Binary;
using System.Net;
using ChatSockets.Core.Limits;

namespace ChatSockets.Server.Discovery;

/// <summary>
/// The limits of the discovery: for all datagrams together, so that a flood costs next to nothing, and for the requests of each address.
/// Only the thread <c>discovery</c> uses it.
/// </summary>
/// <remarks>
/// The key is the whole address: on one link everybody has the same IPv6 /64. There are never more entries than the first limit lets come
/// before those that are full again are removed.
/// </remarks>
internal sealed class DiscoveryLimits(TimeProvider clock)
{
    /// <summary>How many datagrams are read at once, and how many a second after that.</summary>
    public const int Burst = 500;

    public const int PerSecond = 1000;

    /// <summary>How many requests of one address are answered at once, and how many a second after that.</summary>
    public const int BurstOfSource = 20;

    public const int PerSecondOfSource = 10;

    private readonly TokenRate _rate = new(clock, Burst, PerSecond);
    private readonly TokenRate _rateOfSource = new(clock, BurstOfSource, PerSecondOfSource);
    private readonly Dictionary<UInt128, TokenBucket> _sources = [];
    private TokenBucket _all;
    private long _cleared = clock.GetTimestamp();

    /// <summary>How many addresses it knows something of.</summary>
    public int Count => _sources.Count;

    /// <summary>Whether one more datagram may be read. It is counted.</summary>
    public bool TryRead() => _all.TryTake(_rate, clock.GetTimestamp());

    /// <summary>Whether a request from that address may be answered. It is counted.</summary>
    public bool TryAnswer(IPAddress source)
    {
        long now = clock.GetTimestamp();
        RemoveFull(now);
        UInt128 key = KeyOf(source);
        TokenBucket bucket = _sources.GetValueOrDefault(key);
        bool isTaken = bucket.TryTake(_rateOfSource, now);
        _sources[key] = bucket;
        return isTaken;
    }

    private void RemoveFull(long now)
    {
        if (now - _cleared < clock.TimestampFrequency) return;
        _cleared = now;
        foreach ((UInt128 key, TokenBucket bucket) in _sources)
        {
            if (bucket.IsFull(now)) _sources.Remove(key);
        }
    }

    private static UInt128 KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}

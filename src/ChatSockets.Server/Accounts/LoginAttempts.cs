using System.Net;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Accounts;

/// <summary>
/// How often somebody may be wrong: wrong passwords, and new accounts, in a minute from one address. Whoever has used them up is not even looked at until
/// the minute is over, so that guessing is slow and costs the server nothing. Any thread; a lock, for no longer than a look-up, that is the last in the order.
/// </summary>
/// <remarks>An account has no such limit of its own: whoever guesses would lock its owner out.</remarks>
internal sealed class LoginAttempts(ServerContext server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Count> _counts = [];
    private long _cleared = server.Clock.GetTimestamp();

    /// <summary>For how long nobody from there may try; zero where they may.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        int most = server.Options.LoginAttempts;
        if (address is null || most == 0) return TimeSpan.Zero;
        lock (_gate)
        {
            if (!_counts.TryGetValue(AddressLimits.KeyOf(address), out Count? count) || count.Used < most) return TimeSpan.Zero;
            TimeSpan left = Minute - server.Clock.GetElapsedTime(count.Began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Counts one.</summary>
    public void Add(IPAddress? address)
    {
        if (address is null) return;
        long now = server.Clock.GetTimestamp();
        lock (_gate)
        {
            Clear(now);
            UInt128 key = AddressLimits.KeyOf(address);
            if (!_counts.TryGetValue(key, out Count? count) || server.Clock.GetElapsedTime(count.Began, now) >= Minute) _counts[key] = count = new Count(now);
            count.Used++;
        }
    }

    private void Clear(long now)
    {
        if (server.Clock.GetElapsedTime(_cleared, now) < Minute) return;
        _cleared = now;
        foreach ((UInt128 key, Count count) in _counts)
        {
            if (server.Clock.GetElapsedTime(count.Began, now) >= Minute) _counts.Remove(key);
        }
    }

    private sealed class Count(long began)
    {
        public long Began => began;

        public int Used { get; set; }
    }
}

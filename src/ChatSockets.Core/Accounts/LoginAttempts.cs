using System.Net;
using ChatSockets.Core.Limits;
using ChatSockets.Core.Settings;

namespace ChatSockets.Core.Accounts;

/// <summary>
/// Limits wrong passwords of any kind, and new accounts, per address: at most <see cref="ChatOptions.LoginAttempts"/> within any minute.
/// An attempt is taken before a password is checked and given back if it is right, so of many simultaneous guesses no more are checked.
/// Further attempts are refused without a check, which costs the server nothing. Any thread; its lock is held only for a look-up and is the
/// last in the order.
/// </summary>
/// <remarks>
/// Accounts have no such limit: an attacker could lock out the owner. <see cref="ChatOptions.ExemptNetworks"/> are not exempt: a client
/// that may send without limits must still not guess.
/// </remarks>
internal sealed class LoginAttempts(TimeProvider clock, Func<int> perMinute)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, TokenBucket> _places = [];
    private long _cleared = clock.GetTimestamp();

    /// <summary>For how long nobody from there may try; zero where they may.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        if (!IsLimited(address)) return TimeSpan.Zero;
        lock (_gate) return WaitFor(_places.GetValueOrDefault(AddressKey.Of(address!)), clock.GetTimestamp());
    }

    /// <summary>Takes an attempt before the password is checked. Returns false, and the time until the next, if none is left.</summary>
    public bool TryTake(IPAddress? address, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!IsLimited(address)) return true;
        UInt128 key = AddressKey.Of(address!);
        long now = clock.GetTimestamp();
        lock (_gate)
        {
            Clear(now);
            TokenBucket places = _places.GetValueOrDefault(key);
            if (places.TryTake(Rate, now)) _places[key] = places;
            else wait = WaitFor(places, now);
        }
        return wait == TimeSpan.Zero;
    }

    /// <summary>Gives back the place that was taken: the password was right.</summary>
    public void GiveBack(IPAddress? address)
    {
        if (!IsLimited(address)) return;
        UInt128 key = AddressKey.Of(address!);
        lock (_gate)
        {
            // It is full again, and forgotten, or there is a limit only now.
            if (!_places.TryGetValue(key, out TokenBucket places)) return;
            places.GiveBack(Rate);
            _places[key] = places;
        }
    }

    /// <summary>Counts one that is known to be wrong, for which no place was taken.</summary>
    public void Add(IPAddress? address)
    {
        if (!IsLimited(address)) return;
        UInt128 key = AddressKey.Of(address!);
        long now = clock.GetTimestamp();
        lock (_gate)
        {
            Clear(now);
            TokenBucket places = _places.GetValueOrDefault(key);
            places.Charge(Rate, now, 1);
            _places[key] = places;
        }
    }

    private TokenRate Rate => TokenRate.Within(clock, perMinute(), Minute);

    private bool IsLimited(IPAddress? address) => address is not null && perMinute() > 0;

    private TimeSpan WaitFor(in TokenBucket places, long now)
    {
        long owed = places.Owed(Rate, now);
        return owed > 0 ? clock.GetElapsedTime(0, owed) : TimeSpan.Zero;
    }

    private void Clear(long now)
    {
        if (clock.GetElapsedTime(_cleared, now) < Minute) return;
        _cleared = now;
        foreach ((UInt128 key, TokenBucket places) in _places)
        {
            if (places.IsFull(now)) _places.Remove(key);
        }
    }
}

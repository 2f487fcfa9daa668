using System.Net;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Accounts;

/// <summary>
/// How often somebody may be wrong: wrong passwords, and new accounts, within any minute from one address. Whoever has used them up is not even looked at until
/// the first of them is a minute ago, so that guessing is slow and costs the server nothing. Any thread; a lock, for no longer than a look-up, that is the last
/// in the order.
/// </summary>
/// <remarks>An account has no such limit of its own: whoever guesses would lock its owner out.</remarks>
internal sealed class LoginAttempts(ServerContext server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    // When they were, of each address; no more of it than count.
    private readonly Dictionary<UInt128, Queue<long>> _attempts = [];
    private long _cleared = server.Clock.GetTimestamp();

    /// <summary>For how long nobody from there may try; zero where they may.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        int most = server.Options.LoginAttempts;
        if (address is null || most == 0) return TimeSpan.Zero;
        lock (_gate)
        {
            if (!_attempts.TryGetValue(AddressLimits.KeyOf(address), out Queue<long>? attempts)) return TimeSpan.Zero;
            Trim(attempts, most);
            if (attempts.Count < most) return TimeSpan.Zero;
            TimeSpan left = Minute - server.Clock.GetElapsedTime(attempts.Peek());
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Counts one.</summary>
    public void Add(IPAddress? address)
    {
        int most = server.Options.LoginAttempts;
        if (address is null || most == 0) return;
        long now = server.Clock.GetTimestamp();
        lock (_gate)
        {
            Clear(now);
            UInt128 key = AddressLimits.KeyOf(address);
            if (!_attempts.TryGetValue(key, out Queue<long>? attempts)) _attempts.Add(key, attempts = new Queue<long>());
            attempts.Enqueue(now);
            Trim(attempts, most);
        }
    }

    private static void Trim(Queue<long> attempts, int most)
    {
        while (attempts.Count > most) attempts.Dequeue();
    }

    private void Clear(long now)
    {
        if (server.Clock.GetElapsedTime(_cleared, now) < Minute) return;
        _cleared = now;
        foreach ((UInt128 key, Queue<long> attempts) in _attempts)
        {
            while (attempts.TryPeek(out long first) && server.Clock.GetElapsedTime(first, now) >= Minute) attempts.Dequeue();
            if (attempts.Count == 0) _attempts.Remove(key);
        }
    }
}

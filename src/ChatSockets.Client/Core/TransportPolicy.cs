using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Core;

/// <summary>
/// Follows what a network's server asks for by IRCv3 Strict Transport Security. The loop's thread alone uses it. On this machine it is not
/// needed, and its ports belong to many servers: there it does nothing.
/// </summary>
internal sealed class TransportPolicy(TimeProvider clock, Action<string> tellError)
{
    private TimeSpan? _duration;

    /// <summary>
    /// Takes what the server has said. Returns the port to go to, with TLS, in the place of this connection; null to stay.
    /// </summary>
    public int? Take(StsOffer offer, LinkSecurity security, ServerAddress server, ITrustStore? store)
    {
        if (security.IsLocal) return null;
        // "If the client is not already connected securely [...] it MUST close the insecure connection": the port key.
        if (!security.IsEncrypted) return offer.Port;
        if (offer.Duration is null) return null;
        _duration = offer.Duration;
        Extend(server, store);
        return null;
    }

    /// <summary>The connection is over: the time that the policy lasts begins now ("Rescheduling expiry on disconnect").</summary>
    public void ConnectionEnded(ServerAddress server, ITrustStore? store)
    {
        Extend(server, store);
        _duration = null;
    }

    private void Extend(ServerAddress server, ITrustStore? store)
    {
        if (_duration is not { } duration || store is null) return;
        StsPolicy? policy = duration == TimeSpan.Zero ? null : new StsPolicy(server.Port, clock.GetUtcNow() + duration);
        try
        {
            store.Remember(server.Host, policy);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            tellError($"the server's policy (STS) cannot be remembered: {failure.Message}");
        }
    }
}

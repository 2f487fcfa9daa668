using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>How the connections to one network are secured. Immutable; any thread.</summary>
internal sealed record TlsOptions
{
    public TlsMode Mode { get; init; }

    /// <summary>The only key that is trusted, whatever the certificate says; null to go by the certificate and the store.</summary>
    public KeyFingerprint? Pinned { get; init; }

    /// <summary>What is known of servers from before; null for nothing, and nothing is remembered.</summary>
    public ITrustStore? Store { get; init; }

    /// <summary>A PEM file with our certificate and its key; null for the store's, if it has one for the server.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Authorities to trust in the place of the system's; null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether an address is this machine's, so that nobody on a network can see the traffic.</summary>
    public Func<IPAddress, bool> IsLocal { get; init; } = IPAddress.IsLoopback;

    /// <summary>How long the server may take for the handshake.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The same where clear text follows. A server without TLS may wait for the end of a line, which does not come.
    /// </summary>
    public TimeSpan DeadlineBeforeClearText { get; init; } = TimeSpan.FromSeconds(2);
}

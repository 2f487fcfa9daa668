using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>
/// What the client remembers of servers: their keys, their policies, and our certificates for them. Any thread; each member may read or
/// write a file, and throws what that throws (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>).
/// </summary>
internal interface ITrustStore
{
    /// <summary>The key that was trusted before; null for none.</summary>
    KeyFingerprint? KeyOf(ServerAddress server);

    /// <summary>Remembers a key in the place of the one before.</summary>
    void Remember(ServerAddress server, KeyFingerprint key);

    /// <summary>The policy in force for a host; null for none.</summary>
    StsPolicy? PolicyOf(string host);

    /// <summary>Remembers a policy; null removes it.</summary>
    void Remember(string host, StsPolicy? policy);

    /// <summary>Our certificate, with its key, for a server; null for none.</summary>
    /// <param name="server">The server.</param>
    /// <param name="file">The file to take it from; null for the store's own, which need not be there.</param>
    X509Certificate2? CertificateFor(ServerAddress server, string? file);
}

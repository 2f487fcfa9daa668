using System.Globalization;
using System.Net;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Tls;

/// <summary>
/// IRCv3 "Strict Transport Security": a client that came in clear is told the port of TLS, one that came by TLS how long to come by nothing
/// else. That is a promise of the operator, so it is made only with a certificate that clients will verify: a client that trusts this name
/// once and finds another certificate must stay out.
/// </summary>
internal static class StrictTransport
{
    /// <summary>The capability with its value, for CAP LS; null where there is none.</summary>
    public static string? CapabilityFor(ServerContext server, Session session)
    {
        ServerOptions options = server.Options;
        if (options.Tls == TlsMode.Off || server.Certificates.Known is not { IsVerified: true }) return null;
        // Over loopback nobody listens, and the name is none that a certificate could be for.
        if (session.IPAddress is not { } address || IPAddress.IsLoopback(address)) return null;
        if (session.IsSecure)
            return string.Create(CultureInfo.InvariantCulture, $"sts=duration={(long)options.StrictTransportDuration.TotalSeconds}");
        if (options.StrictTransportDuration == TimeSpan.Zero) return null;
        int port = options.TlsPort > 0 ? options.TlsPort : server.Port;
        return string.Create(CultureInfo.InvariantCulture, $"sts=port={port}");
    }
}

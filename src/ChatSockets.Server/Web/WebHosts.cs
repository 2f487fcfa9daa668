using System.Net;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Web;

/// <summary>
/// Which names a browser may use for this server, and whose pages may connect to it. A page of another site could otherwise have its
/// visitors' browsers talk to servers in their own networks: by naming them (the origin shows it), or by giving its own name such a
/// server's address (DNS rebinding; the host shows it).
/// </summary>
internal static class WebHosts
{
    /// <summary>Whether that is a name of this server.</summary>
    public static bool IsOwn(ServerContext server, string host)
    {
        // Whoever writes an address means it.
        if (IPAddress.TryParse(host, out _)) return true;
        string machine = Dns.GetHostName();
        return Is("localhost") || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || Is(server.Options.Name) || Is(machine)
            || Is(machine + ".local")
            || server.Options.WebHosts.Any(Is) || (host.Length > 0 && server.Certificates.Known?.IsFor(host) == true);

        bool Is(string name) => name.Equals(host, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a page of that origin may connect (RFC 6454). What has no origin is no browser.</summary>
    public static bool MayConnect(ServerContext server, HttpRequest request)
    {
        string origin = request.Header("Origin");
        if (origin.Length == 0 || server.Options.WebOrigins.Contains("*")) return true;
        if (server.Options.WebOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return true;
        int authority = origin.IndexOf("://", StringComparison.Ordinal);
        return authority > 0 && origin[(authority + 3)..].Equals(request.Header("Host"), StringComparison.OrdinalIgnoreCase);
    }
}

using System.Globalization;
using System.Net;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection.Dialing;

/// <summary>
/// Where a server is: <c>host</c> and <c>host:port</c> (5000 without one), <c>[::1]:port</c>, or a URL,
/// <c>irc://host:port/room</c> (6667) or <c>ircs://host:port/room</c> (6697, TLS and nothing else).
/// </summary>
internal sealed record ServerAddress(string Host, int Port)
{
    public const int DefaultPort = 5000;

    // "The 'irc' URI scheme" (an Internet-Draft that everybody follows); 6697 with TLS, RFC 7194.
    public const int ClearTextPort = 6667;
    private const int TlsUrlPort = 6697;

    /// <summary>Whether it is TLS and nothing else: an <c>ircs://</c> URL.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>The rooms that a URL named.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Whether it is this machine, so that nobody on a network can see the traffic.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>The host as a URL has it: an IPv6 address stands in brackets.</summary>
    public string UrlHost => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    /// <summary>As a user would type it, to be read again.</summary>
    public string Typed => RequiresTls ? $"ircs://{this}" : ToString();

    /// <summary>The host and the port.</summary>
    public override string ToString() => $"{UrlHost}:{Port}";

    /// <summary>Reads an address. Without one, the error is a sentence for the user.</summary>
    public static ServerAddress? Parse(string text, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return ParseEndpoint(text, DefaultPort, out error);
        bool requiresTls = text.StartsWith("ircs://", StringComparison.OrdinalIgnoreCase);
        if (!requiresTls && !text.StartsWith("irc://", StringComparison.OrdinalIgnoreCase))
        {
            error = $"'{text}' is not the address of a chat server; use HOST:PORT, irc://HOST:PORT/ROOM or ircs://HOST:PORT/ROOM.";
            return null;
        }
        string rest = text[(scheme + "://".Length)..];
        int end = rest.AsSpan().IndexOfAny('/', '?');
        string path = end < 0 || rest[end] == '?' ? "" : rest[(end + 1)..].Split('?')[0];
        if (end < 0 && rest.IndexOf('#', StringComparison.Ordinal) is var sharp and >= 0)
        {
            // irc://host#room is no proper URL, but what it means is plain.
            (rest, path) = (rest[..sharp], rest[sharp..]);
        }
        else if (end >= 0)
        {
            rest = rest[..end];
        }
        ServerAddress? address = ParseEndpoint(rest[(rest.LastIndexOf('@') + 1)..], requiresTls ? TlsUrlPort : ClearTextPort, out error);
        return address is null ? null : address with { RequiresTls = requiresTls, Rooms = RoomsOf(path) };
    }

    /// <summary>A room's name as typed, with the sign that a name needs.</summary>
    public static string WithSign(string room) =>
        room.Length > 0 && room[0] is '#' or '&' or '+' or '!' ? room : RoomName.Prefixes[0] + room;

    private static string[] RoomsOf(string path) =>
    [
        .. path.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(part => part is not ("isnick" or "isserver" or "needkey" or "needpass" or "ischannel" or "isuser"))
            .Select(part => WithSign(Uri.UnescapeDataString(part))),
    ];

    private static ServerAddress? ParseEndpoint(string text, int defaultPort, out string error)
    {
        string host = text;
        string port = "";
        bool hasPort = false;
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']', StringComparison.Ordinal);
            string behind = close < 0 ? "" : text[(close + 1)..];
            hasPort = behind.StartsWith(':');
            if (close < 0 || (behind.Length > 0 && !hasPort))
            {
                error = $"'{text}' is not an address: write an IPv6 address in brackets, as in [::1]:5000.";
                return null;
            }
            host = text[1..close];
            if (hasPort) port = behind[1..];
        }
        else if (text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 && text.LastIndexOf(':') == colon)
        {
            // Two colons or more without brackets are an IPv6 address without a port.
            hasPort = true;
            host = text[..colon];
            port = text[(colon + 1)..];
        }

        if (host.Length == 0 || host[0] == '-' || host.AsSpan().ContainsAny(" \t\r\n/"))
        {
            error = $"'{text}' names no host; use HOST:PORT, as in localhost:5000.";
            return null;
        }
        int number = defaultPort;
        if (hasPort && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= 65535))
        {
            error = $"'{port}' is not a port; ports are 1 to 65535.";
            return null;
        }
        error = "";
        return new ServerAddress(host, number);
    }
}

using System.Globalization;
using System.Net;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// Where a server is: <c>host</c> and <c>host:port</c> (5000 without one), <c>[::1]:port</c> or an <c>irc://host:port/room</c> URL (6667).
/// </summary>
internal sealed record ServerAddress(string Host, int Port)
{
    public const int DefaultPort = 5000;

    // "The 'irc' URI scheme" (an Internet-Draft that everybody follows); 6697 with TLS, RFC 7194.
    private const int UrlPort = 6667;
    private const int TlsUrlPort = 6697;

    /// <summary>The rooms that a URL named.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Whether it is this machine, so that nobody on a network can see the traffic.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>As a user would type it.</summary>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>Reads an address. Without one, the error is a sentence for the user.</summary>
    public static ServerAddress? Parse(string text, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("ircs://", StringComparison.OrdinalIgnoreCase))
        {
            error = $"TLS (ircs://, port {TlsUrlPort}) is not supported yet; use irc:// or HOST:PORT.";
            return null;
        }
        if (!text.Contains("://", StringComparison.Ordinal)) return ParseEndpoint(text, DefaultPort, out error);
        if (!text.StartsWith("irc://", StringComparison.OrdinalIgnoreCase))
        {
            error = $"'{text}' is not the address of a chat server; use HOST:PORT or irc://HOST:PORT/ROOM.";
            return null;
        }
        string rest = text["irc://".Length..];
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
        ServerAddress? address = ParseEndpoint(rest[(rest.LastIndexOf('@') + 1)..], UrlPort, out error);
        return address is null ? null : address with { Rooms = RoomsOf(path) };
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

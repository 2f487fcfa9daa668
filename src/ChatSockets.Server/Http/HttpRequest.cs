using System.Text;

namespace ChatSockets.Server.Http;

/// <summary>A request of HTTP/1.1: RFC 9112.</summary>
/// <param name="Method">In capitals, as it came.</param>
/// <param name="Target">The path with what follows it, not decoded.</param>
/// <param name="Headers">Their names in any case; what came several times is one value, with commas.</param>
internal sealed record HttpRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body; empty until it has come.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The target up to its question mark.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The name under which the client knows the server, without a port; empty where it does not say.</summary>
    public string Host => HostOf(Header("Host"));

    /// <summary>The length of the body that follows; null where that cannot be read.</summary>
    public int? BodyLength
    {
        get
        {
            string length = Header("Content-Length");
            return length.Length == 0 ? 0
                : length.Length <= 9 && int.TryParse(length, System.Globalization.NumberStyles.None, null, out int bytes) ? bytes : null;
        }
    }

    /// <summary>A header's value; empty where there is none.</summary>
    public string Header(string name) => Headers.TryGetValue(name, out string? value) ? value : "";

    /// <summary>Whether a header that is a list has that word, in any case.</summary>
    public bool Has(string name, string word) =>
        Header(name).Split(',').Any(each => each.Trim().Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A host with an optional port, without the port; an IPv6 address without its brackets.</summary>
    public static string HostOf(string authority)
    {
        if (authority.StartsWith('['))
        {
            int end = authority.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? "" : authority[1..end];
        }
        int colon = authority.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? authority : authority[..colon];
    }

    /// <summary>Reads a head: the request line and the headers, up to the empty line.</summary>
    /// <returns>Null if that is no request of HTTP/1.</returns>
    public static HttpRequest? Parse(ReadOnlySpan<byte> head)
    {
        foreach (byte each in head)
        {
            if (each is < (byte)' ' and not ((byte)'\r' or (byte)'\n' or (byte)'\t') or 127) return null;
        }
        string[] lines = Encoding.Latin1.GetString(head).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        string[] first = lines[0].Split(' ');
        if (first is not [{ Length: > 0 and <= 20 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"]) return null;
        if (!method.All(char.IsAsciiLetterUpper) || target[0] is not ('/' or '*')) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            if (line.Length == 0) break;
            if (!TryAdd(headers, line)) return null;
        }
        bool hasHost = headers.ContainsKey("Host") || first[2] == "HTTP/1.0";
        return hasHost ? new HttpRequest(method, target, headers) : null;
    }

    // RFC 9112, "Field Syntax". What decides where a request ends, or for whom it is, must come once.
    private static bool TryAdd(Dictionary<string, string> headers, string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !line.AsSpan(0, colon).ContainsOnlyTokens()) return false;
        string name = line[..colon];
        string value = line[(colon + 1)..].Trim(' ', '\t');
        if (!headers.TryGetValue(name, out string? before))
        {
            headers.Add(name, value);
            return true;
        }
        headers[name] = $"{before}, {value}";
        return !name.Equals("Host", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Characters of HTTP.</summary>
internal static class HttpCharacters
{
    private static readonly System.Buffers.SearchValues<char> Tokens =
        System.Buffers.SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>RFC 9110, "Tokens".</summary>
    public static bool ContainsOnlyTokens(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Tokens);
}

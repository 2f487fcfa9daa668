using System.Globalization;
using System.Text;

namespace ChatSockets.Server.Http;

/// <summary>An answer of HTTP/1.1, after which the connection ends.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Type">The type of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record HttpResponse(int Status, string Type, ReadOnlyMemory<byte> Body)
{
    /// <summary>Further lines of the head, each with its end.</summary>
    public string Headers { get; init; } = "";

    /// <summary>An answer in words, for people.</summary>
    public static HttpResponse Text(int status, string text) => new(status, "text/plain; charset=utf-8",
        Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>The answer as it is sent.</summary>
    /// <param name="withBody">False for HEAD.</param>
    public byte[] ToBytes(bool withBody = true)
    {
        // No answer is guessed at, framed, or read by another site's page; none is kept, because all of them are of the moment.
        byte[] head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {Type}\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n"
            + $"X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-cache\r\n{Headers}\r\n"));
        return withBody ? [.. head, .. Body.Span] : head;
    }

    private string Reason => Status switch
    {
        200 => "OK",
        204 => "No Content",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Error",
    };
}

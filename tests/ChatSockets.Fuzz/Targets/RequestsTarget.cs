using System.Text;
using ChatSockets.Server.Http;
using ChatSockets.Server.Web;

namespace ChatSockets.Fuzz.Targets;

/// <summary>HTTP's requests: however the bytes are cut into reads, the request is the same; and the beginning of a WebSocket.</summary>
internal sealed class RequestsTarget : FuzzTarget
{
    private const int BodyLimit = 100;

    public override string Name => "requests";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        "GET / HTTP/1.1\r\nHost: localhost:5000\r\nAccept: */*\r\n\r\n"u8.ToArray(),
        "POST /hooks/x HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"u8.ToArray(),
        ("GET /x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"u8
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: text.ircv3.net, x\r\n\r\n"u8).ToArray(),
        "GET / HTTP/1.0\n\n"u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        "\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "\n"u8.ToArray(), ": "u8.ToArray(), "Host: b\r\n"u8.ToArray(),
            "Content-Length: 99999999999\r\n"u8.ToArray(),
        "Content-Length: 3\r\n"u8.ToArray(), "Transfer-Encoding: chunked\r\n"u8.ToArray(), " HTTP/1.1"u8.ToArray(), "["u8.ToArray(),
            "]"u8.ToArray(), ","u8.ToArray(),
    ];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        string whole = Read(input, static (_, left) => left, random);
        string cut = Read(input, static (random, left) => 1 + random.Next(left), random);
        Require(whole == cut, $"the request depends on how the bytes came: {whole} / {cut}");
    }

    private static string Read(ReadOnlySpan<byte> input, Func<Random, int, int> next, Random random)
    {
        var reader = new HttpReader(static _ => BodyLimit);
        while (!input.IsEmpty && reader.Request is null && reader.Error is null)
        {
            int count = next(random, input.Length);
            reader.Add(input[..count]);
            input = input[count..];
        }
        if (reader.Error is { } error)
        {
            _ = error.ToBytes();
            return error.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        if (reader.Request is not { } request) return "";
        Require(request.Body.Length <= BodyLimit, "the body is longer than it may be");
        _ = request.Host;
        if (WebSocketHandshake.IsAskedFor(request)) _ = WebSocketHandshake.Agree(request, out _);
        return $"{request.Method} {request.Target} {request.Headers.Count} {Encoding.Latin1.GetString(request.Body.Span)}";
    }
}

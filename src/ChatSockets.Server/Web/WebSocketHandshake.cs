using System.Security.Cryptography;
using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Web;

/// <summary>The beginning of a WebSocket: RFC 6455, "Opening Handshake"; IRCv3 websocket, for the subprotocols.</summary>
/// <param name="Answer">What the client is told.</param>
/// <param name="Frames">The kind of the messages.</param>
internal sealed record WebSocketHandshake(byte[] Answer, Variant Frames)
{
    private const string Version = "13";

    /// <summary>Whether a request asks for one.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.Has("Upgrade", "websocket");

    /// <summary>Agrees to a request, or says why not.</summary>
    public static WebSocketHandshake? Agree(HttpRequest request, out HttpResponse? refusal)
    {
        refusal = null;
        string key = request.Header("Sec-WebSocket-Key");
        if (request.Header("Sec-WebSocket-Version") != Version)
            refusal = HttpResponse.Text(426,
                "This server speaks version 13 of WebSocket.") with
            { Headers = $"Sec-WebSocket-Version: {Version}\r\n" };
        else if (request.Method != "GET" || !request.Has("Connection", "upgrade") || !IsKey(key))
            refusal = HttpResponse.Text(400, "That is not how a WebSocket begins.");
        if (refusal is not null) return null;
        string? protocol = request.Header("Sec-WebSocket-Protocol").Split(',').Select(each => each.Trim())
            .FirstOrDefault(each => each is "text.ircv3.net" or "binary.ircv3.net");
        // A client that names none, or none that we know, gets text, which is what browsers' programs expect.
        string answer = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + $"{Accept(key)}\r\n"
            + (protocol is null ? "" : $"Sec-WebSocket-Protocol: {protocol}\r\n") + "\r\n";
        return new WebSocketHandshake(Encoding.ASCII.GetBytes(answer), protocol == "binary.ircv3.net"
            ? Variant.BinaryFrames : Variant.TextFrames);
    }

    // 16 bytes in Base64.
    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[18];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out int length) && length == 16;
    }

#pragma warning disable CA5350 // The protocol asks for SHA-1, and nothing depends on its strength.
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
}

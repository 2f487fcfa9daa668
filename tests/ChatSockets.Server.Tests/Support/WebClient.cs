using System.Net;
using System.Net.WebSockets;
using System.Text;
using Xunit.Sdk;

namespace ChatSockets.Server.Tests.Support;

/// <summary>A client that speaks IRC through a WebSocket: the framework's, which keeps to the protocol.</summary>
internal sealed class WebClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    public WebSocketMessageType Kind { get; private set; }

    public string? Protocol => _socket.SubProtocol;

    public WebSocketCloseStatus? Closed => _socket.CloseStatus;

    public static async Task<WebClient> ConnectAsync(IPEndPoint endPoint, string scheme = "ws", string origin = "",
        params string[] protocols)
    {
        var client = new WebClient();
        foreach (string protocol in protocols) client._socket.Options.AddSubProtocol(protocol);
        if (origin.Length > 0) client._socket.Options.SetRequestHeader("Origin", origin);
#pragma warning disable CA5359 // The server has made its own.
        client._socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        await client._socket.ConnectAsync(new Uri($"{scheme}://{endPoint}/"), CancellationToken.None).WithinDeadlineAsync("a WebSocket");
        return client;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Sends lines, a message for each.</summary>
    public async Task SendAsync(params string[] lines)
    {
        foreach (string line in lines) await SendPartAsync(line, isLast: true);
    }

    public async Task SendPartAsync(string part, bool isLast) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(part), WebSocketMessageType.Text, isLast,
            CancellationToken.None).WithinDeadlineAsync("a message to be sent");

    /// <summary>The next message; null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        int count = 0;
        while (true)
        {
            Task<WebSocketReceiveResult> receiving = _socket.ReceiveAsync(new ArraySegment<byte>(_buffer, count, _buffer.Length - count),
                CancellationToken.None);
            await receiving.WithinDeadlineAsync("a message");
            WebSocketReceiveResult result = await receiving;
            if (result.MessageType == WebSocketMessageType.Close) return null;
            count += result.Count;
            Kind = result.MessageType;
            if (result.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, count);
        }
    }

    /// <summary>The next message with that text in it; those before it are passed over.</summary>
    public async Task<string> ExpectAsync(string text)
    {
        var heard = new List<string>();
        while (await NextAsync() is { } message)
        {
            if (message.Contains(text, StringComparison.Ordinal)) return message;
            heard.Add(message);
        }
        throw new XunitException($"It ended before '{text}'. Heard:\n{string.Join('\n', heard)}");
    }

    /// <summary>Registers, and joins a room.</summary>
    public async Task JoinAsync(string nickname, string room = "#room", string caps = "")
    {
        if (caps.Length > 0) await SendAsync($"CAP REQ :{caps}", "CAP END");
        await SendAsync($"NICK {nickname}", $"USER {nickname} 0 * :{nickname}", $"JOIN {room}");
        await ExpectAsync($" 366 {nickname} {room} ");
    }
}

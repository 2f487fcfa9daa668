using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// A plain TCP connection that sends lines and hears lines: an IRC client with nothing in between, or a person with <c>nc</c>.
/// </summary>
internal sealed class LineClient : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly Task _reading;
    private int _syncs;

    private LineClient(TcpClient tcp, string name)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
        Heard = new Transcript($"the connection of {name}", () => $"{name} heard:\n  {string.Join("\n  ", Heard!.Lines)}");
        _reading = ReadAsync();
    }

    public Transcript Heard { get; }

    public static async Task<LineClient> ConnectAsync(IPEndPoint endPoint, string name = "a raw client")
    {
        var tcp = new TcpClient(endPoint.AddressFamily) { NoDelay = true };
        try
        {
            using var late = new CancellationTokenSource(Deadline.Wait);
            await tcp.ConnectAsync(endPoint, late.Token);
            return new LineClient(tcp, name);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>An IRC client that is in the room when this returns.</summary>
    public static async Task<LineClient> JoinAsync(IPEndPoint endPoint, string nick, string room = "#lobby")
    {
        LineClient client = await ConnectAsync(endPoint, nick);
        await client.SayAsync($"NICK {nick}", $"USER {nick} 0 * :{nick}", $"JOIN {room}");
        await client.HearAsync($" 366 {nick} {room} ");
        return client;
    }

    /// <summary>Somebody with <c>nc</c> who has told a name and is in the lobby when this returns.</summary>
    public static async Task<LineClient> TypeAsync(IPEndPoint endPoint, string name)
    {
        LineClient client = await ConnectAsync(endPoint, name);
        await client.SayAsync(name);
        await client.HearAsync("-- In #lobby:");
        return client;
    }

    public Task SayAsync(params string[] lines) => SendAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var late = new CancellationTokenSource(Deadline.Wait);
        await _stream.WriteAsync(bytes, late.Token);
    }

    /// <summary>Sends for as long as the other side takes it; answers whether it took it all.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public Task<string> HearAsync(string part) => Heard.NextAsync(part);

    /// <summary>When this returns, everything that was sent before is handled and everything that came of it was heard (IRC).</summary>
    public async Task SyncAsync()
    {
        string token = string.Create(CultureInfo.InvariantCulture, $"sync-{++_syncs}");
        await SayAsync($"PING {token}");
        await Heard.NextAsync(line => line.Contains(" PONG ", StringComparison.Ordinal)
            && line.EndsWith(token, StringComparison.Ordinal), $"PONG {token}");
    }

    /// <summary>Hangs up; the other side may still speak.</summary>
    public void StopSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    public async ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        await _reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            // The stream stays open when the server has hung up: only the test closes it, so that who still sends hears an I/O error.
            using var reader = new StreamReader(_stream, Encoding.UTF8, leaveOpen: true);
            while (await reader.ReadLineAsync() is { } line) Heard.Add(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The server has cut the connection, or the test is over.
        }
        Heard.End();
    }
}

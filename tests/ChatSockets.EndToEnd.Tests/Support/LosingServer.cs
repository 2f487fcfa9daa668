using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// A server that lets everybody in, and at the first message closes the connection without an answer, or answers nothing any more.
/// </summary>
internal sealed class LosingServer : IDisposable
{
    private readonly bool _closes;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LosingServer(bool closes = true)
    {
        _closes = closes;
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient served = client;
        // It has no TLS.
        byte[] first = new byte[1];
        if (await served.Client.ReceiveAsync(first, SocketFlags.Peek) == 0 || first[0] == 22) return;
        using var reader = new StreamReader(served.GetStream(), Encoding.UTF8);
        string nick = "*";
        bool isSilent = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            if (words[0] == "PRIVMSG" && _closes) return;
            isSilent |= words[0] == "PRIVMSG";
            if (isSilent) continue;
            if (words[0] == "NICK") nick = words[1];
            string answer = words[0] switch
            {
                "CAP" when words[1] == "LS" => ":s CAP * LS :\r\n",
                "USER" => $":s 001 {nick} :Welcome\r\n:s 422 {nick} :No MOTD\r\n",
                "JOIN" => $":{nick}!u@h JOIN {words[1]}\r\n",
                "PING" => $":s PONG s {words[1]}\r\n",
                _ => "",
            };
            await served.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
    }
}

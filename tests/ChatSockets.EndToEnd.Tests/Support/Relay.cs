using System.Net;
using System.Net.Sockets;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A network between a client and a server that can be broken: it passes bytes on until it is told otherwise.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private volatile bool _isDeaf;

    public Relay(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>From now on, what the server says is lost on its way; what clients say still arrives.</summary>
    public void LoseAnswers() => _isDeaf = true;

    /// <summary>Closes all connections. New ones are whole again.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            foreach (TcpClient each in _open) each.Dispose();
            _open.Clear();
        }
        _isDeaf = false;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(_server);
                lock (_gate) _open.AddRange([client, server]);
                _ = PassOnAsync(client, server, () => false);
                _ = PassOnAsync(server, client, () => _isDeaf);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task PassOnAsync(TcpClient from, TcpClient to, Func<bool> isLost)
    {
        try
        {
            var buffer = new byte[1 << 16];
            while (await from.GetStream().ReadAsync(buffer) is > 0 and int count)
            {
                if (!isLost()) await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        to.Dispose();
    }
}

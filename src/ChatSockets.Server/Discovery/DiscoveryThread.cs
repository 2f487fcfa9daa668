using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Server.Discovery;

/// <summary>The thread <c>discovery</c> with its sockets, from one start to the next stop.</summary>
/// <remarks>
/// When more datagrams come than the limit allows, the thread rests and the kernel throws away what its buffer does not hold, which costs
/// this process nothing. So during a flood most requests of others are lost, too; a client asks several times.
/// </remarks>
internal sealed class DiscoveryThread : IDisposable
{
    // Enough for a request with fields of later versions; more is cut off.
    private const int LongestRequest = 2048;

    private static readonly TimeSpan PauseBeyondLimit = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseAfterMistake = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTime = TimeSpan.FromMilliseconds(500);

    // How soon a new interface is noticed. Reading them all takes a millisecond.
    private static readonly TimeSpan LookAtInterfacesEvery = TimeSpan.FromSeconds(5);

    private readonly ServerContext _server;
    private readonly DiscoverySockets _sockets;
    private readonly DiscoveryResponder _responder;
    private readonly bool _hasNetworks;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly byte[] _request = new byte[LongestRequest];
    private readonly byte[] _reply = new byte[DiscoveryDatagram.Length];
    private long _looked = Environment.TickCount64;

    public DiscoveryThread(ServerContext server, DiscoverySockets sockets, DiscoveryResponder responder, bool hasNetworks)
    {
        _server = server;
        _sockets = sockets;
        _responder = responder;
        _hasNetworks = hasNetworks;
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "discovery" };
    }

    public void Start()
    {
        _sockets.Join(_responder.Networks);
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping.Set();
        _sockets.Dispose();
        // Otherwise it has the event yet.
        if (_thread.Join(StopTime)) _stopping.Dispose();
    }

    private void Run()
    {
        // A server for a test, on loopback, has no key until somebody asks; anybody else would wait for it to be made.
        bool needsKey = _hasNetworks;
        while (!_stopping.IsSet)
        {
            try
            {
                if (needsKey) _server.KeyFingerprint?.Invoke();
                needsKey = false;
                Turn();
            }
            catch (Exception) when (_stopping.IsSet)
            {
                return;
            }
            catch (Exception exception)
            {
                Unexpected.Report(_server.Log, exception, "Nobody finds the server for a second");
                _stopping.Wait(PauseAfterMistake);
            }
        }
    }

    private void Turn()
    {
        IReadOnlyList<Socket> ready = _sockets.Wait(LookAtInterfacesEvery);
        if (_hasNetworks && Environment.TickCount64 - _looked >= LookAtInterfacesEvery.TotalMilliseconds) LookAtInterfaces();
        foreach (Socket each in ready)
        {
            if (_responder.TryRead()) Receive(each);
            else _stopping.Wait(PauseBeyondLimit);
        }
    }

    private void Receive(Socket socket)
    {
        EndPoint source = socket.AddressFamily == AddressFamily.InterNetwork
            ? new IPEndPoint(IPAddress.Any, 0) : new IPEndPoint(IPAddress.IPv6Any, 0);
        int length;
        try
        {
            length = socket.ReceiveFrom(_request, ref source);
        }
        catch (SocketException)
        {
            // Too long for Windows, or it was thrown away for its checksum. Or somebody closed the port that was answered.
            _server.DiscoveryCounts.AddMalformed();
            return;
        }
        int replyLength = _responder.Answer(_request.AsSpan(0, length), ((IPEndPoint)source).Address, _reply);
        if (replyLength > 0) _sockets.Send(socket, _reply.AsSpan(0, replyLength), source);
    }

    private void LookAtInterfaces()
    {
        _looked = Environment.TickCount64;
        _responder.Networks = LocalNetworks.Read();
        _sockets.Join(_responder.Networks);
    }
}

using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Diagnostics;

namespace ChatSockets.Server.Transport;

/// <summary>
/// One listening socket and its accepting threads: several, because most of the cost of an accept is starting the connection's thread,
/// which should not delay the next accept. Failures of a single connection, or a lack of handles or threads, are logged and reported to the
/// client if possible; the listener continues.
/// </summary>
internal sealed class Listener : IDisposable
{
    /// <summary>The line to a client for which there is no place.</summary>
    public const string Full = "The server is full. Please try again later.";

    private const int Backlog = 4096;

    // While the server is full: a thousand refusals a second and thread leave the processors to those who are in.
    private static readonly TimeSpan PauseWhenFull = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseInTrouble = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseAfterMistake = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTime = TimeSpan.FromMilliseconds(500);

    // How long a thread looks at a socket that is not this process's alone: closing that would not wake it.
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(250);

    private readonly Socket _socket;
    private readonly bool _isInherited;
    private readonly ServerContext _server;
    private readonly Func<Socket, string?> _accepted;
    private readonly Thread[] _threads;
    private readonly Lock _refusing = new();
    private readonly ManualResetEventSlim _stopping = new();

    // Given up for a moment when the system has no more handles, so that the peer can be told.
    private Socket? _reserve = NewReserve();

    /// <param name="server">The server.</param>
    /// <param name="endPoint">Where to listen; IPv6's any address takes IPv4 too.</param>
    /// <param name="accepted">Takes over a socket, or answers why not, which the peer is told.</param>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public Listener(ServerContext server, IPEndPoint endPoint, Func<Socket, string?> accepted)
        : this(server, Open(endPoint), accepted, isInherited: false)
    {
    }

    /// <param name="server">The server.</param>
    /// <param name="inherited">A socket that listens already, and goes on to when this server has ended.</param>
    /// <param name="accepted">As above.</param>
    public Listener(ServerContext server, InheritedSocket inherited, Func<Socket, string?> accepted)
        : this(server, inherited.Socket, accepted, isInherited: true)
    {
    }

    private Listener(ServerContext server, Socket socket, Func<Socket, string?> accepted, bool isInherited)
    {
        _server = server;
        _socket = socket;
        _accepted = accepted;
        _isInherited = isInherited;
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _threads = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 4)).Select(_ => NewThread())];
    }

    /// <summary>Where it really listens: the port is known.</summary>
    public IPEndPoint EndPoint { get; }

    public void Start()
    {
        foreach (Thread thread in _threads) thread.Start();
    }

    public void Dispose()
    {
        _stopping.Set();
        // Closing wakes who waits for a peer, but not on a socket that others have open, too.
        if (!_isInherited) _socket.Dispose();
        foreach (Thread thread in _threads)
        {
            if (thread.IsAlive) thread.Join(StopTime);
        }
        _socket.Dispose();
        _reserve?.Dispose();
    }

    /// <summary>Sees whether an address can be had, and lets it go again.</summary>
    /// <exception cref="SocketException">It cannot.</exception>
    public static void Check(IPEndPoint endPoint) => Open(endPoint).Dispose();

    /// <summary>Tells a peer that cannot be served why, without waiting for it, and closes.</summary>
    public static void Refuse(Socket socket, string why)
    {
        using (socket)
        {
            try
            {
                socket.Blocking = false;
                socket.Send(System.Text.Encoding.UTF8.GetBytes($"ERROR :{why}\r\n"), SocketFlags.None, out _);
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // The peer is gone, and so is the problem.
            }
        }
    }

    private static Socket Open(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = endPoint.Address.Equals(IPAddress.IPv6Any);
            // Keeps a second server from the port. Elsewhere Bind does, and lets a restarted server have its port back at once;
            // ReuseAddress would set SO_REUSEPORT as well, and two servers would share the port and half of the people each.
            if (OperatingSystem.IsWindows()) socket.ExclusiveAddressUse = true;
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Thread NewThread() => new(Run, 256 * 1024) { IsBackground = true, Name = $"listen {EndPoint.Port}" };

    private void Run()
    {
        while (!_stopping.IsSet)
        {
            try
            {
                Accept();
            }
            catch (Exception) when (_stopping.IsSet)
            {
                return;
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                _server.Refusals.Add($"the system has no more sockets for this server: {exception.Message}");
                RefuseOne();
                _stopping.Wait(PauseInTrouble);
            }
            catch (SocketException exception)
            {
                // The peer gave up between its connect and our accept, or the network is in trouble: neither ends the server.
                _server.Refusals.Add($"it could not be accepted: {exception.Message}");
                _stopping.Wait(PauseInTrouble);
            }
            catch (Exception exception)
            {
                Unexpected.Report(_server.Log, exception, "Nobody is accepted for a second");
                _stopping.Wait(PauseAfterMistake);
            }
        }
    }

    private void Accept()
    {
        if (_isInherited && !_socket.Poll(PollTime, SelectMode.SelectRead)) return;
        if (_stopping.IsSet) return;
        Socket peer;
        try
        {
            peer = _socket.Accept();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // Another thread was faster.
            return;
        }
        string? why;
        try
        {
            peer.Blocking = false;
            why = _accepted(peer);
        }
        catch (SocketException exception)
        {
            _server.Log.Debug("A connection was gone before it began: {Reason}", exception.Message);
            peer.Dispose();
            return;
        }
        catch (Exception exception)
        {
            Unexpected.Report(_server.Log, exception, "A connection ends before it began");
            peer.Dispose();
            return;
        }
        if (why is null) return;
        Refuse(peer, why);
        if (why == Full) _stopping.Wait(PauseWhenFull);
    }

    // One thread at a time: there is one reserve. The others wait for better times.
    private void RefuseOne()
    {
        if (!_refusing.TryEnter()) return;
        try
        {
            _reserve?.Dispose();
            _reserve = null;
            if (_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead)) Refuse(_socket.Accept(), Full);
            _reserve = NewReserve();
        }
        catch (SocketException)
        {
            // Somebody else took the handle first; the peer waits in the backlog.
        }
        finally
        {
            _refusing.Exit();
        }
    }

    private static Socket NewReserve() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}

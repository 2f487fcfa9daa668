using System.Net;
using System.Net.Sockets;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Dialects;
using ChatSockets.Server.LineMode;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Transport;

/// <summary>
/// One accepted connection and its thread (promise 1), which waits for bytes or for the next deadline, reads, handles, broadcasts, and in
/// the end says goodbye and closes the socket.
/// </summary>
/// <remarks>
/// The socket does not block, the thread does, in Poll: so reading needs no async engine, every thread keeps its own deadlines, and any thread
/// may send without waiting.
/// </remarks>
internal sealed class Connection
{
    private readonly ServerContext _server;
    private readonly Socket _socket;
    private readonly Outbox _outbox;
    private readonly CommandContext _context;
    private readonly Session _session;
    private readonly Liveness _liveness;
    private readonly LineReader _reader = new(WireLimits.TagsFromClient);
    private readonly Action<Connection> _ended;
    private readonly long _number;
    private TelnetFilter _telnet;

    /// <param name="server">The server.</param>
    /// <param name="socket">The accepted socket; the connection owns it from now on.</param>
    /// <param name="number">Told apart by this in the thread's name.</param>
    /// <param name="ended">Called on the connection's thread as its last act.</param>
    /// <exception cref="OutOfMemoryException">The system has no more threads.</exception>
    public Connection(ServerContext server, Socket socket, long number, Action<Connection> ended)
    {
        _server = server;
        _socket = socket;
        _ended = ended;
        _outbox = new Outbox(socket, server.Lanes.For(number), server.Options.OutboxBytes);
        _session = new Session(server, _outbox, HostOf(socket), Wake);
        _context = new CommandContext(_session);
        _liveness = new Liveness(server.Options);
        Thread = new Thread(Run, server.Options.ThreadStackBytes) { IsBackground = true };
        _number = number;
    }

    public Thread Thread { get; }

    public void Close(string reason) => _session.Close(reason);

    private void Run()
    {
        // Named by itself: to name another thread takes the system a file operation, and the listener has no time for that.
        Thread.Name = $"client {_number}";
        try
        {
            while (_session.CloseReason is null) WaitAndHandle();
        }
        catch (Exception exception)
        {
            // Nothing a peer sends should ever lead here: it is our mistake. It costs this connection, and nobody else.
            _server.Log.Error(exception, "A connection's thread failed");
            _session.Close("Internal error");
        }
        Leave();
    }

    private void WaitAndHandle()
    {
        bool isDecided = _session.Dialect is not UndecidedDialect;
        bool isPinged = _session.Dialect is IrcDialect;
        Due due = _liveness.Next(isDecided, _session.User.IsRegistered, isPinged, out TimeSpan wait);
        if (due != Due.Nothing) OnDue(due);
        else if (_socket.Poll(wait < _server.Options.MaximumWait ? wait : _server.Options.MaximumWait, SelectMode.SelectRead)) Receive();
    }

    private void OnDue(Due due)
    {
        switch (due)
        {
            case Due.Greeting:
                UndecidedDialect.Greet(_context);
                break;
            case Due.RegistrationTimeout:
                _session.Close("Registration timed out");
                break;
            case Due.Ping:
                MessageWriter writer = _context.Reply.Buffer.Begin(Verbs.Ping);
                writer.Trailing(_server.Name);
                _context.Reply.Buffer.End(ref writer);
                _context.Reply.Buffer.Flush();
                break;
            case Due.PingTimeout:
                _session.Close($"Ping timeout: {(_server.Options.PingInterval + _server.Options.PingTimeout).TotalSeconds:0} seconds");
                break;
        }
    }

    private void Receive()
    {
        Span<byte> free = _reader.GetSpan();
        int count = _socket.Receive(free, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success || count == 0)
        {
            _session.Close(error == SocketError.Success ? "Connection closed" : $"Connection lost ({error})");
            return;
        }
        _liveness.Heard();
        if (_session.Dialect.IsTelnet) count = _telnet.Filter(free[..count]);
        _reader.Advance(count);
        while (_session.CloseReason is null && _reader.TryRead(out Line line)) _session.Dialect.OnLine(_context, line);
        _context.Burst.Flush();
    }

    // The one way out: the others are told, the nickname is free, the peer gets the reason, the socket is closed.
    private void Leave()
    {
        string reason = _session.CloseReason ?? "";
        try
        {
            User user = _session.User;
            if (user.IsRegistered && !_server.IsStopping)
            {
                _server.Whowas.Add(WhowasHistory.Entry.Of(user, _server.Clock.GetUtcNow()));
                using var rooms = new CommonRooms(user);
                var farewell = new Broadcast(_server, user, Lines.Quit(user, System.Text.Encoding.UTF8.GetBytes(reason)));
                rooms.Announce(ref farewell);
                rooms.Leave();
            }
            _server.Users.Remove(user);
            _outbox.Complete(_session.Dialect.Farewell(_session, reason), _server.Options.CloseTimeout);
            if (_socket.Connected) _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster; there is nobody left to say goodbye to.
        }
        catch (Exception exception)
        {
            _server.Log.Error(exception, "A connection's farewell failed");
        }
        _socket.Dispose();
        _ended(this);
    }

    // Any thread: Poll returns when nothing more can be received.
    private void Wake()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Receive);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already, and its thread on the way out.
        }
    }

    private static string HostOf(Socket socket)
    {
        IPAddress address = (socket.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        string host = new IPAddress(address.GetAddressBytes()).ToString();
        // A parameter cannot begin with a colon.
        return host.StartsWith(':') ? "0" + host : host;
    }
}

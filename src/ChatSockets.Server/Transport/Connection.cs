using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Server.Dialects;

namespace ChatSockets.Server.Transport;

/// <summary>
/// One accepted connection and its thread (promise 1), which waits for bytes or the next deadline, reads, handles, broadcasts, and finally
/// says goodbye and closes the socket.
/// </summary>
/// <remarks>
/// The socket does not block, the thread does, in Poll: so reading needs no async engine, every thread has its own deadlines, and any
/// thread can send without waiting. A client that sends more than its <see cref="CommandRateLimit"/> allows, or requests more than it
/// reads, is read later: its thread waits, and TCP's window holds the client back.
/// </remarks>
internal sealed class Connection
{
    // A page is longer than any last line, and a phone may be slow.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly ServerContext _server;
    private readonly Socket _socket;
    private readonly SocketOutbox _outbox;
    private readonly CommandContext _context;
    private readonly Session _session;
    private readonly PingTimer _liveness;
    private readonly LineReader _reader = new(WireLimits.TagsFromClient);
    private readonly Preamble _preamble;
    private readonly Action<Connection> _ended;
    private readonly long _number;

    // Where the thread waits while it does not read; a lock for no longer than to begin or end that.
    private readonly object _pause = new();
    private TelnetFilter _telnet;
    private bool _isBehind;
    private bool _isLost;
    private long _sentBefore;
    private long _pingEnd;

    /// <param name="server">The server.</param>
    /// <param name="socket">The accepted socket; the connection owns it from now on.</param>
    /// <param name="number">Told apart by this in the thread's name.</param>
    /// <param name="isExempt">It may say as much as it likes.</param>
    /// <param name="isTlsOnly">It came to a port without clear text.</param>
    /// <param name="ended">Called on the connection's thread as its last act.</param>
    /// <exception cref="SocketException">The peer has gone.</exception>
    public Connection(ServerContext server, Socket socket, long number, bool isExempt, bool isTlsOnly, Action<Connection> ended)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _server = server;
        _socket = socket;
        _ended = ended;
        _outbox = new SocketOutbox(socket, server.Lanes.For(number), server.Options.OutboxBytes);
        _outbox.RoomMade = EndPause;
        _session = new Session(server, _outbox, Preamble.HostOf((socket.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None), Wake)
        {
            Number = number,
        };
        _context = new CommandContext(server, _session, WaitForRoom, IsThere) { Dialect = UndecidedDialect.Instance };
        _preamble = new Preamble(server, _context, _outbox, socket, _reader, number, isTlsOnly);
        LimitFlood(isExempt);
        _liveness = new PingTimer(() => server.Options, server.Clock);
        _number = number;
    }

    public Session Session => _session;

    public CommandContext Context => _context;

    private Layer Layer => _preamble.Layer;

    /// <summary>
    /// It comes from a proxy: first of all there must be a <see cref="ProxyHeader"/>, and the address that this passes on is the
    /// connection's. Before the thread starts.
    /// </summary>
    public void AwaitProxyHeader() => _preamble.AwaitProxyHeader();

    /// <summary>
    /// The connection's life, from its first byte to its goodbye. Once, on the thread that it has to itself. Throws nothing.
    /// </summary>
    public void Run()
    {
        _server.Users.Connected();
        _server.Shared?.Replica.Add(_context);
        try
        {
            // Named by itself: to name another thread takes the system a file operation, and the listener has no time for that. Not with an
            // interpolated string, which borrows from a pool: each thread would keep a kilobyte of that.
            Thread.CurrentThread.Name = "client " + _number.ToString(CultureInfo.InvariantCulture);
            while (_session.CloseReason is null)
            {
                bool mayGoOn = HandleLines();
                if (_session.CloseReason is not null) break;
                if (mayGoOn && _session.User.HasMailLeft)
                {
                    MailDelivery.To(_server, _session.User);
                    mayGoOn = MayGoOn;
                }
                if (mayGoOn) WaitAndReceive();
                else Pause();
            }
        }
        catch (Exception exception)
        {
            // Nothing a peer sends should ever lead here: it is our mistake. It costs this connection, and nobody else.
            Unexpected.Report(_server.Log, exception, "A connection ends");
            _session.Close(Session.InternalError, CloseCause.InternalError);
        }
        Leave(_session.CloseReason ?? "");
    }

    /// <summary>Sets up flood control by the options in force. Before the thread starts, or on it.</summary>
    /// <param name="isExempt">It may say as much as it likes.</param>
    public void LimitFlood(bool isExempt) =>
        _session.CommandRateLimit = isExempt || _server.Options.FloodBurst == 0
            ? null : new CommandRateLimit(_server.Options, _server.Clock);

    public void Close(string reason, CloseCause cause) => _session.Close(reason, cause);

    // Handles the whole lines that are there; false when the peer may not go on for now, and the rest of what it said must wait.
    private bool HandleLines()
    {
        bool mayGoOn;
        int lines = 0;
        while ((mayGoOn = MayGoOn) && _session.CloseReason is null && _reader.TryRead(out Line line))
        {
            _session.CommandRateLimit?.Charge(1);
            _context.Dialect.OnLine(_context, line);
            lines++;
        }
        if (lines > 0) _server.Counters.Add(Counter.LinesReceived, lines);
        _context.Burst.Flush();
        return mayGoOn;
    }

    private bool MayGoOn => _session.CommandRateLimit is not { IsOpen: false } && _outbox.HasRoom;

    private void WaitAndReceive()
    {
        // With nothing left in the system's buffer it has caught up, and what comes now is new.
        _isBehind = _isBehind && (Layer.HasInput || _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead));
        if (IsNothingDue(out TimeSpan wait) && (Layer.HasInput || _socket.Poll(wait, SelectMode.SelectRead))) Receive();
    }

    // Until the gate or the outbox may be open again, a deadline has passed, or the connection ends. Nothing is read.
    private void Pause()
    {
        if (!IsNothingDue(out TimeSpan wait)) return;
        _isBehind = true;
        if (_session.CommandRateLimit is { IsOpen: false }) _server.Counters.Add(Counter.FloodPauses);
        if (_session.CommandRateLimit is { IsOpen: false } gate && gate.Wait < wait) wait = gate.Wait;
        lock (_pause)
        {
            // What ends the pause may have happened already: then it is not said again.
            bool isWaiting = _outbox.AwaitRoom() || _session.CommandRateLimit is { IsOpen: false };
            if (isWaiting && _session.CloseReason is null) System.Threading.Monitor.Wait(_pause, (int)Math.Ceiling(wait.TotalMilliseconds));
        }
    }

    // For an answer that goes on for pages; false when the connection ends.
    private bool WaitForRoom()
    {
        while (_session.CloseReason is null && !_outbox.HasRoom) Pause();
        return _session.CloseReason is null;
    }

    // Whether it is worth while to go on with an answer. That the peer has gone can be seen only where it has left nothing unread.
    private bool IsThere()
    {
        if (_session.CloseReason is not null || _outbox.IsBroken) return false;
        try
        {
            return !_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) || _socket.Available > 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    // Keeps the deadlines; answers whether there was nothing to do for them, and for how long there will not be.
    private bool IsNothingDue(out TimeSpan wait)
    {
        bool isDecided = _preamble.HasBegun || _context.Dialect is not UndecidedDialect;
        // A person in line mode need not say anything; but whoever is behind with what it said may have gone since.
        bool isPinged = _context.Dialect.AnswersPing || _isBehind;
        Due due = _liveness.Next(isDecided, _session.User.IsRegistered, isPinged, out wait);
        if (wait > _server.Options.MaximumWait) wait = _server.Options.MaximumWait;
        if (due == Due.Nothing) return _preamble.IsInTime(ref wait);
        OnDue(due);
        return false;
    }

    private void OnDue(Due due)
    {
        switch (due)
        {
            case Due.Greeting:
                UndecidedDialect.Greet(_context);
                break;
            case Due.RegistrationTimeout:
                _session.Close("Registration timed out", CloseCause.RegistrationTimeout);
                break;
            case Due.Ping:
                _sentBefore = _outbox.Sent;
                _session.Pinged();
                _context.Dialect.Ping(_context);
                _pingEnd = _outbox.Sent + _outbox.Unsent;
                break;
            case Due.PingTimeout when IsAlive():
                _liveness.HeardSometime();
                break;
            case Due.PingTimeout:
                _session.Lose();
                _session.Close($"Ping timeout: {(_server.Options.PingInterval + _server.Options.PingTimeout).TotalSeconds:0} seconds",
                    CloseCause.PingTimeout);
                break;
        }
    }

    // Nothing was read since the ping. Where it has not left yet, what comes before it must do so: the peer reads. Where it has, its answer
    // may wait among what was not read yet.
    private bool IsAlive()
    {
        if (_outbox.IsBroken) return false;
        if (_outbox.Sent < _pingEnd) return _outbox.Sent > _sentBefore;
        return _isBehind && (_socket.Available > 0 || !_context.Dialect.AnswersPing);
    }

    private void Receive()
    {
        Memory<byte> free = _reader.GetMemory();
        // What has come already must fit in before it, should all turn out to be lines.
        free = free[..Math.Max(free.Length / 2, free.Length - _preamble.Kept)];
        InputStatus status = Layer.Receive(free, out int count);
        if (status == InputStatus.Nothing) return;
        if (status == InputStatus.Ended)
        {
            _isLost = true;
            OnEnded();
            return;
        }
        Heard();
        _session.BytesReceived += count;
        _server.Counters.Add(Counter.BytesReceived, count);
        if (!_preamble.IsOver) count = _preamble.Take(free.Span[..count]);
        if (_context.Dialect.IsTelnet) count = _telnet.Filter(_reader.GetMemory().Span[..count]);
        _reader.Advance(count);
    }

    private void OnEnded()
    {
        if (_preamble.IsHandshaking)
        {
            _server.Log.Debug("A TLS handshake with {Address} failed: {Reason}", _session.IPAddress,
                Layer.Failure ?? "the client went away");
            _server.Counters.Add(Counter.HandshakeFailures);
            _session.Close("TLS handshake failed", CloseCause.Handshake);
        }
        else if (Layer.Failure is { } failure)
        {
            _session.Close($"Connection lost ({failure})", CloseCause.ConnectionLost);
        }
        else
        {
            _session.Close("Connection closed", CloseCause.PeerClosed);
        }
    }

    private void Heard()
    {
        long now = _server.Clock.GetTimestamp();
        _session.LastHeard = now;
        _session.CommandRateLimit?.At(now);
        if (!_isBehind) _liveness.Heard(now);
        // What a peer said that has gone since is still heard, but it is no sign of life.
        else if (!_outbox.IsBroken) _liveness.HeardSometime();
        _isBehind = false;
    }

    // The one way out: the others are told, the nickname is free, the peer gets the reason, the socket is closed. No step keeps the next
    // from being taken.
    private void Leave(string reason)
    {
        if (_isLost) _server.LostConnections.Depart(() => Depart(reason));
        else Depart(reason);
        _server.Shared?.Replica.Remove(_context);
        SayGoodbye(reason);
        _server.Closed(_session.CloseCause);
        try
        {
            (Layer as IDisposable)?.Dispose();
            _socket.Dispose();
            _ended(this);
        }
        catch (Exception exception)
        {
            Unexpected.Report(_server.Log, exception, "A connection that has ended is still counted");
        }
    }

    private void Depart(string reason)
    {
        // Once more where it failed before the user was gone, who would keep the nickname and the place in rooms until the server ends.
        bool wasRegistered = _session.User.IsRegistered;
        if (!TryDepart(reason) && _session.User.IsRegistered == wasRegistered) TryDepart(reason);
    }

    private bool TryDepart(string reason)
    {
        try
        {
            _outbox.Leave();
            Disconnect.Of(_server, _session, reason);
            return true;
        }
        catch (Exception exception)
        {
            Unexpected.Report(_server.Log, exception, "A departure was not told to everybody");
            return false;
        }
    }

    private void SayGoodbye(string reason)
    {
        try
        {
            _outbox.Complete(LastWords(reason), _preamble.Answer is null ? _server.Options.CloseTimeout : AnswerTimeout);
            if (_socket.Connected) _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster; there is nobody left to say goodbye to.
        }
        catch (Exception exception)
        {
            Unexpected.Report(_server.Log, exception, "A connection ends without a goodbye");
        }
    }

    private byte[] LastWords(string reason)
    {
        if (_preamble.Answer is { } answer) return answer;
        // In the middle of a handshake there are no words.
        if (_preamble.IsHandshaking) return [];
        byte[] farewell = _context.Dialect.Farewell(_session, reason);
        _server.Counters.Add(Counter.LinesSent, farewell.AsSpan().Count((byte)'\n'));
        return _outbox.Frames == Variant.Plain ? farewell : [.. WebSocketFrames.Of(farewell, _outbox.Frames), .. WebSocketFrames.Close];
    }

    // Any thread that holds no lock: Poll returns when nothing more can be received.
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
        EndPause();
    }

    private void EndPause()
    {
        lock (_pause) System.Threading.Monitor.PulseAll(_pause);
    }
}

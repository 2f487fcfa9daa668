using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Replication;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Server.Cluster;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Server.Diagnostics.Otlp;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Limits;
using ChatSockets.Server.Tls;
using ChatSockets.Server.Transport;
using ChatSockets.Storage;

namespace ChatSockets.Server;

/// <summary>
/// A running chat server. The program runs one; a test or another program can run as many as it likes in its own process:
/// <code>await using var server = await ChatServer.StartAsync(new ServerOptions { Port = 0 });</code>
/// </summary>
/// <remarks>The composition root: the one file that knows everybody. Its public members may be used from any thread.</remarks>
public sealed class ChatServer : IAsyncDisposable
{
    // The program promises to end within five seconds of being asked: this for the clients, the next for the store beyond what they have
    // left of it, and the rest for the process, which may have thousands of threads.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StoreStopTime = TimeSpan.FromMilliseconds(500);

    private readonly ServerContext _context;
    private readonly AddressLimits _addresses;
    private readonly List<Listener> _listeners = [];
    private readonly ConcurrentDictionary<Connection, AddressLimits.Place?> _connections = new();
    private readonly ConnectionThreads _threads;
    private readonly DiscoveryService _discovery;
    private readonly QuietCollection _quietCollection;
    private readonly Lock _stopGate = new();
    private readonly TaskCompletionSource<string> _cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PostgresLog? _cluster;
    private ControlServer? _control;
    private OtlpExport? _otlp;
    private Task? _stopped;
    private Task? _certificate;
    private long _accepted;

    private ChatServer(ServerOptions options)
    {
        _context = new ServerContext(options) { Reread = options.Reread is { } reread ? () => reread(this) : null };
        _addresses = new AddressLimits(_context);
        _threads = new ConnectionThreads(options.ThreadStackBytes, new GcTrim(_context.Log));
        _quietCollection = new QuietCollection(_context.Log, _context.Clock);
        _discovery = new DiscoveryService(_context, () => EndPoints);
        _context.Metrics.Sessions = () => Sessions;
        _context.Metrics.ClientThreads = () => _threads.Threads;
    }

    /// <summary>Where the server listens, with the ports that it really has.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.EndPoint)];

    /// <summary>The port of the first endpoint.</summary>
    public int Port => _listeners[0].EndPoint.Port;

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => _threads.Connections;

    /// <summary>Whether the threads are alive on which all depend, as /healthz tells it.</summary>
    internal bool IsHealthy => _context.StatusPages.Health().Code == 200;

    /// <summary>
    /// Complete, with the reason, when this server does not belong to its shared log any more: nobody can use it, and it is to be stopped.
    /// </summary>
    internal Task<string> CutOff => _cutOff.Task;

    /// <summary>The sessions of all connections; for tests that do what no command can.</summary>
    internal IEnumerable<Session> Sessions => Connections.Select(connection => connection.Session);

    internal IEnumerable<Connection> Connections => _connections.Keys;

    /// <summary>Sends the figures; null where that is not asked for.</summary>
    internal OtlpExport? Otlp => _otlp;

    /// <summary>The services shared by the server's parts; for tests that set what no command can.</summary>
    internal ServerContext Context => _context;

    /// <summary>Starts a server; when the task is complete, it accepts connections.</summary>
    /// <exception cref="ArgumentException">The options make no sense; the message says which and why.</exception>
    /// <exception cref="ServerStartException">The server cannot run here; the message says what to do.</exception>
    public static Task<ChatServer> StartAsync(ServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ServerOptions();
        if (options.Errors().FirstOrDefault() is { } error) throw new ArgumentException(error, nameof(options));
        cancellationToken.ThrowIfCancellationRequested();
        return Task.Run(() => Start(options), cancellationToken);
    }

    /// <summary>
    /// Applies new options while the server runs: all of them, or none if one is invalid. Nobody is disconnected. Options that need a
    /// restart (port, bind, name, write lanes, thread stacks) stay and are named in the result; clock and log stay. Open connections keep
    /// the size of their outbox and their flood control, and line-mode users the lobby of the time they connected; all other options apply
    /// to them too, deadlines from the next one on.
    /// </summary>
    public ReloadResult Reload(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ReloadResult result = _context.Reload(options);
        _discovery.Follow();
        return result;
    }

    /// <inheritdoc cref="ServerContext.Rehash"/>
    internal ReloadResult Rehash() => _context.Rehash();

    /// <summary>
    /// Tells every client, waits until they know or three seconds are over, and closes everything. Once; later calls wait for the first.
    /// </summary>
    public Task StopAsync()
    {
        lock (_stopGate) return _stopped ??= Task.Run(Stop);
    }

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static ChatServer Start(ServerOptions options)
    {
        if (options.Cluster.Length == 0) return Start(options, cluster: null);
        // One that cannot listen leaves no trace in the log.
        if (options is { Port: > 0, Inherited.Count: 0 }) CheckPort(options);
        try
        {
            var cluster = PostgresLog.Open(options.Cluster, $"{Environment.MachineName}:{options.Port}", options.Log);
            return Start(options with { SharedLog = cluster }, cluster);
        }
        catch (ClusterException exception)
        {
            throw new ServerStartException(exception.Message, exception);
        }
    }

    private static ChatServer Start(ServerOptions options, PostgresLog? cluster)
    {
        ChatServer server;
        try
        {
            server = new ChatServer(options) { _cluster = cluster };
        }
        catch
        {
            cluster?.Dispose();
            throw;
        }
        try
        {
            server._context.Bans.Restore();
            server._context.Cloaks.Restore();
            AlwaysOn.RestoreAll(server._context);
            if (options.SharedLog is { } log) server.Share(log);
            server.Listen();
            return server;
        }
        catch (StoreException exception)
        {
            server.Stop();
            throw new ServerStartException($"Who is always on cannot be read: {exception.Message}", exception);
        }
        catch
        {
            server.Stop();
            throw;
        }
    }

    private void Share(EntryLog log)
    {
        ReplicaThread shared;
        long began = Stopwatch.GetTimestamp();
        try
        {
            shared = ReplicaThread.Start(_context, log);
            _context.Log.Information("The common log was read from its beginning: {Count} records in {Time:0.0} s", shared.Replica.Position,
                Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception exception) when (exception is InvalidOperationException or LogUnreachableException)
        {
            throw new ServerStartException(exception.Message, exception);
        }
        shared.Fenced = why =>
        {
            // Whoever comes now would be alone.
            foreach (Listener listener in _listeners) listener.Dispose();
            foreach (Connection connection in Connections) connection.Close("This server was cut off from the others", CloseCause.Other);
            _cutOff.TrySetResult(why);
        };
        _context.Shared = shared;
    }

    private void Listen()
    {
        ServerOptions options = _context.Options;
        if (_cluster is not null && options.Tls != TlsMode.Off && options.CertificateFile.Length == 0)
        {
            _context.Log.Warning("This server has a TLS key of its own, and each of the others has another: clients that remember keys "
                + "refuse to change the server. Give all the same certificate with --cert and --key");
        }
        if (TlsCertificates.Check(options) is { } reason) throw new ServerStartException(reason);
        if (options.Inherited.Count > 0) Inherit(options.Inherited);
        else Open(options);
        _context.EndPoints = EndPoints;
        _context.ConnectionLimit.Log(_context.Log);
        foreach (Listener listener in _listeners)
        {
            _context.Log.Information("Listening on {EndPoint}", listener.EndPoint);
            listener.Start();
        }
        _context.RetentionJob.Start();
        _context.HookPosts.Reread();
        if (options.ControlSocket is { } path) _control = ControlServer.Start(_context, path);
        if (options.Otlp.Length > 0) _otlp = new OtlpExport(_context, new Uri(options.Otlp));
        // What the disk keeps is known to clients: say which key it is. A server for a test has no key until somebody asks.
        if (options.Tls != TlsMode.Off && options.DataFolder is not null) _certificate = Task.Run(ReadCertificate);
        _discovery.Follow();
    }

    private void Open(ServerOptions options)
    {
        int port = options.Port;
        foreach (IPAddress address in AddressesOf(options))
        {
            var endPoint = new IPEndPoint(address, port);
            Listen(endPoint, isTlsOnly: false);
            // Any free port, then the same for every address.
            port = _listeners[0].EndPoint.Port;
            if (options.TlsPort > 0) Listen(new IPEndPoint(address, options.TlsPort), isTlsOnly: true);
        }
    }

    private static void CheckPort(ServerOptions options)
    {
        foreach (IPAddress address in AddressesOf(options))
        {
            var endPoint = new IPEndPoint(address, options.Port);
            try
            {
                Listener.Check(endPoint);
            }
            catch (SocketException exception)
            {
                throw ServerStartException.From(exception, endPoint);
            }
        }
    }

    private static IReadOnlyList<IPAddress> AddressesOf(ServerOptions options) =>
        options.Bind.Count > 0 ? options.Bind : [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];

    // The server's port is the first one; that of clear text, if there is one.
    private void Inherit(IReadOnlyList<InheritedSocket> sockets)
    {
        foreach (InheritedSocket inherited in sockets.OrderBy(socket => socket.IsTlsOnly))
            _listeners.Add(new Listener(_context, inherited, socket => Accept(socket, inherited.IsTlsOnly)));
    }

    private void ReadCertificate()
    {
        try
        {
            _ = _context.Certificates.Current;
        }
        catch (CertificateException exception)
        {
            _context.Log.Error("There will be no TLS. {Reason}", exception.Message);
        }
    }

    private void Listen(IPEndPoint endPoint, bool isTlsOnly)
    {
        try
        {
            _listeners.Add(new Listener(_context, endPoint, socket => Accept(socket, isTlsOnly)));
        }
        catch (SocketException exception)
        {
            throw ServerStartException.From(exception, endPoint);
        }
    }

    private string? Accept(Socket socket, bool isTlsOnly)
    {
        if (_context.IsStopping) return Listener.Full;
        if (HandleLimit.IsReachedBy(socket))
        {
            _context.Refusals.Add("the system allows this process no more open files");
            return Refused(Listener.Full, RefusalCause.Full);
        }
        // None where the peer has gone already.
        if ((socket.RemoteEndPoint as IPEndPoint)?.Address is not { } address) throw new SocketException((int)SocketError.NotConnected);
        // A proxy's connections are told apart by the addresses that their headers pass on; until then only the number of all is limited.
        bool isProxy = _context.Options.ProxyNetworks.Any(network => HostPattern.Contains(network, address));
        AddressLimits.Place? place = null;
        if (!isProxy && _context.Bans.Refuse(address) is { } ban) return Refused(ban, RefusalCause.Banned);
        if (!isProxy && _addresses.Enter(address, out place) is { } why) return Refused(why, RefusalCause.AddressLimit);
        ConnectionLimit limit = _context.ConnectionLimit;
        if (!_threads.TryEnter(limit.InForce))
        {
            _addresses.Leave(place);
            _context.Refusals.Add($"there are {limit.InForce} already, and {limit.Reason}");
            return Refused(Listener.Full, RefusalCause.Full);
        }
        long number = Interlocked.Increment(ref _accepted);
        Connection connection;
        try
        {
            connection = new Connection(_context, socket, number, isExempt: place is null, isTlsOnly, Ended);
        }
        catch
        {
            // It was gone before it began: it must not count for ever.
            _threads.Leave();
            _addresses.Leave(place);
            throw;
        }
        if (isProxy) connection.AwaitProxyHeader();
        connection.Session.Readdress = address => Readdress(connection, address);
        _connections.TryAdd(connection, place);
        try
        {
            _threads.Start(connection.Run);
            _context.Counters.Add(Counter.Accepted);
            return null;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            _context.Refusals.Add($"the system has no more threads: {exception.Message}");
            Ended(connection);
            _threads.Leave();
            return Refused(Listener.Full, RefusalCause.Full);
        }
    }

    private string Refused(string why, RefusalCause cause)
    {
        _context.Metrics.Refused(cause);
        return why;
    }

    // On the connection's own thread, which also ends it.
    private string? Readdress(Connection connection, IPAddress address)
    {
        if (_context.Bans.Refuse(address) is { } ban) return ban;
        if (_addresses.Enter(address, out AddressLimits.Place? place) is { } why) return why;
        _addresses.Leave(_connections[connection]);
        _connections[connection] = place;
        connection.LimitFlood(isExempt: place is null);
        return null;
    }

    private void Ended(Connection connection)
    {
        _connections.TryRemove(connection, out AddressLimits.Place? place);
        _addresses.Leave(place);
    }

    // What one step does wrong keeps none of the others from being taken: the store's comes last.
    private void Stop()
    {
        long deadline = Environment.TickCount64 + (long)StopTimeout.TotalMilliseconds;
        int told = 0;
        // First of all, so that nobody is let in to be sent away; whoever comes to an inherited socket waits for the next server.
        foreach (Listener listener in _listeners) Attempt(listener.Dispose, "A port was not closed");
        _context.IsStopping = true;
        Attempt(_discovery.Dispose, "The discovery was not stopped");
        Attempt(() => told = StopClients(deadline), "Some clients were not told that the server stops");
        Attempt(() => _context.Shared?.Dispose(), "The other servers were not told that this one goes");
        Attempt(() => _cluster?.Dispose(), "The cluster's database is still connected");
        Attempt(() => _control?.Dispose(), "The control socket stays behind");
        Attempt(() => _otlp?.Dispose(), "The last figures were not sent");
        // What it writes is in a folder that another server may have when this one has ended.
        Attempt(() => _certificate?.Wait(Left(deadline)), "The certificate was not waited for");
        Attempt(_context.HookPosts.Dispose, "The outgoing hooks were not stopped");
        Attempt(_quietCollection.Dispose, "Memory is returned for ever");
        Attempt(_threads.Dispose, "Threads are spare for a while yet");
        Attempt(_context.Lanes.Dispose, "A write lane was not stopped");
        Attempt(_context.RetentionJob.Cancel, "The sweep of the history was not stopped");
        // Where the disk hangs, what waits for it is let go.
        Attempt(() => _context.Store.Stop(TimeSpan.FromMilliseconds(Left(deadline)) + StoreStopTime), "The store was not stopped");
        Attempt(_context.RetentionJob.Dispose, "The sweep of the history was not waited for");
        Attempt(_context.Store.Dispose, "The store was not closed");
        Attempt(_context.Metrics.Dispose, "The meter is still there");
        if (_listeners.Count > 0) _context.Log.Information("Stopped; {Count} connections were told", told);
    }

    // A client's thread may be anywhere, as in a wait for the disk or in the check of a password: it is not waited for beyond the deadline.
    private int StopClients(long deadline)
    {
        Connection[] connections = [.. _connections.Keys];
        foreach (Connection connection in connections) connection.Close("The server is shutting down", CloseCause.Shutdown);
        _threads.WaitUntilEmpty(TimeSpan.FromMilliseconds(Left(deadline)));
        return connections.Length;
    }

    private void Attempt(Action step, string cost)
    {
        try
        {
            step();
        }
        catch (Exception exception)
        {
            Unexpected.Report(_context.Log, exception, cost);
        }
    }

    private static int Left(long deadline) => (int)Math.Max(0, deadline - Environment.TickCount64);
}

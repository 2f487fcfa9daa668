using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Cluster;
using ChatSockets.Server.Limits;
using ChatSockets.Storage;

namespace ChatSockets.Server;

/// <summary>
/// Everything that can be set on a server, with its default: an empty <c>new ServerOptions()</c> is a complete server.
/// Immutable; <see cref="ChatServer.StartAsync"/> refuses values that make no sense.
/// </summary>
public sealed record ServerOptions : ChatOptions
{
    public const int DefaultPort = 5000;

    /// <summary>For large machines; a smaller one has its own limit.</summary>
    internal const int DefaultMaximumConnections = 20_000;

    /// <summary>The TCP port, 0 to 65535; 0 takes any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The addresses to listen on; none means every interface, IPv4 and IPv6.</summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [];

    /// <summary>What TLS is to clients, on the same port.</summary>
    public TlsMode Tls { get; init; }

    /// <summary>Another port, for TLS only, as 6697 is by custom; 0 for none.</summary>
    public int TlsPort { get; init; }

    /// <summary>The PEM file with the certificate and its chain; empty for the server's own, which it makes.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>The PEM file with the certificate's private key; empty if it is in the same file.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>
    /// How long clients that came by TLS shall come by nothing else (IRCv3 sts). It is told only with a certificate that this system trusts
    /// for <see cref="ChatOptions.Name"/>; zero ends it.
    /// </summary>
    public TimeSpan StrictTransportDuration { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether browsers get a page, and their pages a WebSocket.</summary>
    public bool Web { get; init; } = true;

    /// <summary>
    /// Names by which browsers know this server, besides its <see cref="ChatOptions.Name"/>, those of its certificate and those of the
    /// machine.
    /// </summary>
    public IReadOnlyList<string> WebHosts { get; init; } = [];

    /// <summary>Other sites whose pages may connect, as https://chat.example; an asterisk allows all of them.</summary>
    public IReadOnlyList<string> WebOrigins { get; init; } = [];

    /// <summary>Private networks to which outgoing hooks may post all the same.</summary>
    public IReadOnlyList<IPNetwork> HookNetworks { get; init; } = [];

    /// <summary>Who can find the server by a UDP datagram to the number of its port.</summary>
    public DiscoveryMode Discovery { get; init; }

    /// <summary>
    /// The proxies in front of the server: a connection from there must begin with a PROXY header (HAProxy's PROXY protocol, versions 1 and
    /// 2), and the address in it counts.
    /// </summary>
    public IReadOnlyList<IPNetwork> ProxyNetworks { get; init; } = [];

    /// <summary>The folder of the history; null stores it in memory until the server stops.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What an echoed message survives.</summary>
    public Durability Durability { get; init; }

    /// <summary>
    /// The most that the store takes, in megabytes of 2^20 bytes; above that the oldest messages are deleted. 0 means unlimited on disk; in
    /// memory, 64 MB.
    /// </summary>
    public int HistoryMegabytes { get; init; }

    /// <summary>
    /// The most connections at a time; further clients are told that the server is full. If the system can carry fewer, that limit applies
    /// and is logged at the start.
    /// </summary>
    public int MaximumConnections { get; init; } = DefaultMaximumConnections;

    /// <summary>
    /// The most bytes said by others that wait for one slow reader; one more and the connection is closed. Lines are shared, not copied.
    /// While more than half of it waits, no further question of that reader is answered.
    /// </summary>
    public int OutboxBytes { get; init; } = 1 << 20;

    /// <summary>How long what comes before the first line may take: a handshake, the head of a request. Up to a fifth more, so that a
    /// crowd does not end in one moment.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a closing connection's last lines may take to leave.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The stack of a connection's thread, in bytes. Only touched pages become resident.</summary>
    public int ThreadStackBytes { get; init; } = 256 * 1024;

    /// <summary>The threads that send; 0 means one per processor, at most four.</summary>
    public int WriteLanes { get; init; }

    /// <summary>Who may read the figures (<c>/metrics</c>), besides this machine itself.</summary>
    public IReadOnlyList<IPNetwork> MetricsNetworks { get; init; } = [];

    /// <summary>
    /// The PostgreSQL database through which this server and others are one chat, as a connection string of Npgsql, such as
    /// <c>Host=db1,db2;Database=chat;Username=chat;Password=...</c>. Empty: it is a chat of its own.
    /// </summary>
    public string Cluster { get; init; } = "";

    /// <summary>
    /// Where the figures are sent by OTLP over HTTP, such as <c>http://localhost:4318</c>; the path is <c>/v1/metrics</c> if there is none.
    /// Empty sends nothing.
    /// </summary>
    public string Otlp { get; init; } = "";

    /// <summary>
    /// The longest time that a connection's thread waits without looking at the clock. Only a test with its own clock, or a system that
    /// does not wake a waiting thread when its socket is shut down, needs a short one.
    /// </summary>
    public TimeSpan MaximumWait { get; init; } = OperatingSystem.IsWindows() ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(30);

    /// <summary>
    /// The Unix domain socket on which <c>chat-server top</c> watches this server; null for none. Its folder is the caller's.
    /// </summary>
    internal string? ControlSocket { get; init; }

    /// <summary>Sockets that listen already, from the service manager; the server opens none besides. Empty: it opens its own.</summary>
    internal IReadOnlyList<InheritedSocket> Inherited { get; init; } = [];

    /// <summary>
    /// Rereads the configuration when an operator asks for it: reads, calls <see cref="ChatServer.Reload"/> of the given server, and
    /// returns the result or the reason of a failure. Any thread. Null if there is nothing to reread.
    /// </summary>
    public Func<ChatServer, ReloadResult>? Reread { get; init; }

    /// <summary>How the system's least limit is found; a test has its own.</summary>
    internal Func<SystemLimit?> ReadSystemLimit { get; init; } = SystemLimits.ReadLeast;

    /// <inheritdoc/>
    internal override IEnumerable<(string Setting, string Reason)> Problems()
    {
        if (SharedLog is not null && DataFolder is not null)
            yield return ("data-folder", "Servers that share a log keep nothing on the disk: leave the data folder out.");
        foreach ((string, string) problem in ClusterProblems()) yield return problem;
        if (Port is < 0 or > 65535) yield return ("port", $"The port {Port} is not between 0 and 65535.");
        if (TlsPort is < 0 or > 65535) yield return ("tls-port", $"The port {TlsPort} is not between 0 (none) and 65535.");
        if (TlsPort > 0 && TlsPort == Port) yield return ("tls-port", $"TLS is on port {Port} already: tls-port is for another one.");
        if (TlsPort > 0 && Tls == TlsMode.Off) yield return ("tls-port", "There is no port for TLS where TLS is off.");
        if (StrictTransportDuration < TimeSpan.Zero || StrictTransportDuration > TimeSpan.FromDays(3650))
            yield return ("sts-duration", "Clients can be told to use TLS for 0 (not at all) to 3650 days.");
        foreach (string origin in WebOrigins.Where(origin => origin != "*" && !IsOrigin(origin)))
            yield return ("web-origins", $"The site '{origin}' is not one as https://chat.example or http://localhost:8080.");
        if (Otlp.Length > 0 && !IsHttpAddress(Otlp))
            yield return ("otlp", $"'{Otlp}' is not the address of a collector, as http://localhost:4318 is.");
        foreach ((string, string) problem in base.Problems()) yield return problem;
        foreach ((string, string) problem in NumberProblems()) yield return problem;
    }

    private IEnumerable<(string Setting, string Reason)> ClusterProblems()
    {
        if (Cluster.Length == 0) yield break;
        if (ClusterDatabase.Check(Cluster) is { } reason) yield return ("cluster", reason);
        if (DataFolder is not null)
            yield return ("data", "A server of a cluster keeps nothing on its own disk: leave the data folder out.");
    }

    private IEnumerable<(string Setting, string Reason)> NumberProblems()
    {
        if (MaximumConnections < 1) yield return ("max-connections", "The server must allow at least one connection.");
        if (HistoryMegabytes < 0)
            yield return ("history-megabytes", "The megabytes of history are 0 (no limit on disk, 64 in memory) or more.");
        if (OutboxBytes < 16 * 1024) yield return ("outbox-bytes", "An outbox must hold at least 16384 bytes.");
        if (ThreadStackBytes < 128 * 1024)
            yield return ("thread-stack-bytes", "A connection's thread needs a stack of at least 131072 bytes.");
        if (WriteLanes is < 0 or > 64) yield return ("write-lanes", "There can be 0 (automatic) to 64 write lanes.");
        foreach ((string setting, string what, TimeSpan value) in new[]
        {
            ("handshake-timeout", "handshake timeout", HandshakeTimeout),
            ("registration-timeout", "registration timeout", RegistrationTimeout), ("ping-interval", "ping interval", PingInterval),
            ("ping-timeout", "ping timeout", PingTimeout), ("greet-after", "time before the greeting", GreetAfter),
            ("close-timeout", "close timeout", CloseTimeout), ("", "maximum wait", MaximumWait),
        })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
                yield return (setting, $"The {what} must be more than nothing and a day at the most.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? site) && (site.Scheme == Uri.UriSchemeHttps || site.Scheme == Uri.UriSchemeHttp)
        && site.AbsolutePath == "/" && !text.EndsWith('/');

    private static bool IsHttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}

using System.Net;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Systemd;
using ChatSockets.Server.Tls;
using ChatSockets.Server.Transport;
using ChatSockets.Storage;
using Serilog;

namespace ChatSockets.Server;

/// <summary>
/// Everything that can be set on a server, with its default: an empty <c>new ServerOptions()</c> is a complete server.
/// Immutable; <see cref="ChatServer.StartAsync"/> refuses values that make no sense.
/// </summary>
public sealed record ServerOptions
{
    public const int DefaultPort = 5000;

    /// <summary>For large machines; a smaller one has its own limit.</summary>
    internal const int DefaultMaximumConnections = 20_000;

    private const int MaximumHistoryOnJoin = 500;

    /// <summary>A hundred years.</summary>
    internal const int LongestHistoryDays = 36_500;

    /// <summary>The highest minimum password length, in characters: more than anybody would type.</summary>
    internal const int LongestMinimumPassword = 100;

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
    /// for <see cref="Name"/>; zero ends it.
    /// </summary>
    public TimeSpan StrictTransportDuration { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether browsers get a page, and their pages a WebSocket.</summary>
    public bool Web { get; init; } = true;

    /// <summary>
    /// Names by which browsers know this server, besides its <see cref="Name"/>, those of its certificate and those of the machine.
    /// </summary>
    public IReadOnlyList<string> WebHosts { get; init; } = [];

    /// <summary>Other sites whose pages may connect, as https://chat.example; an asterisk allows all of them.</summary>
    public IReadOnlyList<string> WebOrigins { get; init; } = [];

    /// <summary>Private networks to which outgoing hooks may post all the same.</summary>
    public IReadOnlyList<IPNetwork> HookNetworks { get; init; } = [];

    /// <summary>Who can find the server by a UDP datagram to the number of its port.</summary>
    public DiscoveryMode Discovery { get; init; }

    /// <summary>The server's name on the wire: has a dot, so that no nickname can be mistaken for it.</summary>
    public string Name { get; init; } = "chat.local";

    /// <summary>The network's name that clients show.</summary>
    public string Network { get; init; } = "ChatSockets";

    /// <summary>The room that line mode users are put into.</summary>
    public string Lobby { get; init; } = "#lobby";

    /// <summary>An image that stands for the network, an https address (ISUPPORT draft/ICON); empty for none.</summary>
    public string NetworkIcon { get; init; } = "";

    /// <summary>The administrator's name, for ADMIN; empty for none.</summary>
    public string AdminName { get; init; } = "";

    /// <summary>Where the server is, as ADMIN tells it; empty tells nothing.</summary>
    public string AdminLocation { get; init; } = "";

    /// <summary>How to reach them, as ADMIN tells it; empty tells nothing.</summary>
    public string AdminEmail { get; init; } = "";

    /// <summary>
    /// The password that every connection must give (PASS), or its <see cref="PasswordHash"/> as text; null asks for none.
    /// </summary>
    public string? Password { get; init; }

    /// <summary>The accounts that can become server operators.</summary>
    public IReadOnlyList<OperatorAccount> Operators { get; init; } = [];

    /// <summary>The gateways that may tell their users' addresses.</summary>
    public IReadOnlyList<WebGateway> WebGateways { get; init; } = [];

    /// <summary>Addresses that are trusted not to flood: limits per address do not apply to them. Loopback by default.</summary>
    public IReadOnlyList<IPNetwork> ExemptNetworks { get; init; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>
    /// The proxies in front of the server: a connection from there must begin with a PROXY header (HAProxy's PROXY protocol, versions 1 and
    /// 2), and the address in it counts.
    /// </summary>
    public IReadOnlyList<IPNetwork> ProxyNetworks { get; init; } = [];

    /// <summary>Whether users see hosts that stand for addresses, and only operators see the addresses.</summary>
    public bool Cloaking { get; init; } = true;

    /// <summary>The message of the day, one entry a line.</summary>
    public IReadOnlyList<string> MessageOfTheDay { get; init; } = [];

    /// <summary>The folder of the history; null stores it in memory until the server stops.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What an echoed message survives.</summary>
    public Durability Durability { get; init; }

    /// <summary>How many days messages are stored; 0 for ever. Rooms can set fewer.</summary>
    public int HistoryDays { get; init; }

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

    /// <summary>The most connections at a time from one address.</summary>
    public int MaximumConnectionsPerAddress { get; init; } = 128;

    /// <summary>The most new connections a minute from one address; 0 sets no limit.</summary>
    public int ConnectionRatePerAddress { get; init; } = 256;

    /// <summary>The most connections at a time from one network, an IPv4 /24 or an IPv6 /48; 0 sets no limit.</summary>
    public int MaximumConnectionsPerNetwork { get; init; } = 512;

    /// <summary>The most new connections a minute from one network; 0 sets no limit.</summary>
    public int ConnectionRatePerNetwork { get; init; } = 1024;

    /// <summary>Whether accounts can be made only with the program's commands.</summary>
    public bool ClosedRegistration { get; init; }

    /// <summary>How many characters the password of an account has at least; those that there are count as they are.</summary>
    public int MinimumPasswordLength { get; init; } = 6;

    /// <summary>
    /// Whether a client must be connected under the account's nickname to make the account: IRCv3 account-registration without
    /// before-connect.
    /// </summary>
    public bool RegisterAfterConnect { get; init; }

    /// <summary>How many wrong passwords and new accounts there may be in a minute from one address; 0 sets no limit.</summary>
    public int LoginAttempts { get; init; } = 10;

    /// <summary>How many commands a client may send at once; 0 turns flood control off.</summary>
    public int FloodBurst { get; init; } = 40;

    /// <summary>How many commands a second it may send after that.</summary>
    public double FloodRate { get; init; } = 5;

    /// <summary>The most rooms a user may be in at a time (ISUPPORT CHANLIMIT).</summary>
    public int MaximumRoomsPerUser { get; init; } = 50;

    /// <summary>How many of a room's last lines are shown on entering to clients that cannot request history; 0 shows none.</summary>
    public int HistoryOnJoin { get; init; } = 20;

    /// <summary>The most rooms that an account may have registered.</summary>
    public int MaximumRoomsPerAccount { get; init; } = 20;

    /// <summary>
    /// The most bytes said by others that wait for one slow reader; one more and the connection is closed. Lines are shared, not copied.
    /// While more than half of it waits, no further question of that reader is answered.
    /// </summary>
    public int OutboxBytes { get; init; } = 1 << 20;

    /// <summary>How long what comes before the first line may take: a handshake, the head of a request. Up to a fifth more, so that a
    /// crowd does not end in one moment.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may take to register.</summary>
    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may be silent before it is sent a PING.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long the client has to answer the PING with anything.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new connection may be silent before it is greeted as a person with <c>nc</c> or <c>telnet</c>.</summary>
    public TimeSpan GreetAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a closing connection's last lines may take to leave.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The stack of a connection's thread, in bytes. Only touched pages become resident.</summary>
    public int ThreadStackBytes { get; init; } = 256 * 1024;

    /// <summary>The threads that send; 0 means one per processor, at most four.</summary>
    public int WriteLanes { get; init; }

    /// <summary>Who may read the figures (<c>/metrics</c>), besides this machine itself.</summary>
    public IReadOnlyList<IPNetwork> MetricsNetworks { get; init; } = [];

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

    /// <summary>The one clock of all deadlines and times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How the system's least limit is found; a test has its own.</summary>
    internal Func<SystemLimit?> ReadSystemLimit { get; init; } = SystemLimits.ReadLeast;

    /// <summary>Where the log goes; silent by default.</summary>
    public ILogger Log { get; init; } = Serilog.Core.Logger.None;

    /// <summary>Returns the errors in these options, each with what to do; empty if they are valid.</summary>
    public IEnumerable<string> Errors() => Problems().Select(problem => problem.Reason);

    /// <summary>The same, each with the name of the setting that it is about.</summary>
    internal IEnumerable<(string Setting, string Reason)> Problems()
    {
        if (Port is < 0 or > 65535) yield return ("port", $"The port {Port} is not between 0 and 65535.");
        if (TlsPort is < 0 or > 65535) yield return ("tls-port", $"The port {TlsPort} is not between 0 (none) and 65535.");
        if (TlsPort > 0 && TlsPort == Port) yield return ("tls-port", $"TLS is on port {Port} already: tls-port is for another one.");
        if (TlsPort > 0 && Tls == TlsMode.Off) yield return ("tls-port", "There is no port for TLS where TLS is off.");
        if (StrictTransportDuration < TimeSpan.Zero || StrictTransportDuration > TimeSpan.FromDays(3650))
            yield return ("sts-duration", "Clients can be told to use TLS for 0 (not at all) to 3650 days.");
        foreach (string origin in WebOrigins.Where(origin => origin != "*" && !IsOrigin(origin)))
            yield return ("web-origins", $"The site '{origin}' is not one as https://chat.example or http://localhost:8080.");
        byte[] name = Encoding.UTF8.GetBytes(Name);
        if (name.Length > 63 || !Name.Contains('.', StringComparison.Ordinal)
            || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            yield return ("name",
                $"The name '{Name}' is not a server's name: letters, digits, hyphens and at least one dot, as in chat.example.");
        if (Network.Length is 0 or > 50 || Network.Any(char.IsControl))
            yield return ("network", "The network's name must have 1 to 50 characters.");
        if (NetworkIcon.Length > 0 && !IsImageAddress(NetworkIcon))
            yield return ("network-icon",
                $"The network's icon '{NetworkIcon}' is not an address as https://chat.example/icon.png, 200 ASCII "
                + "characters at the most.");
        if (Otlp.Length > 0 && !IsHttpAddress(Otlp))
            yield return ("otlp", $"'{Otlp}' is not the address of a collector, as http://localhost:4318 is.");
        if (!RoomName.IsValid(Encoding.UTF8.GetBytes(Lobby)))
            yield return ("lobby", $"The lobby '{Lobby}' is not a room's name, as #lobby is.");
        if (MessageOfTheDay.Any(line => line.AsSpan().ContainsAny('\r', '\n', '\0')))
            yield return ("motd", "A line of the message of the day holds a line end.");
        foreach ((string setting, string text) in new[] { ("admin-name", AdminName), ("admin-location", AdminLocation),
            ("admin-email", AdminEmail) })
        {
            if (text.Length > 200 || text.Any(char.IsControl))
                yield return (setting, $"The {setting} must have 200 characters at the most, on one line.");
        }
        foreach ((string, string) problem in PeopleProblems()) yield return problem;
        foreach ((string, string) problem in NumberProblems()) yield return problem;
    }

    private IEnumerable<(string Setting, string Reason)> PeopleProblems()
    {
        if (Password is not null && Password.StartsWith(PasswordHash.Prefix, StringComparison.Ordinal)
            && !PasswordHash.TryParse(Password, out _))
            yield return ("password", "The password looks like a hash but is not valid: 'chat-server config password' makes one.");
        foreach (string error in Operators.SelectMany(account => account.Errors())) yield return ("operators", error);
        foreach (string twice in Twice(Operators.Select(account => account.Name)))
            yield return ("operators", $"There are two operators '{twice}': one must have another name.");
        foreach (string error in WebGateways.SelectMany(gateway => gateway.Errors())) yield return ("webirc", error);
        foreach (string twice in Twice(WebGateways.Select(gateway => gateway.Name)))
            yield return ("webirc", $"There are two gateways '{twice}': one must have another name.");
    }

    private IEnumerable<(string Setting, string Reason)> NumberProblems()
    {
        if (MaximumConnections < 1) yield return ("max-connections", "The server must allow at least one connection.");
        if (MaximumConnectionsPerAddress < 1)
            yield return ("max-connections-per-address", "An address must be allowed at least one connection.");
        if (ConnectionRatePerAddress < 0)
            yield return ("connection-rate-per-address", "The connections a minute from an address are 0 (no limit) or more.");
        if (MaximumConnectionsPerNetwork < 0)
            yield return ("max-connections-per-network", "The connections from a network are 0 (no limit) or more.");
        if (ConnectionRatePerNetwork < 0)
            yield return ("connection-rate-per-network", "The connections a minute from a network are 0 (no limit) or more.");
        if (MinimumPasswordLength is < 1 or > LongestMinimumPassword)
            yield return ("min-password-length", $"The least characters of a password are 1 to {LongestMinimumPassword}.");
        if (LoginAttempts < 0) yield return ("login-attempts", "The wrong passwords a minute from an address are 0 (no limit) or more.");
        if (FloodBurst < 0) yield return ("flood-burst", "The commands at once are 0 (no flood control) or more.");
        if (FloodRate is not (> 0 and <= 1_000_000))
            yield return ("flood-rate", "The commands a second must be more than 0 and 1000000 at the most.");
        if (MaximumRoomsPerAccount < 0) yield return ("max-rooms-per-account", "The most rooms of an account are 0 or more.");
        if (MaximumRoomsPerUser < 1) yield return ("max-rooms-per-user", "A user must be allowed at least one room.");
        if (HistoryOnJoin is < 0 or > MaximumHistoryOnJoin)
            yield return ("history-on-join", $"The lines that are shown on entering are 0 to {MaximumHistoryOnJoin}.");
        if (HistoryDays is < 0 or > LongestHistoryDays)
            yield return ("history-days", $"The days of history are 0 (for ever) to {LongestHistoryDays}.");
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

    private static bool IsImageAddress(string text) =>
        text.Length <= 200 && text.All(c => c is > ' ' and <= '~')
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps;

    private static bool IsHttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}

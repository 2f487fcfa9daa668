using System.Collections.Frozen;
using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration.Kinds;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Storage;
using Serilog.Events;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// The table of settings. A new setting needs only a row: the flag, the environment variable, the key in the file, the JSON schema,
/// <c>config show</c>, the help and the reload come from it. <see cref="ChatOptions.Errors"/> checks its limits.
/// </summary>
internal static class Settings
{
    // Of random bytes that nobody knows.
    private const string ExampleHash = "pbkdf2-sha256$600000$WcH+e7k84Me188Uo3mcy6Q==$t04B+9yG6WloQQfyIjY/JnhiGBXxTBbnU9+tTaQep3Y=";

    private static readonly TextKind Text = new();
    private static readonly DurationKind Duration = new();

    private static readonly Dictionary<string, LogEventLevel> LogLevels =
        Enum.GetValues<LogEventLevel>().ToDictionary(level => level.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, Durability> Durabilities =
        Enum.GetValues<Durability>().ToDictionary(durability => durability.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, bool> OnOff = new() { ["on"] = true, ["off"] = false };

    private static readonly Dictionary<string, TlsMode> TlsModes =
        Enum.GetValues<TlsMode>().ToDictionary(mode => mode.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, LogFormat> LogFormats =
        Enum.GetValues<LogFormat>().ToDictionary(format => format.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, DiscoveryMode> DiscoveryModes =
        Enum.GetValues<DiscoveryMode>().ToDictionary(mode => mode.ToString().ToLowerInvariant());

    public static readonly IReadOnlyList<Setting> All =
    [
        new Setting<int>(
            new IntegerKind(0, 65535),
            options => options.Port,
            (options, value) => options with { Port = value })
        {
            Name = "port",
            Group = SettingGroup.Listening,
            Description = "The TCP port, 0 to 65535; 0 takes any free one. Ports under 1024 need privileges.",
            Example = "6667",
            ShortFlag = "-p",
            NeedsStart = true,
        },
        new Setting<IReadOnlyList<IPAddress>>(
            new ListKind<IPAddress>(new AddressKind()),
            options => options.Bind,
            (options, value) => options with { Bind = value })
        {
            Name = "bind",
            Group = SettingGroup.Listening,
            Description = "The addresses to listen on. None: every interface, IPv4 and IPv6.",
            Example = "127.0.0.1,::1",
            NeedsStart = true,
        },

        new Setting<TlsMode>(
            new ChoiceKind<TlsMode>("MODE", TlsModes),
            options => options.Tls,
            (options, value) => options with { Tls = value })
        {
            Name = "tls",
            Group = SettingGroup.Listening,
            Description = "TLS on the same port: each client decides (optional), clear text is refused (required), or there is none (off).",
            Example = "required",
        },
        new Setting<int>(
            new IntegerKind(0, 65535),
            options => options.TlsPort,
            (options, value) => options with { TlsPort = value })
        {
            Name = "tls-port",
            Group = SettingGroup.Listening,
            Description = "Another TCP port, for TLS only; 0 for none.",
            Example = "6697",
            NeedsStart = true,
        },
        new Setting<string>(
            new PathKind(),
            options => options.CertificateFile,
            (options, value) => options with { CertificateFile = value })
        {
            Name = "cert",
            Group = SettingGroup.Listening,
            Description = "A PEM file with the certificate and its chain; none: the server makes its own. A changed file is read "
                + "within seconds.",
            Example = "fullchain.pem",
        },
        new Setting<string>(
            new PathKind(),
            options => options.KeyFile,
            (options, value) => options with { KeyFile = value })
        {
            Name = "key",
            Group = SettingGroup.Listening,
            Description = "A PEM file with the certificate's private key; none: it is in the file of the certificate.",
            Example = "privkey.pem",
        },
        new Setting<TimeSpan>(
            Duration,
            options => options.StrictTransportDuration,
            (options, value) => options with { StrictTransportDuration = value })
        {
            Name = "sts-duration",
            Group = SettingGroup.Listening,
            Description =
                "How long clients are told to come by TLS only (IRCv3 sts), which is done with a certificate that this system trusts "
                    + "for the server's name; 0s: never.",
            Example = "1d",
        },

        new Setting<bool>(
            new ChoiceKind<bool>("on|off", OnOff),
            options => options.Web,
            (options, value) => options with { Web = value })
        {
            Name = "web",
            Group = SettingGroup.Listening,
            Description = "Whether browsers get a page to chat with (on), or neither a page nor a WebSocket (off).",
            Example = "off",
        },
        new Setting<IReadOnlyList<string>>(
            new ListKind<string>(new TextKind("HOST")),
            options => options.WebHosts,
            (options, value) => options with { WebHosts = value })
        {
            Name = "web-hosts",
            Group = SettingGroup.Listening,
            Description = "Names by which browsers know this server, besides its own, those in its certificate and those of the machine.",
            Example = "chat.example.org,chat",
        },
        new Setting<IReadOnlyList<string>>(
            new ListKind<string>(new TextKind("SITE")),
            options => options.WebOrigins,
            (options, value) => options with { WebOrigins = value })
        {
            Name = "web-origins",
            Group = SettingGroup.Listening,
            Description = "Other sites whose pages may connect to this server; * allows all of them.",
            Example = "https://www.example.org",
        },
        new Setting<IReadOnlyList<IPNetwork>>(
            new ListKind<IPNetwork>(new NetworkKind()),
            options => options.HookNetworks,
            (options, value) => options with { HookNetworks = value })
        {
            Name = "hook-networks",
            Group = SettingGroup.Access,
            Description = "Private networks to which outgoing hooks may post; without this they reach the internet only.",
            Example = "10.0.0.0/8",
        },
        new Setting<DiscoveryMode>(
            new ChoiceKind<DiscoveryMode>("WHO", DiscoveryModes),
            options => options.Discovery,
            (options, value) => options with { Discovery = value })
        {
            Name = "discovery",
            Group = SettingGroup.Listening,
            Description =
                "Who can find the server, over UDP on the same port: hosts on its own networks (lan), everybody (all), or nobody (off).",
            Example = "off",
        },

        new Setting<string>(Text, options => options.Name, (options, value) => options with { Name = value })
        {
            Name = "name",
            Group = SettingGroup.Identity,
            Description = "The server's name on the wire; it needs a dot.",
            Example = "chat.example.org",
            NeedsStart = true,
        },
        new Setting<string>(Text, options => options.Network, (options, value) => options with { Network = value })
        {
            Name = "network",
            Group = SettingGroup.Identity,
            Description = "The network's name, as clients show it.",
            Example = "Room 12",
        },
        new Setting<string>(
            new TextKind("URL"),
            options => options.NetworkIcon,
            (options, value) => options with { NetworkIcon = value })
        {
            Name = "network-icon",
            Group = SettingGroup.Identity,
            Description = "The https address of an image that stands for the network.",
            Example = "https://chat.example.org/icon.png",
        },
        new Setting<string>(
            new PathKind(),
            (ProgramOptions options) => options.MotdFile,
            (options, value) => options with { MotdFile = value })
        {
            Name = "motd",
            Group = SettingGroup.Identity,
            Description =
                "A text file that everybody is shown on arrival. In the configuration file its name begins at the folder of that file.",
            Example = "motd.txt",
            // A file's name for the program, lines for the server: it has changed when the lines have.
            Same = (one, other) => one.Server.MessageOfTheDay.SequenceEqual(other.Server.MessageOfTheDay, StringComparer.Ordinal),
        },
        new Setting<string>(
            new TextKind("ROOM"),
            options => options.Lobby,
            (options, value) => options with { Lobby = value })
        {
            Name = "lobby",
            Group = SettingGroup.Identity,
            Description = "The room that people with nc and telnet are put into.",
            Example = "#hall",
        },
        new Setting<string>(Text, options => options.AdminName, (options, value) => options with { AdminName = value })
        {
            Name = "admin-name",
            Group = SettingGroup.Identity,
            Description = "The administrator, for ADMIN.",
            Example = "Alice Example",
        },
        new Setting<string>(
            Text,
            options => options.AdminLocation,
            (options, value) => options with { AdminLocation = value })
        {
            Name = "admin-location",
            Group = SettingGroup.Identity,
            Description = "The server's location, for ADMIN.",
            Example = "Room 12, next to the coffee",
        },
        new Setting<string>(
            Text,
            options => options.AdminEmail,
            (options, value) => options with { AdminEmail = value })
        {
            Name = "admin-email",
            Group = SettingGroup.Identity,
            Description = "The administrator's contact, for ADMIN.",
            Example = "alice@example.org",
        },

        new Setting<string>(
            new SecretKind(),
            options => options.Password ?? "",
            (options, value) => options with { Password = value.Length > 0 ? value : null })
        {
            Name = "password",
            Group = SettingGroup.Access,
            Description =
                "A password that everybody who connects must give, or its hash. The environment and the file keep it out of process lists.",
            Example = "sesame",
        },
        new Setting<IReadOnlyList<OperatorAccount>>(
            new ListKind<OperatorAccount>(new OperatorKind()),
            options => options.Operators,
            (options, value) => options with { Operators = value })
        {
            Name = "operators",
            Group = SettingGroup.Access,
            Description = "Who can become an operator of the server with OPER.",
            Example =
                $$"""[{ "name": "alice", "password": "{{ExampleHash}}", "hosts": ["10.0.0.0/8"]"""
                + """, "host": "staff.example.org", "privileges": ["kill", "ban"] }]""",
            OnlyInFile = true,
        },
        new Setting<IReadOnlyList<WebGateway>>(
            new ListKind<WebGateway>(new GatewayKind()),
            options => options.WebGateways,
            (options, value) => options with { WebGateways = value })
        {
            Name = "webirc",
            Group = SettingGroup.Access,
            Description = "The gateways that bring in people from the web and may tell their addresses with WEBIRC.",
            Example = $$"""[{ "name": "web", "password": "{{ExampleHash}}", "addresses": ["192.0.2.7/32"] }]""",
            OnlyInFile = true,
        },
        new Setting<IReadOnlyList<IPNetwork>>(
            new ListKind<IPNetwork>(new NetworkKind()),
            options => options.ExemptNetworks,
            (options, value) => options with { ExemptNetworks = value })
        {
            Name = "exempt-networks",
            Group = SettingGroup.Access,
            Description = "Addresses and networks that are trusted not to flood.",
            Example = "127.0.0.0/8,10.0.0.0/8,2001:db8::1/128",
        },

        new Setting<IReadOnlyList<IPNetwork>>(
            new ListKind<IPNetwork>(new NetworkKind()),
            options => options.ProxyNetworks,
            (options, value) => options with { ProxyNetworks = value })
        {
            Name = "proxy-networks",
            Group = SettingGroup.Access,
            Description = "The proxies in front of the server: connections from there must begin with a PROXY header, whose address "
                + "counts.",
            Example = "10.0.0.5/32,2001:db8::5/128",
        },

        new Setting<bool>(
            new ChoiceKind<bool>("on|off", OnOff),
            options => options.Cloaking,
            (options, value) => options with { Cloaking = value })
        {
            Name = "cloaking",
            Group = SettingGroup.Access,
            Description = "Whether users' addresses are hidden from other users (on), who see a name that stands for them, or shown (off).",
            Example = "off",
        },

        new Setting<IReadOnlyList<IPNetwork>>(
            new ListKind<IPNetwork>(new NetworkKind()),
            options => options.MetricsNetworks,
            (options, value) => options with { MetricsNetworks = value })
        {
            Name = "metrics-networks",
            Group = SettingGroup.Access,
            Description = "Addresses and networks that may read /metrics, besides this machine.",
            Example = "10.0.0.0/8,2001:db8::1/128",
        },

        new Setting<int>(
            new IntegerKind(1),
            options => options.MaximumConnections,
            (options, value) => options with { MaximumConnections = value })
        {
            Name = "max-connections",
            Group = SettingGroup.Limits,
            Description = "The most connections at a time.",
            Example = "500",
        },
        new Setting<int>(
            new IntegerKind(1),
            options => options.MaximumConnectionsPerAddress,
            (options, value) => options with { MaximumConnectionsPerAddress = value })
        {
            Name = "max-connections-per-address",
            Group = SettingGroup.Limits,
            Description = "The most connections at a time from one address.",
            Example = "10",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.ConnectionRatePerAddress,
            (options, value) => options with { ConnectionRatePerAddress = value })
        {
            Name = "connection-rate-per-address",
            Group = SettingGroup.Limits,
            Description = "The most new connections a minute from one address; 0 sets no limit.",
            Example = "30",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.MaximumConnectionsPerNetwork,
            (options, value) => options with { MaximumConnectionsPerNetwork = value })
        {
            Name = "max-connections-per-network",
            Group = SettingGroup.Limits,
            Description = "The most connections at a time from one network, an IPv4 /24 or an IPv6 /48; 0 sets no limit.",
            Example = "64",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.ConnectionRatePerNetwork,
            (options, value) => options with { ConnectionRatePerNetwork = value })
        {
            Name = "connection-rate-per-network",
            Group = SettingGroup.Limits,
            Description = "The most new connections a minute from one network; 0 sets no limit.",
            Example = "128",
        },
        new Setting<int>(
            new IntegerKind(1),
            options => options.MaximumRoomsPerUser,
            (options, value) => options with { MaximumRoomsPerUser = value })
        {
            Name = "max-rooms-per-user",
            Group = SettingGroup.Limits,
            Description = "The most rooms that a user may be in at a time.",
            Example = "20",
        },
        new Setting<int>(
            new IntegerKind(0, 500),
            options => options.HistoryOnJoin,
            (options, value) => options with { HistoryOnJoin = value })
        {
            Name = "history-on-join",
            Group = SettingGroup.Limits,
            Description =
                "How many of a room's last lines are shown on entering to clients that cannot request history; 0 shows none.",
            Example = "50",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.MaximumRoomsPerAccount,
            (options, value) => options with { MaximumRoomsPerAccount = value })
        {
            Name = "max-rooms-per-account",
            Group = SettingGroup.Limits,
            Description = "The most rooms that an account may register; 0 for none.",
            Example = "5",
        },
        new Setting<bool>(new SwitchKind(), options => options.ClosedRegistration,
            (options, value) => options with { ClosedRegistration = value })
        {
            Name = "closed-registration",
            Group = SettingGroup.Access,
            Description = "Accounts can be made only with 'chat-server account add'.",
            Example = "true",
        },
        new Setting<bool>(new SwitchKind(), options => options.RegisterAfterConnect,
            (options, value) => options with { RegisterAfterConnect = value })
        {
            Name = "register-after-connect",
            Group = SettingGroup.Access,
            Description = "Nobody makes an account with REGISTER before the connection is complete.",
            Example = "true",
        },
        new Setting<int>(
            new IntegerKind(1, ServerOptions.LongestMinimumPassword),
            options => options.MinimumPasswordLength,
            (options, value) => options with { MinimumPasswordLength = value })
        {
            Name = "min-password-length",
            Group = SettingGroup.Access,
            Description = "How many characters the password of an account must have; accounts that there are keep theirs.",
            Example = "12",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.LoginAttempts,
            (options, value) => options with { LoginAttempts = value })
        {
            Name = "login-attempts",
            Group = SettingGroup.Limits,
            Description = "How many wrong passwords and new accounts there may be in a minute from one address; 0 sets no limit.",
            Example = "5",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.FloodBurst,
            (options, value) => options with { FloodBurst = value })
        {
            Name = "flood-burst",
            Group = SettingGroup.Limits,
            Description = "How many commands a client may send at once; 0 turns flood control off.",
            Example = "10",
        },
        new Setting<double>(
            new DecimalKind(),
            options => options.FloodRate,
            (options, value) => options with { FloodRate = value })
        {
            Name = "flood-rate",
            Group = SettingGroup.Limits,
            Description = "How many commands a second it may send after that.",
            Example = "2.5",
        },
        new Setting<int>(
            new IntegerKind(16 * 1024),
            options => options.OutboxBytes,
            (options, value) => options with { OutboxBytes = value })
        {
            Name = "outbox-bytes",
            Group = SettingGroup.Limits,
            Description = "The most bytes that wait for one slow reader; beyond that, it is disconnected.",
            Example = "262144",
        },

        new Setting<int>(
            new IntegerKind(0, ServerOptions.LongestHistoryDays),
            options => options.HistoryDays,
            (options, value) => options with { HistoryDays = value })
        {
            Name = "history-days",
            Group = SettingGroup.Limits,
            Description = "How many days messages are stored; 0 for ever. A room can set fewer.",
            Example = "30",
        },
        new Setting<int>(
            new IntegerKind(0),
            options => options.HistoryMegabytes,
            (options, value) => options with { HistoryMegabytes = value })
        {
            Name = "history-megabytes",
            Group = SettingGroup.Limits,
            Description = "The most that is stored; beyond that, the oldest messages are deleted. 0: unlimited on disk, 64 in memory.",
            Example = "500",
        },

        new Setting<TimeSpan>(
            Duration,
            options => options.HandshakeTimeout,
            (options, value) => options with { HandshakeTimeout = value })
        {
            Name = "handshake-timeout",
            Group = SettingGroup.Deadlines,
            Description = "How long a TLS handshake, or the head of an HTTP request, may take.",
            Example = "5s",
        },
        new Setting<TimeSpan>(
            Duration,
            options => options.RegistrationTimeout,
            (options, value) => options with { RegistrationTimeout = value })
        {
            Name = "registration-timeout",
            Group = SettingGroup.Deadlines,
            Description = "How long a connection may take to say who it is.",
            Example = "30s",
        },
        new Setting<TimeSpan>(
            Duration,
            options => options.PingInterval,
            (options, value) => options with { PingInterval = value })
        {
            Name = "ping-interval",
            Group = SettingGroup.Deadlines,
            Description = "How long a client may be silent before it is asked for a sign of life.",
            Example = "1h30m",
        },
        new Setting<TimeSpan>(
            Duration,
            options => options.PingTimeout,
            (options, value) => options with { PingTimeout = value })
        {
            Name = "ping-timeout",
            Group = SettingGroup.Deadlines,
            Description = "How long it may then take to answer.",
            Example = "90s",
        },
        new Setting<TimeSpan>(
            Duration,
            options => options.GreetAfter,
            (options, value) => options with { GreetAfter = value })
        {
            Name = "greet-after",
            Group = SettingGroup.Deadlines,
            Description = "How long a connection may be silent before it is greeted as a person with nc or telnet.",
            Example = "250ms",
        },
        new Setting<TimeSpan>(
            Duration,
            options => options.CloseTimeout,
            (options, value) => options with { CloseTimeout = value })
        {
            Name = "close-timeout",
            Group = SettingGroup.Deadlines,
            Description = "How long the last lines of a connection that is closed may take to leave.",
            Example = "1s",
        },

        new Setting<int>(
            new IntegerKind(0, 64),
            options => options.WriteLanes,
            (options, value) => options with { WriteLanes = value })
        {
            Name = "write-lanes",
            Group = SettingGroup.Program,
            Description = "The threads that send; 0 takes one for each processor, four at the most.",
            Example = "2",
            NeedsStart = true,
        },
        new Setting<int>(
            new IntegerKind(128 * 1024),
            options => options.ThreadStackBytes,
            (options, value) => options with { ThreadStackBytes = value })
        {
            Name = "thread-stack-bytes",
            Group = SettingGroup.Program,
            Description = "The stack of a connection's thread, in bytes.",
            Example = "524288",
            NeedsStart = true,
        },
        new Setting<bool>(
            new SwitchKind(),
            (ProgramOptions options) => options.InMemory,
            (options, value) => options with { InMemory = value })
        {
            Name = "in-memory",
            Group = SettingGroup.Program,
            Description = "Keep nothing on disk: history ends with the server.",
            Example = "true",
            NeedsStart = true,
        },
        new Setting<string>(new PathKind("DIR"), (ProgramOptions options) => options.Data,
            (options, value) => options with { Data = value })
        {
            Name = "data",
            Group = SettingGroup.Program,
            Description = "The data folder. Default: one for each port in the user's own data folder, and none with port 0.",
            Example = "chat-data",
            NeedsStart = true,
        },
        new Setting<string>(
            new SecretKind("DATABASE"),
            options => options.Cluster,
            (options, value) => options with { Cluster = value })
        {
            Name = "cluster",
            Group = SettingGroup.Program,
            Description =
                "The PostgreSQL database through which several servers are one chat; none: this server alone. The environment and the "
                    + "file keep its password out of process lists.",
            Example = "Host=db1,db2;Database=chat;Username=chat",
            NeedsStart = true,
        },
        new Setting<string>(new PathKind("FILE"), (ProgramOptions options) => options.PidFile,
            (options, value) => options with { PidFile = value })
        {
            Name = "pidfile",
            Group = SettingGroup.Program,
            Description = "A file that has the number of the process while the server listens. Without it: none.",
            Example = "chat-server.pid",
            NeedsStart = true,
        },
        new Setting<string>(new TextKind("URL"), options => options.Otlp, (options, value) => options with { Otlp = value })
        {
            Name = "otlp",
            Group = SettingGroup.Program,
            Description = "Where the figures are sent by OTLP (http/protobuf), once a minute. Without it: nowhere.",
            Example = "http://localhost:4318",
            NeedsStart = true,
        },
        new Setting<Durability>(
            new ChoiceKind<Durability>("WHAT", Durabilities),
            options => options.Durability,
            (options, value) => options with { Durability = value })
        {
            Name = "durability",
            Group = SettingGroup.Program,
            Description =
                "What an echoed line survives: everything but the loss of the disk (disk), or the end of the process only (process), "
                    + "which is faster.",
            Example = "process",
            NeedsStart = true,
        },
        new Setting<LogEventLevel>(
            new ChoiceKind<LogEventLevel>("LEVEL", LogLevels),
            (ProgramOptions options) => options.LogLevel,
            (options, value) => options with { LogLevel = value })
        {
            Name = "log-level",
            Group = SettingGroup.Program,
            Description = $"The least important events to log: {string.Join(", ", LogLevels.Keys)}.",
            Example = "debug",
        },
        new Setting<LogFormat>(
            new ChoiceKind<LogFormat>("FORMAT", LogFormats),
            (ProgramOptions options) => options.LogFormat,
            (options, value) => options with { LogFormat = value })
        {
            Name = "log-format",
            Group = SettingGroup.Program,
            Description = $"How the log is written to standard error: {string.Join(", ", LogFormats.Keys)}.",
            Example = "json",
            NeedsStart = true,
        },
    ];

    /// <summary>The rows by their names.</summary>
    public static readonly FrozenDictionary<string, Setting> ByName = All.ToFrozenDictionary(setting => setting.Name,
        StringComparer.Ordinal);
}

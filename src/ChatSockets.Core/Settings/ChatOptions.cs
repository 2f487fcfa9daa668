using System.Globalization;
using System.Net;
using System.Text;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using Serilog;

namespace ChatSockets.Core.Settings;

/// <summary>
/// What can be set on the chat itself, with its defaults: names, limits, operators. How it is reached and where it is stored, the program
/// that runs it has beside that. Immutable.
/// </summary>
public abstract record ChatOptions
{
    private const int MaximumHistoryOnJoin = 500;

    /// <summary>A hundred years.</summary>
    internal const int LongestHistoryDays = 36_500;

    /// <summary>The highest minimum password length, in characters: more than anybody would type.</summary>
    internal const int LongestMinimumPassword = 100;

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

    /// <summary>Whether users see hosts that stand for addresses, and only operators see the addresses.</summary>
    public bool Cloaking { get; init; } = true;

    /// <summary>The message of the day, one entry a line.</summary>
    public IReadOnlyList<string> MessageOfTheDay { get; init; } = [];

    /// <summary>How many days messages are stored; 0 for ever. Rooms can set fewer.</summary>
    public int HistoryDays { get; init; }

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

    /// <summary>How long a client may be silent before it is sent a PING.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long the client has to answer the PING with anything.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection may take to register.</summary>
    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new connection may be silent before it is greeted as a person with <c>nc</c> or <c>telnet</c>.</summary>
    public TimeSpan GreetAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The one clock of all deadlines and times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The log that several servers share, and so are one chat: whoever is on one of them is seen on all. Null for a chat of its own. Its
    /// servers have the same name and limits, and nothing on the disk.
    /// </summary>
    public EntryLog? SharedLog { get; init; }

    /// <summary>Where the log goes; silent by default.</summary>
    public ILogger Log { get; init; } = Serilog.Core.Logger.None;

    /// <summary>
    /// The settings by which is decided what a shared log does to the chat: all of its servers must have the same. One a line, and no
    /// password, because they stand in the log.
    /// </summary>
    internal string SettingsOfAll() => string.Join('\n',
    [
        $"version: {ProgramVersion.Text}",
        $"name: {Name}",
        $"network: {Network}",
        $"cloaking: {Cloaking}",
        $"closed-registration: {ClosedRegistration}",
        string.Create(CultureInfo.InvariantCulture, $"min-password-length: {MinimumPasswordLength}"),
        string.Create(CultureInfo.InvariantCulture, $"history-days: {HistoryDays}"),
        string.Create(CultureInfo.InvariantCulture, $"max-rooms-per-user: {MaximumRoomsPerUser}"),
        string.Create(CultureInfo.InvariantCulture, $"max-rooms-per-account: {MaximumRoomsPerAccount}"),
        "operators: " + string.Join("; ", Operators.Select(static account => $"{account.Name} {account.Privileges} {account.Host}")
            .Order(StringComparer.Ordinal)),
    ]);

    /// <summary>Returns the errors in these options, each with what to do; empty if they are valid.</summary>
    public IEnumerable<string> Errors() => Problems().Select(problem => problem.Reason);

    /// <summary>The same, each with the name of the setting that it is about.</summary>
    internal virtual IEnumerable<(string Setting, string Reason)> Problems() =>
        [.. NameProblems(), .. PeopleProblems(), .. LimitProblems()];

    private IEnumerable<(string Setting, string Reason)> NameProblems()
    {
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

    private IEnumerable<(string Setting, string Reason)> LimitProblems()
    {
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
    }

    private static bool IsImageAddress(string text) =>
        text.Length <= 200 && text.All(c => c is > ' ' and <= '~')
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps;

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}

using System.Text;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A <see cref="NetworkSettings"/> as the file has it.</summary>
internal sealed class NetworkKind() : RecordKind<NetworkSettings>("a network", new NetworkSettings(), Table)
{
    private const int LongestName = 32;

    private static readonly TextKind Word = new("one word in quotes", CheckName);
    private static readonly PathKind File = new("file");

    private static readonly IReadOnlyList<Setting<NetworkSettings>> Table =
    [
        new Setting<NetworkSettings, string>(
            "name", "What you call the network: one word.", "\"home\"", Word,
            network => network.Name, (network, name) => network with { Name = name })
        { IsRequired = true },
        new Setting<NetworkSettings, ServerAddress>(
            "address", "HOST, HOST:PORT, irc://HOST:PORT/ROOM or ircs://HOST:PORT/ROOM (TLS and nothing else).",
            "\"chat.example.org:6667\"", new AddressKind(),
            network => network.Address, SetAddress)
        { IsRequired = true },
        new Setting<NetworkSettings, string>(
            "nick", "Your nickname; your login name if it is left out.", "\"alice\"", new TextKind("a nickname in quotes", CheckNick),
            network => network.Nick, (network, nick) => network with { Nick = nick }),
        new Setting<NetworkSettings, IReadOnlyList<RoomSettings>>(
            "rooms", "The rooms to join, each as ROOM or ROOM,KEY.", "[\"#lobby\", \"#team,sesame\"]",
            new ListKind<RoomSettings>(new RoomKind()),
            network => network.Rooms, (network, rooms) => network with { Rooms = Together(rooms, network.Rooms) }),
        new Setting<NetworkSettings, string>(
            "account", "The account to log in to.", "\"alice\"", new TextKind("one word in quotes", CheckAccount),
            network => network.Account, (network, account) => network with { Account = account }),
        new Setting<NetworkSettings, string>(
            "password-file", "A file whose first line is the account's password. Only you may be able to read it.", "\"~/.secrets/home\"",
            File,
            network => network.PasswordFile, (network, file) => network with { PasswordFile = file }),
        new Setting<NetworkSettings, string>(
            "password-command", "A shell command that prints the account's password, in its place.", "\"pass show chat/home\"",
            new TextKind("a command in quotes", command => command.Trim().Length == 0 ? "This is not a command." : null),
            network => network.PasswordCommand, (network, command) => network with { PasswordCommand = command }),
        new Setting<NetworkSettings, string>(
            "server-password-file", "A file whose first line is the server's password.", "\"~/.secrets/server\"", File,
            network => network.ServerPasswordFile, (network, file) => network with { ServerPasswordFile = file }),
        new Setting<NetworkSettings, TlsMode>(
            "tls",
            "TLS is tried first. If the server has none: with \"auto\", clear text is used on this machine only; with \"always\", never; "
            + "with \"insecure-plaintext\", anywhere.",
            "\"always\"",
            new ChoiceKind<TlsMode>(
            [
                ("auto", TlsMode.Auto), ("always", TlsMode.Always), ("insecure-plaintext", TlsMode.InsecurePlaintext),
            ]),
            network => network.Tls, (network, mode) => network with { Tls = mode })
        { IsLeftOut = mode => mode == TlsMode.Auto },
        new Setting<NetworkSettings, KeyFingerprint>(
            "fingerprint", "The server's key, as it prints it; no other one is trusted.", $"\"{KeyFingerprint.Example}\"",
            new FingerprintKind(), network => network.Fingerprint, (network, key) => network with { Fingerprint = key }),
        new Setting<NetworkSettings, string>(
            "certificate-file",
            "A PEM file with your certificate and its key, for SASL EXTERNAL; the one of chat-client certificate if it is left out.",
            "\"~/.secrets/home.pem\"", File,
            network => network.CertificateFile, (network, file) => network with { CertificateFile = file }),
        new Setting<NetworkSettings, bool>(
            "autoconnect", "Whether to connect at start; true if it is left out.", "false", new SwitchKind(),
            network => network.AutoConnect, (network, connects) => network with { AutoConnect = connects }),
    ];

    protected override string? Refusal(string name) => name switch
    {
        "password" or "pass" => "A password does not belong in this file. Put it into a file that only you can read, and name that: "
            + "\"password-file\": \"...\"; or name a command that prints it: \"password-command\": \"...\".",
        "server-password" => "A password does not belong in this file. Put it into a file that only you can read, and name that: "
            + "\"server-password-file\": \"...\".",
        _ => null,
    };

    protected override void Check(JsonItem item, NetworkSettings value, SettingsSource source)
    {
        JsonMember? file = item.Member("password-file"), command = item.Member("password-command");
        if (file is not null && command is not null)
            source.Refuse(command.Place, "There is a \"password-file\", too. Remove one of them.");
        if ((file ?? command) is { } password && item.Member("account") is null)
            source.Refuse(password.Place, $"\"{password.Name}\" needs an \"account\" to log in to. "
                + "The server's password goes into \"server-password-file\".");
    }

    // The rooms of a URL come after those of the list.
    private static NetworkSettings SetAddress(NetworkSettings network, ServerAddress address) => network with
    {
        Address = address with { Rooms = [] },
        Rooms = [.. address.Rooms.Select(room => new RoomSettings(room))],
    };

    private static RoomSettings[] Together(IReadOnlyList<RoomSettings> rooms, IReadOnlyList<RoomSettings> more) =>
        [.. rooms.Concat(more).DistinctBy(room => room.Name, StringComparer.OrdinalIgnoreCase)];

    private static string? CheckName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsLetterOrDigit(name[0])
            && name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null
            : $"'{name}' is not a name for a network: 1 to {LongestName} letters, digits and - _ . beginning with a letter or digit.";

    private static string? CheckNick(string nick) =>
        Nickname.IsValid(Encoding.UTF8.GetBytes(nick))
            ? null
            : $"'{nick}' is not a nickname: 1 to {Nickname.MaximumBytes} letters, digits and -_[]{{}}\\|^`, not beginning "
                + "with a digit or -.";

    private static string? CheckAccount(string account) =>
        account.Length > 0 && !account.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            ? null
            : $"'{account}' is not an account: it is one word.";
}

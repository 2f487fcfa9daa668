using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Options;

/// <summary>The options that every way to use the client has.</summary>
internal sealed class CommonOptions
{
    /// <summary>The longest timeout, about as long as a timer can be set to.</summary>
    private const double MaximumTimeoutSeconds = 4_000_000;

    // Nobody else on the machine reads it there, as all do who list the processes.
    public const string PasswordVariable = "CHAT_CLIENT_PASSWORD";

    /// <summary>The server's password.</summary>
    public const string ServerPasswordVariable = "CHAT_CLIENT_PASS";

    private readonly Option<string[]> _room = new("--room")
    {
        Description = "A room, or ROOM,KEY; #lobby where none is named; may be given several times.",
        HelpName = "ROOM",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _nick = new("--nick")
    {
        Description = "The nickname; your login name where none is given.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _password = new("--pass")
    {
        Description = $"The server's password; better in a file (--pass-file) or in the environment, as {ServerPasswordVariable}.",
        HelpName = "PASSWORD",
    };

    private readonly Option<string?> _passFile = new("--pass-file")
    {
        Description = "A file whose first line is the server's password.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = "A file whose first line is the password of --account.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _noCtcp = new("--no-ctcp")
    {
        Description = "Do not tell others this program's name and clock (CTCP VERSION, PING, TIME).",
    };

    private readonly Option<string?> _account = new("--account")
    {
        Description = $"The account to log in to; its password is in --password-file or in the environment, as {PasswordVariable}.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _showPassword = new("--show-password")
    {
        Description = "Log in also where the account's password must be sent as it is, in clear text, over the network.",
    };

    private readonly Option<string?> _fingerprint = new("--fingerprint")
    {
        Description = "The server's key, SHA256:...; no other one is trusted in this run.",
        HelpName = "KEY",
    };

    private readonly Option<bool> _plaintext = new("--insecure-plaintext")
    {
        Description = "Use clear text where the server has no TLS, over the network, too: others can read and change it.",
    };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        Description = "Seconds to get in, and the same again for each answer (15); tail and wait: to listen.",
        HelpName = "SECONDS",
    };

    /// <summary>The name of the argument that is a server.</summary>
    public const string ServerName = "server";

    public static readonly string NicknameRule =
        $"1 to {Nickname.MaximumBytes} letters, digits and -_[]{{}}\\|^`, not beginning with a digit or -.";

    public CommonOptions()
    {
        _nick.Validators.Add(ValidateNick);
        _account.Validators.Add(ValidateAccount);
        _room.Validators.Add(ValidateRooms);
        _timeout.Validators.Add(ValidateTimeout);
        _fingerprint.Validators.Add(ValidateFingerprint);
        _passFile.Validators.Add(ValidateFile);
        _passwordFile.Validators.Add(ValidateFile);
    }

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line." };

    public void AddTo(Command command)
    {
        command.Options.Add(_room);
        command.Options.Add(_nick);
        command.Options.Add(_password);
        command.Options.Add(_passFile);
        command.Options.Add(_account);
        command.Options.Add(_passwordFile);
        command.Options.Add(_showPassword);
        command.Options.Add(_fingerprint);
        command.Options.Add(_plaintext);
        command.Options.Add(_noCtcp);
        command.Options.Add(Json);
        command.Options.Add(_timeout);
    }

    /// <summary>The server as a subcommand's own argument, which cannot be left out.</summary>
    public static Argument<string> Server()
    {
        var server = new Argument<string>(ServerName)
        {
            Description = "HOST[:PORT], [IPv6]:PORT, irc://HOST[:PORT]/ROOM or ircs://HOST[:PORT]/ROOM.",
        };
        server.Validators.Add(ValidateServer);
        return server;
    }

    public TimeSpan? ReadTimeout(ParseResult parsed) => parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public bool NamesRooms(CommandResult result) => result.GetResult(_room) is { Implicit: false };

    public bool NamesFingerprint(CommandResult result) => result.GetResult(_fingerprint) is { Implicit: false };

    public bool NamesAccount(CommandResult result) => result.GetResult(_account) is { Implicit: false };

    /// <summary>Returns the options; they were validated before.</summary>
    public ClientOptions Read(ParseResult parsed, string server, bool timeoutIsForConnecting = true)
    {
        ServerAddress address = ServerAddress.Parse(server, out _)!;
        string[][] named = [.. (parsed.GetValue(_room) ?? []).Select(room => ServerAddress.WithSign(room).Split(',', 2))];
        string[] rooms = [.. named.Select(room => room[0]), .. address.Rooms];
        if (parsed.GetValue(_password) is not null)
        {
            Console.Error.WriteLine("chat-client: --pass shows the password to everybody who lists this machine's processes; "
                + "--pass-file and CHAT_CLIENT_PASS do not");
        }
        if (named.Any(room => room.Length > 1))
        {
            Console.Error.WriteLine("chat-client: --room ROOM,KEY shows the key to everybody who lists this machine's processes; "
                + "/join ROOM KEY from a pipe does not");
        }
        string? nick = parsed.GetValue(_nick), account = parsed.GetValue(_account);
        return new ClientOptions
        {
            Server = address,
            Rooms = rooms.Length > 0 ? [.. rooms.Distinct(StringComparer.OrdinalIgnoreCase)] : ["#lobby"],
            Keys = named.Where(room => room.Length > 1).DistinctBy(room => room[0], StringComparer.OrdinalIgnoreCase)
                .ToDictionary(room => room[0], room => room[1]),
            Nick = nick ?? Nickname.From(account ?? Environment.UserName),
            NickIsExplicit = nick is not null,
            Password = parsed.GetValue(_password) ?? FirstLine(parsed.GetValue(_passFile))
                ?? Environment.GetEnvironmentVariable(ServerPasswordVariable),
            Account = account is null
                ? null
                : new Credentials(
                    account, FirstLine(parsed.GetValue(_passwordFile)) ?? NotEmpty(Environment.GetEnvironmentVariable(PasswordVariable)),
                    parsed.GetValue(_showPassword)),
            Tls = new TlsOptions
            {
                Mode = parsed.GetValue(_plaintext) ? TlsMode.InsecurePlaintext : TlsMode.Auto,
                Pinned = parsed.GetValue(_fingerprint) is { } fingerprint ? KeyFingerprint.Parse(fingerprint) : null,
                Store = TrustStore.Beside(SettingsPlace.Find(null)),
            },
            Json = parsed.GetValue(Json),
            AnswersCtcp = !parsed.GetValue(_noCtcp),
            Timeout = timeoutIsForConnecting ? ReadTimeout(parsed) ?? ClientOptions.DefaultTimeout : ClientOptions.DefaultTimeout,
        };
    }

    public static void ValidateServer(ArgumentResult result)
    {
        if (result.Tokens.Count > 0 && ServerAddress.Parse(result.Tokens[0].Value, out string error) is null) result.AddError(error);
    }

    /// <summary>Adds an error where a target is neither a room nor a person.</summary>
    public static void ValidateTarget(OptionResult result)
    {
        if (result.Tokens.Count == 1 && !TargetName.IsValid(result.Tokens[0].Value))
            result.AddError($"'{result.Tokens[0].Value}' is neither a room nor a nickname: --to is one name without spaces and commas.");
    }

    /// <summary>Adds an error where a name cannot be a nickname on any network.</summary>
    public static void ValidateName(OptionResult result, string option)
    {
        if (result.Tokens.Count == 1 && !TargetName.IsValid(result.Tokens[0].Value))
            result.AddError($"'{result.Tokens[0].Value}' is not a nickname: {option} is one name without spaces and commas.");
    }

    private static string? FirstLine(string? file)
    {
        if (file is null) return null;
        using var reader = new StreamReader(file);
        return reader.ReadLine() ?? "";
    }

    private static void ValidateFile(OptionResult result)
    {
        if (result.Tokens.Count != 1) return;
        try
        {
            if (!string.IsNullOrEmpty(FirstLine(result.Tokens[0].Value))) return;
            result.AddError($"{result.Tokens[0].Value} is empty: its first line is to be the password.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            result.AddError($"{result.Tokens[0].Value} cannot be read: {failure.Message}");
        }
    }

    private static void ValidateNick(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is not { } nick || Nickname.IsValid(Encoding.UTF8.GetBytes(nick))) return;
        result.AddError($"'{nick}' is not a nickname: {NicknameRule}");
    }

    private void ValidateAccount(OptionResult result)
    {
        if (result.Tokens.Count != 1) return;
        if (result.Tokens[0].Value.Length == 0) result.AddError("--account needs a name.");
        else if (result.GetResult(_passwordFile) is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PasswordVariable))
            && !HasCertificate(result))
        {
            result.AddError($"--account needs the account's password, in --password-file or in the environment, as {PasswordVariable}; "
                + "or a certificate: chat-client certificate HOST.");
        }
    }

    private static bool HasCertificate(OptionResult result)
    {
        IEnumerable<ArgumentResult> arguments = (result.Parent as CommandResult)?.Children.OfType<ArgumentResult>() ?? [];
        return arguments.FirstOrDefault(each => each.Argument.Name == ServerName) is { Tokens: [{ Value: var text }, ..] }
            && ServerAddress.Parse(text, out _) is { } server && TrustStore.Beside(SettingsPlace.Find(null)).HasCertificate(server);
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public static void ValidateFingerprint(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && KeyFingerprint.Parse(text) is null)
            result.AddError($"'{text}' is not the fingerprint of a key, which is SHA256: and 43 characters, as the server prints it.");
    }

    private static void ValidateRooms(OptionResult result)
    {
        foreach (string room in result.GetValueOrDefault<string[]>() ?? [])
        {
            string[] parts = room.Split(',');
            string name = ServerAddress.WithSign(parts[0]);
            bool hasKey = parts.Length == 1
                || (parts.Length == 2 && parts[1].Length > 0 && parts[1][0] != ':' && !parts[1].Any(char.IsWhiteSpace));
            // Other networks have other prefixes; behind the sign the same is forbidden everywhere.
            if (hasKey && !room.StartsWith('-') && RoomName.IsValid(Encoding.UTF8.GetBytes("#" + name[1..]))) continue;
            result.AddError(
                $"'{room}' is not a room name: 1 to {RoomName.MaximumBytes - 1} bytes without spaces, and a comma only before its key.");
        }
    }

    private static void ValidateTimeout(OptionResult result)
    {
        if (result.Tokens.Count != 1) return;
        bool valid = double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out double seconds)
            && seconds is > 0 and <= MaximumTimeoutSeconds;
        if (!valid) result.AddError($"'{result.Tokens[0].Value}' is not a timeout: --timeout is a number of seconds above 0.");
    }
}

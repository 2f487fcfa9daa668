using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>The options that every way to use the client has.</summary>
internal sealed class CommonOptions
{
    /// <summary>The longest timeout, about as long as a timer can be set to.</summary>
    private const double MaximumTimeoutSeconds = 4_000_000;

    // Nobody else on the machine reads it there, as all do who list the processes.
    private const string PasswordVariable = "CHAT_CLIENT_PASSWORD";

    private readonly Option<string[]> _room = new("--room")
    {
        Description = "A room to join, #lobby where none is named; may be given several times.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _nick = new("--nick") { Description = "The nickname; your login name where none is given." };

    private readonly Option<string?> _password = new("--pass")
    {
        Description = "The server's password; better in the environment, as CHAT_CLIENT_PASS.",
    };

    private readonly Option<string?> _account = new("--account")
    {
        Description = $"The account to log in to; its password is in the environment, as {PasswordVariable}.",
    };

    private readonly Option<bool> _showPassword = new("--show-password")
    {
        Description = "Log in also where the account's password must be sent as it is, over the network.",
    };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        Description = "Seconds to connect and to register in (15); tail and wait: to listen.",
    };

    public CommonOptions()
    {
        _nick.Validators.Add(ValidateNick);
        _account.Validators.Add(ValidateAccount);
        _room.Validators.Add(ValidateRooms);
        _timeout.Validators.Add(ValidateTimeout);
    }

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line." };

    public void AddTo(Command command)
    {
        command.Options.Add(_room);
        command.Options.Add(_nick);
        command.Options.Add(_password);
        command.Options.Add(_account);
        command.Options.Add(_showPassword);
        command.Options.Add(Json);
        command.Options.Add(_timeout);
    }

    /// <summary>The server as a subcommand's own argument, which cannot be left out.</summary>
    public static Argument<string> Server()
    {
        var server = new Argument<string>("server") { Description = "HOST[:PORT], [IPv6]:PORT or irc://HOST[:PORT]/ROOM." };
        server.Validators.Add(ValidateServer);
        return server;
    }

    public TimeSpan? ReadTimeout(ParseResult parsed) => parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>What was asked for; everything was validated before.</summary>
    public ClientOptions Read(ParseResult parsed, string server, bool timeoutIsForConnecting = true)
    {
        ServerAddress address = ServerAddress.Parse(server, out _)!;
        string[] rooms = [.. (parsed.GetValue(_room) ?? []).Select(ServerAddress.WithSign), .. address.Rooms];
        string? nick = parsed.GetValue(_nick), account = parsed.GetValue(_account);
        return new ClientOptions
        {
            Server = address,
            Rooms = rooms.Length > 0 ? [.. rooms.Distinct(StringComparer.OrdinalIgnoreCase)] : ["#lobby"],
            Nick = nick ?? Nickname.From(account ?? Environment.UserName),
            NickIsExplicit = nick is not null,
            Password = parsed.GetValue(_password) ?? Environment.GetEnvironmentVariable("CHAT_CLIENT_PASS"),
            Account = account is null
                ? null
                : new Credentials(account, Environment.GetEnvironmentVariable(PasswordVariable)!, address.IsLoopback || parsed.GetValue(_showPassword)),
            Json = parsed.GetValue(Json),
            Timeout = timeoutIsForConnecting ? ReadTimeout(parsed) ?? ClientOptions.DefaultTimeout : ClientOptions.DefaultTimeout,
        };
    }

    public static void ValidateServer(ArgumentResult result)
    {
        if (result.Tokens.Count > 0 && ServerAddress.Parse(result.Tokens[0].Value, out string error) is null) result.AddError(error);
    }

    private static void ValidateNick(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is not { } nick || Nickname.IsValid(Encoding.UTF8.GetBytes(nick))) return;
        result.AddError($"'{nick}' is no nickname: 1 to {Nickname.MaximumBytes} letters, digits and -_[]{{}}\\|^`, not beginning with a digit or -.");
    }

    private static void ValidateAccount(OptionResult result)
    {
        if (result.Tokens.Count != 1) return;
        if (result.Tokens[0].Value.Length == 0) result.AddError("--account needs a name.");
        else if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PasswordVariable))) result.AddError($"--account needs the account's password in the environment, as {PasswordVariable}.");
    }

    private static void ValidateRooms(OptionResult result)
    {
        foreach (string room in result.GetValueOrDefault<string[]>() ?? [])
        {
            string name = ServerAddress.WithSign(room);
            // Other networks have other signs; behind the sign the same is forbidden everywhere.
            if (RoomName.IsValid(Encoding.UTF8.GetBytes("#" + name[1..]))) continue;
            result.AddError($"'{room}' is no room's name: 1 to {RoomName.MaximumBytes - 1} bytes without spaces and commas.");
        }
    }

    private static void ValidateTimeout(OptionResult result)
    {
        if (result.Tokens.Count != 1) return;
        bool valid = double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= MaximumTimeoutSeconds;
        if (!valid) result.AddError($"'{result.Tokens[0].Value}' is no timeout: --timeout is a number of seconds above 0.");
    }
}

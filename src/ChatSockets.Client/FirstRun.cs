using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Discovery;
using ChatSockets.Client.Options;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>What the user answered at the first run.</summary>
/// <param name="Options">The server and the nickname.</param>
/// <param name="Password">The password of an account to make; null for none.</param>
internal sealed record FirstAnswers(ClientOptions Options, string? Password);

/// <summary>
/// The first run: three questions before the chat. What was answered is remembered in the settings when it has worked, so that a mistake is
/// not.
/// </summary>
/// <param name="app">The client, for what the user must be told.</param>
/// <param name="place">Where to remember it.</param>
/// <param name="answers">What the user answered.</param>
internal sealed class FirstRun(ClientApp app, SettingsPlace place, FirstAnswers answers) : IEventListener
{
    private const int MostLetters = 32;

    private bool _isOver;

    /// <summary>Asks. Returns null if the user does not want to go on.</summary>
    /// <param name="prompt">The terminal.</param>
    /// <param name="common">What the command line said.</param>
    /// <param name="search">Looks for servers on the network.</param>
    /// <param name="isPlain">Whether the terminal can only be written to, line by line.</param>
    public static FirstAnswers? Ask(LinePrompt prompt, ClientOptions common, Func<IReadOnlyList<FoundServer>> search, bool isPlain)
    {
        prompt.Write($"Welcome to ChatSockets. Three questions, and you are in; Enter takes what is in brackets.{Environment.NewLine}");
        prompt.Write($"Looking for servers on your network ...{Environment.NewLine}");
        ServerAddress? server = null;
        if (search() is { Count: > 0 } found && !ServerChoice.TryChoose(prompt, found, isPlain, out server)) return null;
        while (server is null)
        {
            if (prompt.Ask($"Server, as HOST or HOST:PORT [{common.Server}]: ") is not { } answer) return null;
            server = answer.Length == 0 ? common.Server : ServerAddress.Parse(answer, out string error) ?? Tell(error);
        }
        string? nick = null;
        while (nick is null)
        {
            if (prompt.Ask($"Nickname [{common.Nick}]: ") is not { } answer) return null;
            nick = answer.Length == 0 ? common.Nick : Nickname.IsValid(Encoding.UTF8.GetBytes(answer)) ? answer : null;
            if (nick is null) Tell(CommonOptions.NicknameRule);
        }
        string danger = common.Tls.Mode == TlsMode.InsecurePlaintext && !server.IsLoopback ? " It may be sent unencrypted." : "";
        if (prompt.AskSecretly($"A password, to keep {nick} as your account; nothing for no account.{danger} Password: ")
            is not { } password) return null;
        ClientOptions options = common with
        {
            Server = server,
            Nick = nick,
            NickIsExplicit = true,
            Rooms = server.Rooms.Count > 0 ? server.Rooms : common.Rooms,
        };
        return new FirstAnswers(options, password.Length > 0 ? password : null);

        ServerAddress? Tell(string error)
        {
            prompt.Write($"{error}{Environment.NewLine}");
            return null;
        }
    }

    public void Ready(Network network)
    {
        if (_isOver) return;
        if (answers.Password is null)
        {
            Remember(account: null);
        }
        else if (!AccountRegistration.IsOffered(network.Session!))
        {
            app.TellError("no account was made: this server makes none this way; try /ns help register");
            Remember(account: null);
        }
        else
        {
            AccountRegistration.Request(network.Session!, "*", answers.Password);
        }
    }

    public void Happened(Network network, SessionEvent happened)
    {
        if (_isOver || answers.Password is null || !network.IsReady) return;
        // The front has shown why it was refused.
        if (happened is AccountMade made) Remember(made.Account);
        else if (happened is Refused { Command: "REGISTER" }) Remember(account: null);
    }

    public void Dispose()
    {
    }

    private void Remember(string? account)
    {
        _isOver = true;
        ClientOptions options = answers.Options;
        string name = NameOf(options.Server), folder = Path.GetDirectoryName(Path.GetFullPath(place.File))!;
        string passwordFile = Path.Combine(folder, $"{name}.password");
        try
        {
            PrivateFile.MakeFolder(folder);
            if (account is not null && !PrivateFile.Create(passwordFile, Encoding.UTF8.GetBytes(answers.Password + "\n")))
                PrivateFile.Replace(passwordFile, Encoding.UTF8.GetBytes(answers.Password + "\n"));
        }
        catch (Exception failure) when (FileError.Is(failure))
        {
            app.TellError($"the password cannot be remembered: {failure.Message}");
            account = null;
        }
        var network = new NetworkSettings
        {
            Name = name,
            Address = options.Server with { Rooms = [] },
            Nick = options.Nick,
            Rooms = [.. options.Rooms.Select(room => new RoomSettings(room, options.Keys.GetValueOrDefault(room)))],
            Account = account,
            PasswordFile = account is null ? null : passwordFile,
        };
        if (SettingsFile.AddNetwork(place.File, network) is { } error) app.TellError(error);
        else app.Tell($"remembered in {place.File}: chat-client alone comes back here, chat-client config edit changes it");
    }

    // The network's name is a word of the user's, who can change it in the file.
    private static string NameOf(ServerAddress server)
    {
        string name = new([.. server.Host.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')]);
        return name.Length == 0 ? "home" : name[..Math.Min(name.Length, MostLetters)];
    }
}

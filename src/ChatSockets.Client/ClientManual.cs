using System.Globalization;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.CommandLine;

namespace ChatSockets.Client;

/// <summary>What the help, the man page and the reference of chat-client say besides its commands and options.</summary>
internal static class ClientManual
{
    public const string Lead = "Chat in a terminal, or through a pipe: lines in, lines out.";

    public static ProgramManual Create() => new()
    {
        Name = "chat-client",
        Summary = "chat in a terminal, a pipe and a script",
        Lead = Lead,
        Description =
        [
            "chat-client speaks to chat-server and to any other IRC server. In a terminal it fills the screen, and /help tells what can be "
                + "typed; with --plain it prints lines for a screen reader. Where its input or output is a pipe, each line of input is "
                + "said, and each line that is said is printed.",
            "Without a server it connects to those of its settings; without settings it shows the servers on this machine's networks.",
            "The commands are for scripts. The exit code is the server's answer to the request itself.",
        ],
        Forms =
        [
            new("chat-client", "find a server, or join your own"),
            new("chat-client localhost:5000", "you are in #lobby: type and talk"),
            new("chat-client ircs://irc.libera.chat", "another network, with TLS"),
            new("chat-client send HOST 'it is done'", "say one thing, and know that it arrived"),
            new("chat-client wait HOST 'done'", "wait until somebody says it"),
            new("chat-client tail HOST --json", "print what is said, for programs"),
            new("chat-client discover", "print the servers on this network"),
        ],
        FirstOptions = ["--room", "--nick", "--account", "--json", "--plain", "--timeout"],
        CommonTitle = "Options of all commands that connect",
        CommonAdvice = "It also takes --room, --nick, --account, --json, --timeout and the other options of all commands that connect: "
            + "chat-client --help-all.",
        Environment =
        [
            new(SettingsPlace.Variable, "The settings file, as --config."),
            new(CommonOptions.ServerPasswordVariable, "The server's password, as in the file of --pass-file."),
            new(CommonOptions.PasswordVariable, "The password of --account, as in the file of --password-file."),
            new("ACCESSIBLE", "Lines of text in place of the full screen, as --plain, unless it is empty or 0."),
            new("TERM, COLORTERM, NO_COLOR", "What the terminal can show; TERM=dumb stands for --plain, NO_COLOR for no colours."),
            new("VISUAL, EDITOR", "The editor of 'chat-client config edit'."),
            new("XDG_CONFIG_HOME, XDG_STATE_HOME", "The folders of the files below, in place of ~/.config and ~/.local/state."),
        ],
        Files =
        [
            new("~/.config/chatsockets/chat-client.json", "The settings; on Windows in %APPDATA%\\ChatSockets. 'chat-client config edit' "
                + "makes it with every setting explained."),
            new("~/.config/chatsockets/known-hosts", "The keys of servers, as they were first seen; 'chat-client trust' shows and changes "
                + "them."),
            new("~/.config/chatsockets/certificates", "The certificates of 'chat-client certificate'."),
            new("~/.local/state/chatsockets", "Messages that no server has accepted yet, and logs; on Windows in "
                + "%LOCALAPPDATA%\\ChatSockets."),
        ],
        ExitCodes =
        [
            Code(ExitCode.Done, "Done: the server has said so, where it was asked."),
            Code(ExitCode.Failed, "The connection was refused or lost, or standard input or output cannot be used."),
            Code(ExitCode.WrongUsage, "The command line or the settings file is wrong."),
            Code(ExitCode.TimedOut, "Timed out, or no server answered."),
            Code(ExitCode.ServerSaidNo, "The server said no, or its key is not trusted."),
            Code(ExitCode.Unknown, "The connection was lost before the server answered: what was sent may have arrived."),
            new($"{ExitCode.Signalled.ToString(CultureInfo.InvariantCulture)} + n", "Ended by the signal n: 130 by Ctrl-C."),
        ],
        Examples =
        [
            new("tail -f app.log | chat-client HOST --room ops", "say each line in the room ops"),
            new("chat-client send HOST hello --to bob", "say it to one person"),
            new("chat-client wait HOST '^deployed' --timeout 600", "wait for ten minutes at most: exit code 0 or 3"),
            new("chat-client history HOST --since 2h", "what was said in the last two hours"),
            new("chat-client ping HOST --count 5", "how long the server takes to answer"),
        ],
        SeeAlso = ["chat-server(1)"],
        Lookups = new Dictionary<string, Func<IEnumerable<string>>> { [CommonOptions.ServerName] = KnownServers },
    };

    // Those of the settings, and those whose keys are known. A file that cannot be read is none, since a shell asks.
    private static IEnumerable<string> KnownServers()
    {
        SettingsPlace place = SettingsPlace.Find(null);
        var servers = new List<string>(place.Load().Settings.Networks.Select(network => network.Address.ToString()));
        try
        {
            servers.AddRange(TrustStore.Beside(place).Keys.Lines.Select(line => line.Split(' ')[0]));
        }
        catch (Exception unusable) when (FileError.Is(unusable))
        {
        }
        return servers.Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static ManualRow Code(int code, string text) => new(code.ToString(CultureInfo.InvariantCulture), text);
}

using System.Globalization;
using ChatSockets.CommandLine;
using ChatSockets.Server.Configuration;

namespace ChatSockets.Server.Subcommands;

/// <summary>What the help, the man page and the reference of chat-server say besides its commands and options.</summary>
internal static class ServerManual
{
    public const string Lead = "A complete chat server. People join with chat-client, a browser, any IRC client, nc or telnet.";

    public static ProgramManual Create(SettingFlags flags) => new()
    {
        Name = "chat-server",
        Summary = "a complete chat server",
        Lead = Lead,
        Description =
        [
            "chat-server runs until Ctrl-C. When it is ready, it prints a line for each endpoint on standard output, as "
                + "'listening on 127.0.0.1:5000', and nothing else; its log goes to standard error.",
            "No setting is required. Each can be set by a flag, an environment variable or the file, under one name: --max-connections "
                + "500, CHAT_SERVER_MAX_CONNECTIONS=500, \"max-connections\": 500. A flag counts more than a variable, and a variable more "
                + "than the file. SIGHUP or 'chat-server reload' reads them again; some take effect at the next start only.",
            "The commands that look into a data folder, or ask a running server, find it by the same settings: by --port, --data or "
                + "--config, as the server was started.",
        ],
        Forms =
        [
            new("chat-server", "run it on port 5000"),
            new("chat-server -p 6667 --tls-port 6697", "on other ports, as IRC has them"),
            new("chat-server --bind 127.0.0.1", "for this machine only"),
            new("chat-server doctor", "can it run well here?"),
            new("chat-server top", "who is connected, and what it does"),
            new("chat-server account add alice", "make an account"),
        ],
        FirstOptions = ["--port", "--bind", "--tls", "--data", "--in-memory", "--config", "--log-level"],
        CommonTitle = "Settings",
        CommonAdvice = "--port, --data or --config say which server is meant, as it was started; all settings: chat-server --help-all.",
        Environment =
        [
            new(ConfigurationLoader.FileVariable, "The configuration file, as --config."),
            new(Setting.VariablePrefix + "...", "Any setting, in capitals and with _ for -: CHAT_SERVER_LOG_LEVEL=debug. A variable that "
                + "begins so and is no setting is refused."),
            new("XDG_DATA_HOME", "The folder of data folders on Linux, in place of ~/.local/share."),
            new("XDG_RUNTIME_DIR", "Where a server without a data folder has the socket that 'chat-server top' asks."),
            new("NOTIFY_SOCKET, WATCHDOG_USEC", "Set by systemd, which is told when the server is ready, alive and stopping."),
            new("LISTEN_PID, LISTEN_FDS", "Set by systemd, whose sockets the server then takes in place of its own."),
        ],
        Files =
        [
            new("~/.local/share/chat-server/PORT", "The data folder of the server on that port, on Linux. On macOS it is in "
                + "~/Library/Application Support, on Windows in %LOCALAPPDATA%. --data names another; --in-memory has none."),
            new("chat.db", "In the data folder: history, accounts, rooms, bans. 'chat-server backup' copies it."),
            new("certificate.pem", "In the data folder: the server's own key and certificate, made at the first start."),
            new("control.sock", "In the data folder: where 'chat-server top' asks."),
        ],
        ExitCodes =
        [
            Code(ExitCode.Done, "Stopped as asked, or printed what was asked for."),
            Code(ExitCode.CouldNotRun, "It could not run; one line says what to do. Of doctor and health: something is wrong."),
            Code(ExitCode.WrongUsage, "The command line or the configuration is wrong."),
            Code(ExitCode.Warned, "Only of doctor: something should be better."),
        ],
        Examples =
        [
            new("chat-server --port 0 --in-memory", "for a test: any free port, which standard output names, and nothing on disk"),
            new("chat-server config check --config chat.json", "print every mistake in a configuration file"),
            new("chat-server config show", "print every setting and where it comes from"),
            new("chat-server backup monday.db", "copy everything stored into one file, while the server runs"),
            new("chat-server history export --since 2026-01-31", "messages as lines of JSON"),
            new("chat-server cluster status", "the servers that are one chat by --cluster, and how they do"),
            new("chat-server hook add '#lobby' ci", "let a program say something in the lobby by HTTP"),
        ],
        SeeAlso = ["chat-client(1)", "systemd.service(5)"],
        OnlyInFile = SettingFlags.OnlyInFile,
        NotesOf = flags.NotesOf,
    };

    private static ManualRow Code(int code, string text) => new(code.ToString(CultureInfo.InvariantCulture), text);
}

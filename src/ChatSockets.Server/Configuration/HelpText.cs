using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace ChatSockets.Server.Configuration;

/// <summary><c>chat-server --help</c>, made from the table of <see cref="Settings"/>.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int Indent = 45;
    private const int Width = 120;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(Text());
        return 0;
    }

    public static string Text()
    {
        var text = new StringBuilder();
        text.AppendLine("A complete chat server. People join with chat-client, any IRC client, nc or telnet.");
        text.AppendLine();
        text.AppendLine("  chat-server [options]                   run it, until Ctrl-C");
        text.AppendLine("  chat-server reload [--port|--data|--pidfile]");
        text.AppendLine("                                          have that server read its configuration again");
        text.AppendLine("  chat-server config check [options]      tell everything that is wrong with the configuration");
        text.AppendLine("  chat-server config show [options]       tell every setting, and where it comes from");
        text.AppendLine("  chat-server config schema               print the JSON schema of the configuration file, for editors");
        text.AppendLine("  chat-server config password             read a password from standard input and print its hash");
        text.AppendLine("  chat-server doctor [--json]             look whether a server with these settings can run well here");
        text.AppendLine("  chat-server top [--once] [--json]       show who is connected to a running server, and what it does");
        text.AppendLine("  chat-server account list [--json]       list the accounts");
        text.AppendLine("  chat-server account add NAME            make one; the password is asked for, or read from standard input");
        text.AppendLine("  chat-server account password|drop NAME  give it another password, or end it");
        text.AppendLine("  chat-server account always-on NAME on|off");
        text.AppendLine("                                          whether its user stays when nobody is connected");
        text.AppendLine("  chat-server backup FILE [--force]       copy everything stored into one file, while the server runs");
        text.AppendLine("  chat-server import znc|weechat|irssi|inspircd PATH... [--room NAME] [--into NAME] [--timezone ZONE]");
        text.AppendLine("                                          add what their logs have to the history, while no server runs;");
        text.AppendLine("                                          --dry-run only tells, --strict ends at a line that is unreadable");
        text.AppendLine("  chat-server import ergo FILE...         add Ergo's history (SQLite, mysqldump) or accounts (ircd.db, JSON)");
        text.AppendLine("  chat-server history export [--room NAME] [--account NAME] [--since DATE]");
        text.AppendLine("                                          write messages as lines of JSON; of an account: from and to it");
        text.AppendLine("  chat-server history erase [--room NAME] [--account NAME] [--before DATE]");
        text.AppendLine("                                          erase that for ever; a backup that was made before still has it");
        text.AppendLine(
            "                                          (all of these: --data or --port name the server; a date is as 2026-01-31;");
        text.AppendLine("                                          what takes long tells how far it is, unless it has --quiet)");
        text.AppendLine();
        text.AppendLine(
            "No setting is required. Each can be set by a flag, an environment variable or the file, under one name:");
        text.AppendLine("--max-connections 500, CHAT_SERVER_MAX_CONNECTIONS=500, \"max-connections\": 500. A flag counts more than a");
        text.AppendLine(
            "variable, and a variable more than the file. SIGHUP reads them again; what has a * takes effect at the next start.");
        text.AppendLine();
        Row(text, "      --config FILE", "The configuration file, JSON in which comments may stand. Also CHAT_SERVER_CONFIG.");
        Row(text, "      --version", "Print the version.");
        Row(text, "  -h, --help", "Print this.");
        var defaults = new ProgramOptions();
        foreach (IGrouping<SettingGroup, Setting> group in Settings.All.GroupBy(setting => setting.Group))
        {
            text.AppendLine().AppendLine(Title(group.Key));
            foreach (Setting setting in group)
            {
                Row(text, Left(setting), setting.Description + (setting.IsList && !setting.OnlyInFile ? " May be given several times." : "")
                    + Default(setting, defaults));
            }
        }
        return text.ToString();
    }

    private static string Left(Setting setting)
    {
        string letter = setting.ShortFlag is { } flag ? flag + ", " : "    ";
        string text = setting.OnlyInFile
            ? $"      {setting.Name} (only in the file)"
            : $"  {letter}{setting.Flag} {setting.Placeholder}".TrimEnd();
        return setting.NeedsStart ? text + " *" : text;
    }

    private static string Default(Setting setting, ProgramOptions defaults)
    {
        string value = setting.ToJson(defaults, showSecrets: true).ToJsonString().Trim('[', ']')
            .Replace("\"", "", StringComparison.Ordinal);
        return value.Length == 0 || setting.IsSwitch ? "" : $" [{value}]";
    }

    private static void Row(StringBuilder text, string left, string description)
    {
        var line = new StringBuilder(left.PadRight(Indent - 1));
        foreach (string word in description.Split(' '))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                text.AppendLine(line.ToString());
                line.Clear().Append(' ', Indent - 1);
            }
            line.Append(' ').Append(word);
        }
        text.AppendLine(line.ToString());
    }

    private static string Title(SettingGroup group) => group switch
    {
        SettingGroup.Listening => "Where it listens",
        SettingGroup.Identity => "What it says of itself",
        SettingGroup.Access => "Who may come in, and as what",
        SettingGroup.Limits => "Limits",
        SettingGroup.Deadlines => "Deadlines, as 90s, 2m or 1h30m",
        _ => "The program",
    };
}

using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Configuration;
using ChatSockets.Storage;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server account</c>: makes, lists and drops accounts in a data folder, whether a server is running on it or not. A running server
/// looks accounts up in the same file, so all changes apply immediately; users who are logged in stay logged in until their connection
/// ends.
/// </summary>
internal sealed class AccountCommands(SettingFlags flags, ProgramStreams streams)
{
    private readonly Argument<string> _name = new("name") { Description = "The account, which is a nickname." };
    private readonly Argument<string> _switch = new("on|off") { CompletionSources = { "on", "off" } };
    private readonly Option<bool> _json = new("--json") { Description = "Print an object of JSON a line." };

    // From a pipe it is read in any case; this is for those who say what they do.
    private readonly Option<bool> _fromInput = new("--password-stdin")
    {
        Description = "Read the password from standard input, which happens anyway if that is no terminal.",
    };

    private ServerOptions _options = new();

    public Command Create()
    {
        var add = new Command("add", "Makes an account; the password is asked for, or read from standard input.") { _name, _fromInput };
        Do(add, Add, mayBeNew: true);
        var list = new Command("list", "Lists the accounts.") { _json };
        Do(list, List);
        var password = new Command("password", "Gives an account another password.") { _name, _fromInput };
        Do(password, Password);
        var drop = new Command("drop", "Ends an account. Its name is not free again.") { _name };
        Do(drop, Drop);
        var alwaysOn = new Command("always-on", "Says whether the account's user stays when nobody is connected.") { _name, _switch };
        Do(alwaysOn, AlwaysOn);
        var account = new Command("account", "Lists, makes and ends accounts, whether the server runs or not.")
        {
            add, list, password, drop, alwaysOn,
        };
        return account;
    }

    // Accounts may be there before the server has run for the first time.
    private void Do(Command command, Func<ParseResult, AccountDirectory, int> run, bool mayBeNew = false) =>
        command.SetAction(result => new FolderCommand(flags, streams).Run(
            result,
            (folder, options) =>
            {
                _options = options;
                bool isList = command.Name == "list";
                using StoreFile store = isList ? StoreFile.OpenToRead(folder, CancellationToken.None)
                    : StoreFile.Open(folder, CancellationToken.None);
                int code = run(result, new AccountDirectory(store, TimeProvider.System));
                if (code == ExitCode.Done && !isList)
                    StoredAudit.AddCommand(store, $"account {command.Name}", result.GetValue(_name)!);
                return code;
            },
            mayBeNew));

    private int Add(ParseResult result, AccountDirectory accounts)
    {
        string name = result.GetValue(_name)!;
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (!AccountRegistration.IsName(bytes))
            return Usage($"'{name}' cannot be the name of an account: it must be a nickname that a user could have.");
        if (!TryReadKeys(result, bytes, out ScramKeys? keys)) return ExitCode.WrongUsage;
        return accounts.Add(bytes, keys!) is null
            ? Refuse($"There is an account {name} or one like it, or there was once: choose another name.")
            : Tell($"The account {name} is made.");
    }

    private int Password(ParseResult result, AccountDirectory accounts)
    {
        if (Find(result, accounts) is not { } account) return ExitCode.CouldNotRun;
        if (!TryReadKeys(result, account.Name, out ScramKeys? keys)) return ExitCode.WrongUsage;
        accounts.SetKeys(account, keys!);
        return Tell($"The account {NameOf(account)} has another password.");
    }

    private int Drop(ParseResult result, AccountDirectory accounts)
    {
        if (Find(result, accounts) is not { } account) return ExitCode.CouldNotRun;
        accounts.Drop(account);
        return Tell($"The account {NameOf(account)} was dropped.");
    }

    private int AlwaysOn(ParseResult result, AccountDirectory accounts)
    {
        string text = result.GetValue(_switch)!;
        if (text is not ("on" or "off")) return Usage($"'{text}' is neither on nor off.");
        if (Find(result, accounts) is not { } account) return ExitCode.CouldNotRun;
        accounts.SetAlwaysOn(account, text == "on");
        return Tell(text == "on" ? $"{NameOf(account)} is always on." : $"{NameOf(account)} is not always on any more.");
    }

    private int List(ParseResult result, AccountDirectory accounts)
    {
        IReadOnlyList<Account> all = accounts.All();
        if (result.GetValue(_json)) return ListAsJson(accounts, all);
        int width = all.Select(account => account.Name.Length).DefaultIfEmpty().Max();
        foreach (Account account in all)
            Tell($"{NameOf(account).PadRight(width)}  "
                + account.Created.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
                + (account.IsAlwaysOn ? "  always on" : ""));
        return ExitCode.Done;
    }

    // An object a line, as the export of the history is.
    private int ListAsJson(AccountDirectory accounts, IReadOnlyList<Account> all)
    {
        foreach (Account account in all)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteString("name", account.Name);
                json.WriteString("created", account.Created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                json.WriteBoolean("always-on", account.IsAlwaysOn);
                json.WriteNumber("certificates", accounts.Certificates(account).Count);
                json.WriteEndObject();
            }
            Tell(Encoding.UTF8.GetString(bytes.ToArray()));
        }
        return ExitCode.Done;
    }

    private Account? Find(ParseResult result, AccountDirectory accounts)
    {
        string name = result.GetValue(_name)!;
        Account? account = accounts.Find(Encoding.UTF8.GetBytes(name));
        if (account is null)
        {
            string nearest = NameAdvice.Of(name, accounts.All().Select(one => one.Name));
            Refuse($"There is no account {name}.{(nearest.Length > 0 ? nearest : " 'chat-server account list' lists them.")}");
        }
        return account;
    }

    private bool TryReadKeys(ParseResult result, byte[] name, out ScramKeys? keys)
    {
        keys = null;
        ProgramStreams input = result.GetValue(_fromInput) ? streams with { IsTerminal = false } : streams;
        string? password = input.ReadPassword("Password: ");
        string? why = string.IsNullOrEmpty(password) ? "There was no password on standard input"
            : AccountRegistration.CheckPassword(_options, name, password)?.Text;
        if (why is null && input.IsTerminal && input.ReadPassword("The same again: ") != password)
            why = "Those were two different passwords";
        if (why is null && (keys = ScramKeys.Create(password!)) is null) why = "That password has characters that cannot be in one";
        if (why is not null) Usage($"{why}.");
        return why is null;
    }

    private static string NameOf(Account account) => Encoding.UTF8.GetString(account.Name);

    private int Tell(string text)
    {
        streams.Output.WriteLine(text);
        return ExitCode.Done;
    }

    private int Refuse(string reason) => streams.Complain(ExitCode.CouldNotRun, reason);

    private int Usage(string reason) => streams.Complain(ExitCode.WrongUsage, reason);
}

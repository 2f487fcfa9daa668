using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ChatSockets.Client.Core;
using ChatSockets.Client.Recording;
using ChatSockets.Client.Scripting;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>The arguments, options and subcommands, and the front that each runs.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs. Returns the exit code.</summary>
    public static int Run(string[] arguments, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        RootCommand root = Build(run);
        // "@bob hello" is a text and "[::1]" an address, not a response file and not a directive.
        root.Directives.Clear();
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        List<string> errors = [.. parsed.Errors.Select(error => error.Message), .. Mistaken(parsed)];
        if (errors.Count == 0) return Invoke(parsed);
        foreach (string error in errors) Console.Error.WriteLine($"chat-client: {error}");
        Console.Error.WriteLine("chat-client: see chat-client --help");
        return ExitCode.WrongUsage;
    }

    private static int Invoke(ParseResult parsed)
    {
        // Help and version are gathered, so that an output that cannot be written is ours to report.
        using var help = new StringWriter();
        int exitCode = parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, Output = help });
        string text = help.ToString();
        if (text.Length == 0) return exitCode;
        try
        {
            using Stream output = StandardOutput.Open();
            output.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            if (StandardOutput.Failure(gone) is not { } failure) return exitCode;
            Console.Error.WriteLine($"chat-client: {failure}");
            return ExitCode.Failed;
        }
        return exitCode;
    }

    // What looks like an option and is none must not become a text that is said, or waited for.
    private static IEnumerable<string> Mistaken(ParseResult parsed)
    {
        int behindDashes = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        IEnumerable<ArgumentResult> arguments = parsed.CommandResult.Children.OfType<ArgumentResult>();
        List<string> values = [.. arguments.SelectMany(argument => argument.Tokens).Select(token => token.Value)];
        return values.Take(values.Count - Math.Min(behindDashes, values.Count))
            .Where(value => value.Length > 1 && value[0] == '-' && (value[1] == '-' || char.IsAsciiLetter(value[1]))
                && !value.Any(char.IsWhiteSpace))
            .Select(value => $"there is no option {value}; to use it as text, write it after --");
    }

    private static RootCommand Build(Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        var common = new CommonOptions();
        var server = new Argument<string>("server")
        {
            Description = "HOST[:PORT], [IPv6]:PORT or irc://HOST[:PORT]/ROOM; the port is 5000 where none is named.",
            DefaultValueFactory = _ => "localhost",
        };
        server.Validators.Add(CommonOptions.ValidateServer);
        var interactive = new InteractiveChat(common, server, run);
        var root = new RootCommand("Chat in a terminal, or through a pipe: lines in, lines out.") { server };
        interactive.AddTo(root);
        common.AddTo(root);
        root.SetAction(interactive.Run);
        root.Subcommands.Add(Send(common, run));
        root.Subcommands.Add(Tail(common, run));
        root.Subcommands.Add(Wait(common, run));
        root.Subcommands.Add(ReplayCommand.Create());
        root.Subcommands.Add(ConfigCommands.Create());
        return root;
    }

    private static Command Send(CommonOptions common, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        Argument<string> server = CommonOptions.Server();
        var text = new Argument<string[]>("text")
        {
            Description = "What to say; the lines of standard input where it is - or nothing.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        text.Validators.Add(result =>
        {
            bool isEmpty = result.Tokens.Count > 0 && result.Tokens.All(token => string.IsNullOrWhiteSpace(token.Value));
            if (isEmpty) result.AddError("the text is empty.");
        });
        var to = new Option<string?>("--to") { Description = "The nickname or room to send to, in place of --room." };
        to.Validators.Add(CommonOptions.ValidateTarget);
        var command = new Command("send", "Say one thing, wait until the server has taken it, and leave.") { server, text, to };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server));
            string? named = parsed.GetValue(to);
            // What is said to those of one status (@#room) needs the room, too.
            string room = named?.TrimStart('~', '@', '%') ?? "";
            bool isRoom = RoomName.IsRoom(System.Text.Encoding.UTF8.GetBytes(room));
            IReadOnlyList<string> rooms = named is null ? options.Rooms : isRoom ? [room] : [];
            string said = string.Join(' ', parsed.GetValue(text) ?? []);
            return run(options with { Rooms = rooms },
                app => new SendOnce(app, ScriptStreams.Console(), named is null ? rooms : [named], said is "" or "-" ? null : said));
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(to) is not null && common.NamesRooms(result)) result.AddError("--to and --room cannot be used together.");
        });
        return command;
    }

    private static Command Tail(CommonOptions common, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        Argument<string> server = CommonOptions.Server();
        var count = new Option<int?>("--count") { Description = "Leave after so many lines." };
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1) return;
            bool valid = int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int lines) && lines > 0;
            if (!valid) result.AddError($"'{result.Tokens[0].Value}' is not a count: --count is a number from 1 on.");
        });
        Option<string?> since = Since();
        var command = new Command("tail", "Print messages from now on, until Ctrl-C.") { server, count, since };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server), timeoutIsForConnecting: false);
            var listen = new ListenOptions(null, parsed.GetValue(count), common.ReadTimeout(parsed));
            return run(options with { Since = ReadSince(parsed, since) }, app => new Listen(app, ScriptStreams.Console(), listen));
        });
        return command;
    }

    private static Command Wait(CommonOptions common, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        Argument<string> server = CommonOptions.Server();
        var pattern = new Argument<string>("pattern") { Description = "A regular expression (.NET's)." };
        var literal = new Option<bool>("--literal") { Description = "The pattern is a text, as it is." };
        Option<string?> since = Since();
        var command = new Command("wait", "Wait until somebody says what matches the pattern, and print it.")
        {
            server, pattern, literal, since,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(literal) || result.GetResult(pattern) is not { Tokens: [{ Value: { } value }] }) return;
            if (value.Length == 0) result.AddError("the pattern is empty.");
            else if (Pattern.Error(value) is { } error)
            {
                result.AddError($"'{value}' is not a regular expression: {error} To wait for it as plain text, use --literal.");
            }
        });
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server), timeoutIsForConnecting: false);
            var meant = new Pattern(parsed.GetRequiredValue(pattern), parsed.GetValue(literal));
            var listen = new ListenOptions(meant, 1, common.ReadTimeout(parsed));
            return run(options with { Since = ReadSince(parsed, since) }, app => new Listen(app, ScriptStreams.Console(), listen));
        });
        return command;
    }

    private static Option<string?> Since()
    {
        var since = new Option<string?>("--since")
        {
            Description = "Also print messages since then: 2026-01-31T12:00, or an age: 90s, 15m, 2h, 3d.",
        };
        since.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && PointInTime.Parse(result.Tokens[0].Value, TimeProvider.System) is null)
            {
                result.AddError($"'{result.Tokens[0].Value}' is not a time: --since is 2026-01-31T12:00, or 90s, 15m, 2h, 3d.");
            }
        });
        return since;
    }

    private static DateTimeOffset? ReadSince(ParseResult parsed, Option<string?> since) =>
        parsed.GetValue(since) is { } text ? PointInTime.Parse(text, TimeProvider.System) : null;
}

using System.CommandLine;
using System.Globalization;
using ChatSockets.Client.Scripting;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>The arguments, the options and the subcommands, and what runs for each.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs; answers the exit code.</summary>
    public static int Run(string[] arguments, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        RootCommand root = Build(run);
        // "@bob hello" is a text and "[::1]" an address, not a response file and not a directive.
        root.Directives.Clear();
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null });
        foreach (var error in parsed.Errors) Console.Error.WriteLine($"chat-client: {error.Message}");
        Console.Error.WriteLine("chat-client: see chat-client --help");
        return ExitCode.WrongUsage;
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
        var plain = new Option<bool>("--plain") { Description = "Lines of text even in a terminal." };
        var root = new RootCommand("Chat in a terminal, or through a pipe: lines in, lines out.") { server, plain };
        common.AddTo(root);
        root.SetAction(parsed => run(
            common.Read(parsed, parsed.GetRequiredValue(server)), FrontendFor(parsed.GetValue(plain) || parsed.GetValue(common.Json))));
        root.Subcommands.Add(Send(common, run));
        root.Subcommands.Add(Tail(common, run));
        root.Subcommands.Add(Wait(common, run));
        return root;
    }

    private static Func<ClientApp, IFrontend> FrontendFor(bool lines)
    {
        bool terminal = !lines && !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return terminal ? app => new TerminalChat(app) : app => new PipeChat(app, ScriptStreams.Console());
    }

    private static Command Send(CommonOptions common, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        Argument<string> server = CommonOptions.Server();
        var text = new Argument<string[]>("text")
        {
            Description = "What to say; the lines of standard input where it is - or nothing.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var to = new Option<string?>("--to") { Description = "The nickname or room to send to; the first --room where none is named." };
        var command = new Command("send", "Say one thing, wait until the server has taken it, and leave.") { server, text, to };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server));
            string target = parsed.GetValue(to) is { Length: > 0 } named ? named : options.Rooms[0];
            bool isRoom = RoomName.IsRoom(System.Text.Encoding.UTF8.GetBytes(target));
            string said = string.Join(' ', parsed.GetValue(text) ?? []);
            return run(options with { Rooms = isRoom ? [target] : [] },
                app => new SendOnce(app, ScriptStreams.Console(), target, said is "" or "-" ? null : said));
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
            if (!valid) result.AddError($"'{result.Tokens[0].Value}' is no count: --count is a number from 1 on.");
        });
        var command = new Command("tail", "Print what is said, until Ctrl-C.") { server, count };
        common.AddTo(command);
        command.SetAction(parsed => run(common.Read(parsed, parsed.GetRequiredValue(server), timeoutIsForConnecting: false), app =>
            new Listen(app, ScriptStreams.Console(), new ListenOptions(null, parsed.GetValue(count), common.ReadTimeout(parsed)))));
        return command;
    }

    private static Command Wait(CommonOptions common, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        Argument<string> server = CommonOptions.Server();
        var pattern = new Argument<string>("pattern") { Description = "A text or a regular expression." };
        var command = new Command("wait", "Wait until somebody says what contains or matches the pattern, and print it.") { server, pattern };
        common.AddTo(command);
        command.SetAction(parsed => run(common.Read(parsed, parsed.GetRequiredValue(server), timeoutIsForConnecting: false), app =>
            new Listen(app, ScriptStreams.Console(), new ListenOptions(new Pattern(parsed.GetRequiredValue(pattern)), 1, common.ReadTimeout(parsed)))));
        return command;
    }
}

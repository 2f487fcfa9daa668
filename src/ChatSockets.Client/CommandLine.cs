using System.CommandLine;
using System.CommandLine.Parsing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Recording;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Scripting.Commands;
using ChatSockets.Client.Settings.Trust;

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

    /// <summary>The arguments, options and subcommands, for tests of what is written about them.</summary>
    internal static RootCommand Define() => Build((_, _) => ExitCode.Done);

    private static int Invoke(ParseResult parsed)
    {
        // Help and version are gathered, so that an output that cannot be written is ours to report.
        using var help = new StringWriter();
        int exitCode = parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, Output = help });
        string text = help.ToString();
        if (text.Length == 0) return exitCode;
        int written = StandardOutput.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return written == ExitCode.Done ? exitCode : written;
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
            Description = "HOST[:PORT] (5000), [IPv6]:PORT, irc://HOST[:PORT]/ROOM (6667) or ircs://HOST[:PORT]/ROOM (6697, TLS and "
                + "nothing else).",
            DefaultValueFactory = _ => "localhost",
        };
        server.Validators.Add(CommonOptions.ValidateServer);
        var interactive = new InteractiveChat(common, server, run);
        var root = new RootCommand("Chat in a terminal, or through a pipe: lines in, lines out.") { server };
        interactive.AddTo(root);
        common.AddTo(root);
        root.Validators.Add(result =>
        {
            // Of several networks in the settings, each has its own.
            if (common.NamesFingerprint(result) && result.GetResult(server) is not { Implicit: false })
                result.AddError("--fingerprint needs a server: chat-client HOST:PORT --fingerprint ...");
        });
        root.SetAction(interactive.Run);
        root.Subcommands.Add(SendCommand.Create(common, run.Invoke));
        root.Subcommands.Add(TailCommand.Create(common, run.Invoke));
        root.Subcommands.Add(WaitCommand.Create(common, run.Invoke));
        root.Subcommands.Add(HistoryCommand.Create(common, run.Invoke));
        root.Subcommands.Add(WhoCommand.Create(common, run.Invoke));
        root.Subcommands.Add(RoomsCommand.Create(common, run.Invoke));
        root.Subcommands.Add(CertificateCommand.Create(common, run.Invoke));
        root.Subcommands.Add(TrustCommand.Create());
        root.Subcommands.Add(DiscoverCommand.Create(common));
        root.Subcommands.Add(PingCommand.Create(common, run.Invoke));
        root.Subcommands.Add(ReplayCommand.Create());
        root.Subcommands.Add(ConfigCommands.Create());
        return root;
    }
}

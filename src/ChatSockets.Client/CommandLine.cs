using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;
using ChatSockets.Client.Recording;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Scripting.Commands;
using ChatSockets.CommandLine;

namespace ChatSockets.Client;

/// <summary>The arguments, options and subcommands, and the front that each runs.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs. Returns the exit code.</summary>
    public static int Run(string[] arguments, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        (RootCommand root, ProgramManual manual) = Create(run);
        // "@bob hello" is a text, not a file of arguments.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        IReadOnlyList<string> errors = UsageErrors.Of(arguments, parsed, manual);
        if (errors.Count == 0) return Invoke(parsed);
        foreach (string error in errors) Console.Error.WriteLine($"chat-client: {error}");
        Console.Error.WriteLine($"chat-client: {UsageErrors.Advice(parsed, manual)}");
        return ExitCode.WrongUsage;
    }

    /// <summary>The arguments, options and subcommands, for tests of what is written about them.</summary>
    internal static RootCommand Define() => Create((_, _) => ExitCode.Done).Command;

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

    /// <summary>The commands and options, and what the pages say besides.</summary>
    public static (RootCommand Command, ProgramManual Manual) Create(Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
    {
        var common = new CommonOptions();
        var server = new Argument<string>(CommonOptions.ServerName)
        {
            Description = "HOST[:PORT] (5000), [IPv6]:PORT, irc://HOST[:PORT]/ROOM (6667) or ircs://HOST[:PORT]/ROOM (6697, TLS and "
                + "nothing else).",
            DefaultValueFactory = _ => "localhost",
        };
        server.Validators.Add(CommonOptions.ValidateServer);
        var interactive = new InteractiveChat(common, server, run);
        var root = new RootCommand(ClientManual.Lead) { server };
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
        // "[::1]" is an address, not a directive.
        root.Directives.Clear();
        ProgramManual manual = ClientManual.Create();
        HelpOptions.AddTo(root, manual);
        return (root, manual);
    }
}

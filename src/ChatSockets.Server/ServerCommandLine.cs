using System.CommandLine;
using System.Net;
using ChatSockets.CommandLine;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Server.Diagnostics.Doctor;
using ChatSockets.Server.Diagnostics.Top;
using ChatSockets.Server.Subcommands;
using ChatSockets.Server.Systemd;
using ChatSockets.Server.Windows;
using ChatSockets.Storage.Sqlite;
using Serilog.Core;

namespace ChatSockets.Server;

/// <summary>
/// The program: command line to configuration to server to exit code. 0: stopped as asked; 1: it could not run; 2: wrong usage.
/// Standard output has one line for each endpoint and nothing else; everything else goes to standard error.
/// </summary>
internal sealed class ServerCommandLine
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly SettingFlags _flags = new();
    private readonly ProgramStreams _streams;

    public ServerCommandLine(ProgramStreams streams) => _streams = streams;

    public static Task<int> RunAsync(string[] arguments, ProgramStreams? streams = null) =>
        new ServerCommandLine(streams ?? ProgramStreams.OfProcess()).ParseAndRunAsync(arguments);

    /// <summary>The arguments, options and subcommands, for tests of what is written about them.</summary>
    internal static RootCommand Define() => new ServerCommandLine(ProgramStreams.OfProcess()).Create().Command;

    private async Task<int> ParseAndRunAsync(string[] arguments)
    {
        (RootCommand command, ProgramManual manual) = Create();
        // A password may begin with an at sign: it names no file of more arguments.
        ParseResult parsed = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        IReadOnlyList<string> errors = UsageErrors.Of(arguments, parsed, manual);
        if (errors.Count == 0)
        {
            var configuration = new InvocationConfiguration
            {
                Output = _streams.Output,
                Error = _streams.Error,
                EnableDefaultExceptionHandler = false,
            };
            // The server says goodbye by itself, and takes its time: the library would end the process after two seconds, with 143.
            if (parsed.CommandResult.Command == command) configuration.ProcessTerminationTimeout = null;
            return await InvokeAsync(parsed, configuration).ConfigureAwait(false);
        }
        foreach (string error in errors) _streams.Complain(error);
        return _streams.Complain(ExitCode.WrongUsage, UsageErrors.Advice(parsed, manual));
    }

    private async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration configuration)
    {
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return _streams.Complain(ExitCode.CouldNotRun, exception.Message);
        }
    }

    /// <summary>The commands and options, and what the pages say besides.</summary>
    public (RootCommand Command, ProgramManual Manual) Create()
    {
        var command = new RootCommand(ServerManual.Lead);
        foreach (Option option in _flags.Options) command.Options.Add(option);
        command.Subcommands.Add(new ConfigCommands(_flags, _streams).Create());
        command.Subcommands.Add(new AccountCommands(_flags, _streams).Create());
        command.Subcommands.Add(new HookCommands(_flags, _streams).Create());
        command.Subcommands.Add(new ClusterCommands(_flags, _streams).Create());
        command.Subcommands.Add(new ReloadCommand(_flags, _streams).Create());
        command.Subcommands.Add(new DoctorCommand(_flags, _streams).Create());
        command.Subcommands.Add(new HealthCommand(_flags, _streams).Create());
        command.Subcommands.Add(new TopCommand(_flags, _streams).Create());
        command.Subcommands.Add(new AuditCommand(_flags, _streams).Create());
        command.Subcommands.Add(new WindowsServiceCommand(_flags, _streams, ServeAsync).Create());
        command.Subcommands.Add(new ImportCommand(_flags, _streams).Create());
        foreach (Command subcommand in new StoreCommands(_flags, _streams).Create()) command.Subcommands.Add(subcommand);
        command.SetAction((result, _) => ServeAsync(_flags.Read(result, _streams.Environment), Never));
        ProgramManual manual = ServerManual.Create(_flags);
        HelpOptions.AddTo(command, manual);
        return (command, manual);
    }

    private async Task<int> ServeAsync(ConfigurationSources sources, Task stop)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        ProgramStreams streams = _streams with { Format = loaded.Options.LogFormat };
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);

        var level = new LoggingLevelSwitch(loaded.Options.LogLevel);
        using Logger log = Logging.Create(level, loaded.Options.LogFormat);
        using var signals = new ProgramSignals(log);
        using var manager = new ServiceManager(_streams.Environment(), Environment.ProcessId, log, TimeProvider.System);
        var reload = new ConfigurationReload(sources, loaded.Options, level);
        try
        {
            ServerOptions options = loaded.Options.ForServer with { Log = log, Reread = reload.Run };
            options = options with
            {
                ControlSocket = ControlPath.Of(options.DataFolder, Environment.ProcessId),
                Inherited = InheritedSockets.Take(_streams.Environment(), Environment.ProcessId),
            };
            bool isNewFolder = options.DataFolder is { } folder && !File.Exists(Path.Combine(folder, Database.FileName));
            Task<ChatServer> starting = ChatServer.StartAsync(options);
            // To follow the log of a cluster from its beginning may take its time.
            if (await Task.WhenAny(starting, signals.Stopped, stop).ConfigureAwait(false) != starting) return ExitCode.Done;
            await using ChatServer server = await starting.ConfigureAwait(false);
            signals.Reload = () => server.Rehash();
            using PidFile? file = loaded.Options.PidFile.Length > 0 ? PidFile.Write(loaded.Options.PidFile) : null;
            Announce(server);
            if (streams is { IsErrorTerminal: true, Format: LogFormat.Text }) Hint(server, options, isNewFolder);
            manager.Ready(() => server.IsHealthy);
            Task ended = await Task.WhenAny(signals.Stopped, stop, server.CutOff).ConfigureAwait(false);
            manager.Stopping();
            if (ended != server.CutOff) return ExitCode.Done;
            // A service manager starts it anew, and then it knows what the others do.
            return streams.Complain(ExitCode.CouldNotRun, await server.CutOff.ConfigureAwait(false));
        }
        catch (ServerStartException exception)
        {
            streams.Complain(exception.Message);
            return ExitCode.CouldNotRun;
        }
    }

    private void Hint(ChatServer server, ServerOptions options, bool isNewFolder)
    {
        var hints = new JoinHints(options, server.EndPoints, JoinHints.OwnAddresses())
        {
            Fingerprint = server.Context.Certificates.Fingerprint(),
            IsNewFolder = isNewFolder,
        };
        _streams.Error.Write(string.Concat(hints.Lines().Select(line => line + Environment.NewLine)));
    }

    private void Announce(ChatServer server)
    {
        try
        {
            foreach (IPEndPoint endPoint in server.EndPoints) _streams.Output.WriteLine($"listening on {endPoint}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard output is closed or full. The server is not worse for it, and the log tells the same.
        }
    }
}

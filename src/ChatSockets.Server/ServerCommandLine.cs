using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using ChatSockets.Server.Diagnostics;
using Serilog.Events;

namespace ChatSockets.Server;

/// <summary>
/// The program: command line to options to server to exit code. 0: stopped as asked; 1: it could not run; 2: wrong usage.
/// Standard output has one line for each endpoint and nothing else; everything else goes to standard error.
/// </summary>
internal static class ServerCommandLine
{
    private const int Stopped = 0;
    private const int CouldNotRun = 1;
    private const int WrongUsage = 2;

    private static readonly ServerOptions Defaults = new();

    private static readonly Option<int> Port = new("--port", "-p")
    {
        Description = "The TCP port, 0 to 65535; 0 takes any free one. Ports under 1024 need privileges.",
        DefaultValueFactory = _ => Defaults.Port,
    };

    private static readonly Option<IPAddress[]> Bind = new("--bind")
    {
        Description = "An address to listen on; may be given several times. Without it: every interface, IPv4 and IPv6.",
        CustomParser = result => [.. result.Tokens.Select(token => Parse(token.Value, result))],
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "The server's name on the wire; it needs a dot.",
        DefaultValueFactory = _ => Defaults.Name,
    };

    private static readonly Option<string> Network = new("--network")
    {
        Description = "The network's name, as clients show it.",
        DefaultValueFactory = _ => Defaults.Network,
    };

    private static readonly Option<string?> Password = new("--password")
    {
        Description = "A password that everybody who connects must give. The environment variable CHAT_SERVER_PASSWORD keeps it out of process lists.",
    };

    private static readonly Option<FileInfo?> Motd = new("--motd") { Description = "A text file that everybody is shown on arrival." };

    private static readonly Option<int> MaximumConnections = new("--max-connections")
    {
        Description = "The most connections at a time.",
        DefaultValueFactory = _ => Defaults.MaximumConnections,
    };

    private static readonly Option<bool> InMemory = new("--in-memory")
    {
        Description = "Keep nothing on disk. (This version never does.)",
    };

    private static readonly Option<LogEventLevel> LogLevel = new("--log-level")
    {
        Description = "The least important events to log.",
        DefaultValueFactory = _ => LogEventLevel.Information,
    };

    private static readonly Option<LogFormat> LogFormatOption = new("--log-format")
    {
        Description = "How the log is written to standard error.",
        DefaultValueFactory = _ => LogFormat.Text,
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("A complete chat server. People join with chat-client, any IRC client, nc or telnet.")
        {
            Port, Bind, Name, Network, Password, Motd, MaximumConnections, InMemory, LogLevel, LogFormatOption,
        };
        command.SetAction((result, _) => ServeAsync(result));
        ParseResult parsed = command.Parse(arguments);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync().ConfigureAwait(false);
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors) Complain(error.Message.ReplaceLineEndings(" "));
        Complain("chat-server --help tells what can be asked for.");
        return WrongUsage;
    }

    private static async Task<int> ServeAsync(ParseResult result)
    {
        using var stop = new StopSignal();
        using Serilog.Core.Logger log = Logging.Create(result.GetValue(LogLevel), result.GetValue(LogFormatOption));
        ServerOptions options;
        try
        {
            options = Options(result) with { Log = log };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Complain($"The message of the day cannot be read: {exception.Message}");
            return CouldNotRun;
        }
        if (options.Errors().FirstOrDefault() is { } error)
        {
            Complain(error);
            return WrongUsage;
        }

        try
        {
            await using ChatServer server = await ChatServer.StartAsync(options).ConfigureAwait(false);
            foreach (IPEndPoint endPoint in server.EndPoints) Console.WriteLine($"listening on {endPoint}");
            await stop.Task.ConfigureAwait(false);
            return Stopped;
        }
        catch (ServerStartException exception)
        {
            Complain(exception.Message);
            return CouldNotRun;
        }
    }

    private static ServerOptions Options(ParseResult result) => new()
    {
        Port = result.GetValue(Port),
        Bind = result.GetValue(Bind) ?? [],
        Name = result.GetValue(Name)!,
        Network = result.GetValue(Network)!,
        Password = result.GetValue(Password) ?? Environment.GetEnvironmentVariable("CHAT_SERVER_PASSWORD"),
        MessageOfTheDay = result.GetValue(Motd) is { } file ? File.ReadAllLines(file.FullName) : [],
        MaximumConnections = result.GetValue(MaximumConnections),
    };

    private static IPAddress Parse(string text, System.CommandLine.Parsing.ArgumentResult result)
    {
        if (text == "localhost") return IPAddress.Loopback;
        if (IPAddress.TryParse(text.AsSpan().Trim("[]"), out IPAddress? address)) return address;
        result.AddError($"'{text}' is not an IP address, as 127.0.0.1 or ::1 is.");
        return IPAddress.None;
    }

    private static void Complain(string text) => Console.Error.WriteLine($"chat-server: {text}");

    /// <summary>Ctrl-C and SIGTERM, as a task.</summary>
    private sealed class StopSignal : IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly PosixSignalRegistration[] _registrations;

        public StopSignal() =>
            _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Asked), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Asked)];

        public Task Task => _asked.Task;

        public void Dispose()
        {
            foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        }

        private void Asked(PosixSignalContext context)
        {
            context.Cancel = true;
            _asked.TrySetResult();
        }
    }
}

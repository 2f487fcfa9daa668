using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;
using ChatSockets.Client.Scripting.Ping;
using ChatSockets.CommandLine;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client ping</c>: how long a server takes to answer, and how many answers are lost.</summary>
internal sealed class PingCommand(CommonOptions common, RunClient run)
{
    // The most that a server answers for long (README).
    private const double LeastInterval = 0.1;
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(2);

    private readonly Argument<string> _server = CommonOptions.Server();

    private readonly CountOption _count = new("How many times to ask; without it, until Ctrl-C.") { Aliases = { "-c" } };

    private readonly Option<double> _interval = new("--interval", "-i")
    {
        Description = "Seconds between two questions (1).",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _tcp = new("--tcp")
    {
        Description = "Connect, and ask with IRC's PING, which every IRC server answers; without it, by UDP datagrams.",
    };

    public static Command Create(CommonOptions common, RunClient run) => new PingCommand(common, run).Build();

    private Command Build()
    {
        var command = new Command("ping", "Print how long the server takes to answer, each time, and a summary.")
        {
            _server, _count, _interval, _tcp,
        };
        common.AddTo(command);
        _interval.Validators.Add(result => Seconds.Validate(result, "--interval", LeastInterval));
        command.Validators.Add(result =>
        {
            if (common.NamesRooms(result)) result.AddError("ping enters no room: leave out --room.");
        });
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(_server), timeoutIsForConnecting: false);
        var ping = new PingOptions(parsed.GetValue(_count) ?? 0, TimeSpan.FromSeconds(parsed.GetValue(_interval)),
            common.ReadTimeout(parsed) ?? UsualTimeout);
        using var output = StandardOutputStream.OpenToNoticeReader();
        var report = new PingReport(output, TimeProvider.System, options.Server.ToString(), options.Json);
        return parsed.GetValue(_tcp)
            ? run(options with { Rooms = [] }, app => new PingServer(app, ping, report))
            : RunUdp(options.Server, ping, report);
    }

    private static int RunUdp(ServerAddress server, PingOptions options, PingReport report)
    {
        IPEndPoint[] targets;
        try
        {
            targets = [.. Dns.GetHostAddresses(server.Host).Select(address => new IPEndPoint(address, server.Port))];
        }
        catch (SocketException unknown)
        {
            // As ping's.
            Console.Error.WriteLine($"chat-client: {server.Host}: {unknown.Message}");
            return ExitCode.WrongUsage;
        }
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            using var udp = new UdpPing(targets, options, report);
            report.Begin("over UDP");
            udp.Run(stop.Token);
            report.Summarize();
        }
        catch (StandardOutputException gone)
        {
            if (gone.IsReaderGone) return report.ExitCode;
            Console.Error.WriteLine($"chat-client: {gone.Message}");
            return ExitCode.Failed;
        }
        if (report.ExitCode != ExitCode.Done)
        {
            Console.Error.WriteLine("chat-client: chat-server answers datagrams from its own networks, unless its discovery is off; "
                + "ping --tcp asks any IRC server, from anywhere");
        }
        return report.ExitCode;
    }
}

using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Text;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Diagnostics.Control;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server health</c>: asks the server that runs here with these settings whether it serves clients, as its /healthz tells it. Named
/// by its data folder alone, the server itself says on which port it listens. For the health checks of containers, which have neither curl
/// nor a shell. Exit code 0: it does; 1: it does not, or there is none.
/// </summary>
internal sealed class HealthCommand(SettingFlags flags, ProgramStreams streams)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public Command Create()
    {
        var health = new Command("health", "Asks the server that runs here whether it serves clients.");
        health.SetAction((result, cancellation) => RunAsync(flags.Read(result, streams.Environment), cancellation));
        return health;
    }

    private async Task<int> RunAsync(ConfigurationSources sources, CancellationToken cancellation)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        ServerOptions options = loaded.Options.ForServer;
        try
        {
            if (options.DataFolder is { } folder && loaded.Origins.ContainsKey("data") && !loaded.Origins.ContainsKey("port"))
                options = AsRunningOn(folder, options);
        }
        catch (IOException exception)
        {
            return streams.Complain(ExitCode.CouldNotRun, exception.Message);
        }
        if (options.Port == 0)
        {
            streams.Complain("Name the port that the server has: chat-server health --port NUMBER.");
            return ExitCode.WrongUsage;
        }
        var page = new UriBuilder(options.Tls == TlsMode.Required ? "https" : "http", AddressOf(options), options.Port, "healthz").Uri;
        try
        {
            using var handler = new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = (context, end) => ConnectAsync(context.DnsEndPoint, options, end),
            };
#pragma warning disable CA5359 // The server is this machine's own, and has most often made its certificate itself.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            using var client = new HttpClient(handler) { Timeout = Deadline };
            using HttpResponseMessage response = await client.GetAsync(page, cancellation).ConfigureAwait(false);
            string text = (await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)).Trim();
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable))
                return streams.Complain(ExitCode.CouldNotRun, $"What listens at {page.Authority} is no chat-server.");
            if (response.StatusCode != HttpStatusCode.OK) return streams.Complain(ExitCode.CouldNotRun, text);
            streams.Output.WriteLine(text);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            streams.Complain(exception is HttpRequestException
                ? $"No healthy server at {page.Authority}: {exception.InnerException?.Message ?? exception.Message}"
                : $"The server at {page.Authority} did not reply within {Deadline.TotalSeconds:0} s.");
            return ExitCode.CouldNotRun;
        }
    }

    // The options, with the endpoint of the server that has the folder.
    private static ServerOptions AsRunningOn(string folder, ServerOptions options)
    {
        ServerSnapshot server = RunningServer.On(folder);
        if (server.Listening.Count == 0)
            throw new IOException($"The server on {folder} is of an older version: name its port with --port.");
        var endPoint = IPEndPoint.Parse(server.Listening[0]);
        bool isAny = endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);
        return options with
        {
            Port = endPoint.Port,
            Bind = isAny ? [] : [endPoint.Address],
            Tls = server.IsTlsRequired ? TlsMode.Required : TlsMode.Optional,
        };
    }

    // To a server that expects a proxy here, this is one that speaks for itself: the PROXY protocol, "2.1. Human-readable header format".
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, ServerOptions options, CancellationToken end)
    {
        var address = IPAddress.Parse(endPoint.Host.Trim('[', ']'));
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, endPoint.Port, end).ConfigureAwait(false);
            if (options.ProxyNetworks.Any(network => HostPattern.Contains(network, address)))
                await socket.SendAsync("PROXY UNKNOWN\r\n"u8.ToArray(), end).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string AddressOf(ServerOptions options)
    {
        IPAddress address = options.Bind.Count > 0 ? options.Bind[0] : IPAddress.Loopback;
        if (address.Equals(IPAddress.Any)) address = IPAddress.Loopback;
        if (address.Equals(IPAddress.IPv6Any)) address = IPAddress.IPv6Loopback;
        return address.ToString();
    }
}

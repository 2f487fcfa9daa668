using System.CommandLine;
using System.Net;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Tls;

namespace ChatSockets.Server.Diagnostics.Status;

/// <summary>
/// <c>chat-server health</c>: asks the server that runs here with these settings whether it serves clients, as its /healthz tells it. For
/// the health checks of containers, which have neither curl nor a shell. Exit code 0: it does; 1: it does not, or there is none.
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
        if (options.Port == 0)
        {
            streams.Complain("Name the port that the server has: chat-server health --port NUMBER.");
            return ExitCode.WrongUsage;
        }
        var page = new UriBuilder(options.Tls == TlsMode.Required ? "https" : "http", AddressOf(options), options.Port, "healthz").Uri;
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false };
#pragma warning disable CA5359 // The server is this machine's own, and has most often made its certificate itself.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            using var client = new HttpClient(handler) { Timeout = Deadline };
            using HttpResponseMessage response = await client.GetAsync(page, cancellation).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            await streams.Output.WriteLineAsync(text.Trim()).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK ? ExitCode.Done : ExitCode.CouldNotRun;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            streams.Complain(exception is HttpRequestException
                ? $"No healthy server at {page.Authority}: {exception.Message}"
                : $"The server at {page.Authority} did not reply within {Deadline.TotalSeconds:0} s.");
            return ExitCode.CouldNotRun;
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

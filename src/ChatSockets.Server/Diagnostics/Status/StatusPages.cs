using System.Net;
using System.Text;
using ChatSockets.Server.Diagnostics.Metrics;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Diagnostics.Status;

/// <inheritdoc cref="IStatusPages"/>
internal sealed class StatusPages(ServerContext server) : IStatusPages
{
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly CommitProbe _probe = new(server);

    public StatusPage Health() => Page(Causes(
        (server.Store.Commits.IsAlive, "the thread of the store has ended"),
        (server.Lanes.AreAlive, "a thread that sends has ended"),
        (server.RetentionJob.IsAlive, "the sweep of the history hangs")));

    public StatusPage Ready() =>
        Page((server.IsStopping ? "the server is shutting down" : server.Shared?.Trouble ?? _probe.Run()) is { } failure ? [failure] : []);

    public StatusPage Metrics(IPAddress? address)
    {
        if (address is null || !IsAllowed(address))
            return Text(403, "The figures are for this machine and for the networks in metrics-networks.\n");
        return new StatusPage(200, PrometheusText.ContentType, PrometheusText.Write(server.Metrics.Reader.Read()));
    }

    private bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return IPAddress.IsLoopback(address) || server.Options.MetricsNetworks.Any(network => network.Contains(address));
    }

    private static string[] Causes(params (bool IsFine, string Cause)[] parts) =>
        [.. parts.Where(part => !part.IsFine).Select(part => part.Cause)];

    private static StatusPage Page(string[] causes) =>
        causes.Length == 0 ? Text(200, "ok\n") : Text(503, $"not ok: {string.Join("; ", causes)}\n");

    private static StatusPage Text(int code, string text) => new(code, PlainText, Encoding.UTF8.GetBytes(text));
}

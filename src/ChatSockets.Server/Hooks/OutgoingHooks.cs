using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Threading.Channels;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Hooks;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Storage;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// Posts what is said in rooms to where their outgoing hooks say: in order, one at a time for each hook, and again after growing pauses
/// where that fails. What a hook cannot follow is dropped and logged; nobody who speaks waits for it.
/// </summary>
/// <remarks>
/// <see cref="Heard"/> is called under a room's lock and only queues. The posts are made by the framework's own threads: they are few, and
/// wait for other people's servers.
/// </remarks>
internal sealed class OutgoingHooks : IDisposable
{
    private const int LongestQueue = 1000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private readonly ServerContext _server;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<HttpClient> _http;
    private readonly RefusalLog _dropped;
    private volatile FrozenDictionary<byte[], Sender[]> _byRoom = FrozenDictionary<byte[], Sender[]>.Empty;

    public OutgoingHooks(ServerContext server)
    {
        _server = server;
        _http = new Lazy<HttpClient>(NewClient);
        _dropped = new RefusalLog(server.Log, server.Clock, "A line was not posted");
    }

    /// <inheritdoc cref="ChatEnvironment.Heard"/>
    private void Heard(byte[] room, byte[] nickname, byte[]? account, ReadOnlySpan<byte> text)
    {
        // Of several servers that share a log one posts it.
        if (AppliedMoment.IsOfAnother) return;
        // What a hook has said goes to none: two of them would talk to each other for ever.
        if (nickname.AsSpan().EndsWith("/hook"u8) || !_byRoom.TryGetValue(room, out Sender[]? senders)) return;
        byte[]? post = null;
        foreach (Sender sender in senders)
        {
            if (!sender.Hook.Wants(text)) continue;
            post ??= HookPost.Of(room, nickname, account, text, _server.Clock.GetUtcNow());
            if (!sender.Queue.Writer.TryWrite(post)) _dropped.Add($"the hook {Name(sender.Hook)} is {LongestQueue} lines behind");
        }
    }

    /// <summary>Reads the hooks again: at the start, at a reload, and after each change. Under no lock.</summary>
    public void Reread()
    {
        try
        {
            IReadOnlyList<OutgoingHook> all = _server.OutgoingHooks.All();
            lock (_gate)
            {
                Sender[] before = [.. _byRoom.Values.SelectMany(senders => senders)];
                // One that stays keeps what it has not posted yet.
                Sender[] now = [.. all.Select(hook => Array.Find(before, sender => sender.IsFor(hook)) ?? Start(hook))];
                foreach (Sender ended in before.Except(now)) ended.Queue.Writer.TryComplete();
                _byRoom = now.GroupBy(sender => sender.Hook.Room, CaseMapping.Ascii).ToFrozenDictionary(group => group.Key,
                    group => group.ToArray(), CaseMapping.Ascii);
                _server.Heard = all.Count > 0 ? Heard : null;
            }
        }
        catch (StoreException exception)
        {
            _server.Log.Warning("The outgoing hooks stay as they are: {Reason}", exception.Message);
        }
    }

    /// <summary>A room has another name, and the store is told so before it is asked. Any thread, also under a lock.</summary>
    public void Renamed()
    {
        if (_byRoom.Count > 0) Task.Run(RereadWritten);
    }

    private void RereadWritten()
    {
        if (_server.Store.Commits.Flush()) Reread();
    }

    /// <summary>Posts nothing more.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        if (_http.IsValueCreated) _http.Value.Dispose();
        _stopping.Dispose();
    }

    private static string Name(OutgoingHook hook) =>
        $"{System.Text.Encoding.UTF8.GetString(hook.Name)} of {System.Text.Encoding.UTF8.GetString(hook.Room)}";

    private Sender Start(OutgoingHook hook)
    {
        var sender = new Sender(hook);
        CancellationToken stopping = _stopping.Token;
        Task.Run(() => RunAsync(sender, stopping), CancellationToken.None);
        return sender;
    }

    private async Task RunAsync(Sender sender, CancellationToken stopping)
    {
        try
        {
            await foreach (byte[] post in sender.Queue.Reader.ReadAllAsync(stopping).ConfigureAwait(false)) await PostAsync(sender.Hook,
                post, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception exception)
        {
            Unexpected.Report(_server.Log, exception, "An outgoing hook posts no more until the next reload");
        }
    }

    private async Task PostAsync(OutgoingHook hook, byte[] post, CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            (string? why, bool mayTryAgain) = await TryPostAsync(hook, post, stopping).ConfigureAwait(false);
            if (why is null) return;
            if (!mayTryAgain || attempt == Pauses.Length)
            {
                _server.Log.Warning("The hook {Hook} has not posted a line: {Reason}", Name(hook), why);
                return;
            }
            await Task.Delay(Pauses[attempt], _server.Clock, stopping).ConfigureAwait(false);
        }
    }

    // Why it was not taken, and whether it may be later on; null if it was.
    private async Task<(string? Why, bool MayTryAgain)> TryPostAsync(OutgoingHook hook, byte[] post, CancellationToken stopping)
    {
        using var content = new ByteArrayContent(post);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage answer = await _http.Value.PostAsync(hook.Url, content, stopping).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return (null, false);
            int code = (int)answer.StatusCode;
            return ($"its address answers {code}", code is >= 500 or 429 or 408);
        }
        catch (HttpRequestException exception)
        {
            return (exception.InnerException is RefusedAddressException refused
                ? refused.Message : exception.Message, exception.InnerException is not RefusedAddressException);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return ($"its address does not answer within {Timeout.TotalSeconds:0} seconds", true);
        }
    }

    // No proxy, no redirect: only addresses that ConnectAsync has looked at.
    private HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        var client = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = 64 * 1024 };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("ChatSockets", null));
        return client;
    }

    // The name is resolved once, and what was looked at is what is connected to.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation).ConfigureAwait(false);
        IPAddress[] reachable = [.. addresses.Where(address => PublicAddress.MayBeReached(address, _server.Options.HookNetworks))];
        if (reachable.Length == 0)
            throw new RefusedAddressException(
                $"{context.DnsEndPoint.Host} is a private address; the operator can allow it with --hook-networks");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class RefusedAddressException(string message) : IOException(message);

    private sealed class Sender(OutgoingHook hook)
    {
        public OutgoingHook Hook => hook;

        public Channel<byte[]> Queue { get; } = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(LongestQueue)
        {
            SingleReader =
            true
        });

        public bool IsFor(OutgoingHook other) => other.Id == hook.Id && CaseMapping.Ascii.Equals(other.Room, hook.Room);
    }
}

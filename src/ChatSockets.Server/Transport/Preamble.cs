using System.Net;
using System.Net.Sockets;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Server.Dialects;
using ChatSockets.Server.Http;
using ChatSockets.Server.Tls;
using ChatSockets.Server.Web;

namespace ChatSockets.Server.Transport;

/// <summary>
/// What comes before a connection's first line, in this order, and all of it optional: a proxy's header, TLS, a request of HTTP that
/// becomes a WebSocket or is answered. It ends with the <see cref="Layer"/> that the lines come through. For the connection's own thread.
/// </summary>
internal sealed class Preamble
{
    // Thousands who came in one moment, and open nothing, do not end in one moment: others would have to wait for it.
    private const double Spread = 0.2;
    private const int Steps = 64;

    private readonly CommandContext _context;
    private readonly Session _session;
    private readonly SocketOutbox _outbox;
    private readonly ServerContext _server;
    private readonly Socket _socket;
    private readonly LineReader _reader;
    private readonly double _patience;
    private readonly bool _isTlsOnly;
    private Opening? _opening = new();
    private HttpReader? _http;
    private bool _awaitsProxyHeader;
    private long _since;

    /// <param name="server">The server.</param>
    /// <param name="context">Whose lines these will be.</param>
    /// <param name="outbox">Its outbox.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="reader">Gets the lines that come with the end of all this.</param>
    /// <param name="number">The connection's.</param>
    /// <param name="isTlsOnly">It came to a port without clear text.</param>
    public Preamble(
        ServerContext server, CommandContext context, SocketOutbox outbox, Socket socket, LineReader reader, long number, bool isTlsOnly)
    {
        _context = context;
        _session = context.Session;
        _server = server;
        _outbox = outbox;
        _socket = socket;
        _reader = reader;
        _patience = 1 + (Spread * (number % Steps) / Steps);
        _isTlsOnly = isTlsOnly;
        Layer = new ClearLayer(socket);
    }

    /// <summary>Where bytes come from now.</summary>
    public Layer Layer { get; private set; }

    /// <summary>The answer to a request, in the place of a goodbye; null if there was none.</summary>
    public byte[]? Answer { get; private set; }

    /// <summary>Whether what comes now is lines.</summary>
    public bool IsOver => _opening is null && _http is null && !IsHandshaking;

    /// <summary>Whether a TLS handshake is going on.</summary>
    public bool IsHandshaking => Layer is TlsLayer { IsHandshaking: true };

    /// <summary>Whether something has begun that is no line yet: a handshake, or what may become one.</summary>
    public bool HasBegun => _awaitsProxyHeader || IsHandshaking || _opening is { First.IsEmpty: false } || _http is not null;

    /// <summary>How many bytes are kept that may turn out to be lines.</summary>
    public int Kept => _opening?.First.Length ?? 0;

    /// <summary>First of all there must be a <see cref="ProxyHeader"/>. Before the connection's thread starts.</summary>
    public void AwaitProxyHeader()
    {
        _awaitsProxyHeader = true;
        _since = _server.Clock.GetTimestamp();
    }

    /// <summary>Takes what has come; not when it is over.</summary>
    /// <param name="bytes">In the reader's buffer, with space for <see cref="Kept"/> before them.</param>
    /// <returns>How many bytes in the reader's buffer are lines now.</returns>
    public int Take(ReadOnlySpan<byte> bytes) => _opening is not null ? Open(bytes) : _http is not null ? TakeHttp(bytes) : bytes.Length;

    /// <summary>Keeps the deadline of what has begun.</summary>
    /// <param name="wait">Becomes no longer than until then.</param>
    /// <returns>False if it has passed, and something was done about it.</returns>
    public bool IsInTime(ref TimeSpan wait)
    {
        if (!HasBegun) return true;
        TimeSpan left = (_server.Options.HandshakeTimeout * _patience) - _server.Clock.GetElapsedTime(_since);
        if (left < wait) wait = left;
        if (left > TimeSpan.Zero) return true;
        if (_opening is { IsTyped: true } opening && !_awaitsProxyHeader)
        {
            // No program writes the first word of a request that slowly.
            _opening = null;
            opening.First.CopyTo(_reader.GetSpan());
            _reader.Advance(opening.First.Length);
        }
        else if (_http is not null)
        {
            Reply(HttpResponse.Text(408, "The request took too long."));
        }
        else
        {
            _server.Counters.Add(Counter.HandshakeFailures);
            _session.Close("The handshake took too long", CloseCause.Handshake);
        }
        return false;
    }

    /// <summary>An address as a host is written.</summary>
    public static string HostOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        string host = new IPAddress(address.GetAddressBytes()).ToString();
        // A parameter cannot begin with a colon.
        return host.StartsWith(':') ? "0" + host : host;
    }

    // The first bytes show what is spoken here.
    private int Open(ReadOnlySpan<byte> bytes)
    {
        Opening opening = _opening!;
        if (opening.First.IsEmpty && !_awaitsProxyHeader) _since = _server.Clock.GetTimestamp();
        opening.Add(bytes);
        if (_awaitsProxyHeader)
        {
            if (!TryReadProxyHeader(opening)) return 0;
            opening = _opening!;
        }
        switch (opening.Look(mayBeTls: Layer is ClearLayer && _server.Options.Tls != TlsMode.Off))
        {
            case Opened.Text when MustBeTls:
                Refuse("Only TLS is spoken here: connect with TLS", CloseCause.Other);
                return 0;
            case Opened.Text:
                _opening = null;
                opening.First.CopyTo(_reader.GetSpan());
                return opening.First.Length;
            case Opened.Tls:
                BeginTls(opening.First.ToArray());
                return 0;
            case Opened.Http:
                _opening = null;
                _http = new HttpReader(request => WebRouter.BodyLimit(_server, request));
                return TakeHttp(opening.First);
            default:
                return 0;
        }
    }

    private bool MustBeTls => Layer is ClearLayer && (_isTlsOnly || _server.Options.Tls == TlsMode.Required);

    // False while there is nothing after it, or when the connection ends.
    private bool TryReadProxyHeader(Opening opening)
    {
        ProxyHeader header = ProxyHeader.Read(opening.First);
        if (header.State == ProxyHeaderState.Incomplete) return false;
        if (header.State == ProxyHeaderState.Invalid)
        {
            _server.Log.Warning("The proxy {Address} sent no PROXY header: set its send-proxy, or take it out of proxy-networks",
                _session.IPAddress?.ToString());
            Refuse("A PROXY header is expected from this address", CloseCause.Handshake);
            return false;
        }
        _awaitsProxyHeader = false;
        if (header.Address is { } address)
        {
            string text = HostOf(address);
            _session.Relocate(text, text);
        }
        if (_session.Readdress?.Invoke(header.Address ?? _session.IPAddress ?? IPAddress.None) is { } refusal)
        {
            Refuse(refusal, CloseCause.Removed);
            return false;
        }
        byte[] rest = opening.First[header.Length..].ToArray();
        _opening = new Opening();
        _since = _server.Clock.GetTimestamp();
        _opening.Add(rest);
        return rest.Length > 0;
    }

    // In the words of IRC: whoever is refused here has shown no others.
    private void Refuse(string reason, CloseCause cause)
    {
        _context.Dialect = IrcDialect.Instance;
        _session.Close(reason, cause);
    }

    private void BeginTls(byte[] hello)
    {
        try
        {
            Layer = new TlsLayer(_socket, hello, TlsHandshake.Options(_server.Certificates.Current, ClientHello.Read(hello)))
            {
                Established = OnEncrypted,
            };
            _opening = null;
        }
        catch (CertificateException exception)
        {
            _server.Log.Error("A client that speaks TLS was refused. {Reason}", exception.Message);
            _session.Close("This server has no certificate");
        }
    }

    private void OnEncrypted(string? fingerprint)
    {
        _outbox.Tls = (TlsLayer)Layer;
        _session.IsSecure = true;
        _session.CertificateFingerprint = fingerprint;
        _opening = new Opening();
    }

    // None of the bytes are lines.
    private int TakeHttp(ReadOnlySpan<byte> bytes)
    {
        HttpReader http = _http!;
        http.Add(bytes);
        if (http.MustContinue) _outbox.AppendRaw("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        if (http.Error is { } error) Reply(error);
        else if (http.Request is { } request) Serve(request, http.Rest);
        return 0;
    }

    private void Serve(HttpRequest request, ReadOnlyMemory<byte> rest)
    {
        if (MustBeTls) Reply(WebRouter.ToTls(request));
        else if (!WebSocketHandshake.IsAskedFor(request)) Reply(WebRouter.Answer(_server, _session, request), withBody: request.Method != "HEAD");
        else if (WebRouter.Upgrade(_server, request, out HttpResponse? refusal) is { } handshake) BeginWebSocket(handshake, rest);
        else Reply(refusal!);
    }

    private void Reply(HttpResponse response, bool withBody = true)
    {
        Answer = response.ToBytes(withBody);
        _session.Close("The request was answered");
    }

    private void BeginWebSocket(WebSocketHandshake handshake, ReadOnlyMemory<byte> rest)
    {
        _http = null;
        _outbox.AppendRaw(handshake.Answer);
        _outbox.Frames = handshake.Frames;
        _context.Dialect = IrcDialect.Instance;
        Layer = new WebSocketLayer(Layer, rest, frame =>
        {
            // A pong costs as much as a command.
            _session.CommandRateLimit?.Charge(1);
            _outbox.AppendRaw(frame.ToArray());
        });
    }
}

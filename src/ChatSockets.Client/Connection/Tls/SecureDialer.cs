using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>A connection that is ready to be talked on. Whoever has it disposes the socket, which ends the stream, too.</summary>
/// <param name="Socket">The socket, which blocks.</param>
/// <param name="Stream">What is read and written; one thread may read while another writes.</param>
/// <param name="Server">Where it leads: another port than was asked for, if a policy said so.</param>
/// <param name="Security">How safe it is.</param>
internal sealed record SecureConnection(Socket Socket, Stream Stream, ServerAddress Server, LinkSecurity Security);

/// <summary>Why there is no connection.</summary>
/// <param name="Reason">A clause to show.</param>
/// <param name="Advice">A sentence, or nothing.</param>
/// <param name="Refusal">Set if the server was reached and we did not want it.</param>
internal sealed record DialFailure(string Reason, string Advice, LinkRefusal? Refusal);

/// <summary>
/// Opens a connection with TLS, on the address's own port. Clear text is the last resort where the server has no TLS: on this machine, or
/// where the user permits it, and never against a policy (IRCv3 Strict Transport Security). One dialer opens one connection.
/// </summary>
#pragma warning disable CA1001 // Disposing the stream at the bottom does nothing: the socket is what is closed.
internal sealed class SecureDialer
#pragma warning restore CA1001
{
    // Registered with IANA, "TLS Application-Layer Protocol Negotiation (ALPN) Protocol IDs".
    private static readonly SslApplicationProtocol Irc = new("irc");

    private readonly ServerAddress _server;
    private readonly TlsOptions _tls;
    private readonly StsPolicy? _policy;
    private readonly KeyFingerprint? _known;
    private readonly X509Certificate2? _own;
    private readonly SocketStream _bottom;
    private readonly KeyVerifier _verifier;
    private TimeSpan _deadline;
    private bool _isLocal;

    private SecureDialer(ServerAddress server, TlsOptions tls, StsPolicy? policy, KeyFingerprint? known, X509Certificate2? own)
    {
        (_server, _tls, _policy, _known, _own) = (server, tls, policy, known, own);
        _bottom = new SocketStream(Connect);
        _verifier = new KeyVerifier(server, tls.Pinned, known, policy is not null);
    }

    // Who has a key that we know has TLS, or somebody stands in its place.
    private bool MayBeClear => _policy is null && !_server.RequiresTls && _tls.Pinned is null && _known is null
        && (_tls.Mode == TlsMode.InsecurePlaintext || (_isLocal && _tls.Mode == TlsMode.Auto));

    /// <summary>
    /// Blocks the calling thread, at most for the deadlines. Returns null and the failure if there is no connection. Throws what
    /// <see cref="Dialer.Dial(ServerAddress)"/> does.
    /// </summary>
    public static SecureConnection? Dial(ServerAddress server, TlsOptions tls, out DialFailure? failure)
    {
        StsPolicy? policy;
        KeyFingerprint? known;
        X509Certificate2? own;
        try
        {
            policy = tls.Store?.PolicyOf(server.Host);
            if (policy is not null && policy.Port != server.Port && server.Port == ServerAddress.ClearTextPort && !server.RequiresTls)
            {
                // Most servers know nothing of TLS there, and many would keep us waiting.
                server = server with { Port = policy.Port, RequiresTls = true };
            }
            known = tls.Store?.KeyOf(server);
            own = tls.Store?.CertificateFor(server, tls.CertificateFile);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            failure = new DialFailure($"cannot connect to {server} safely: {unusable.Message}", "", null);
            return null;
        }
        SecureConnection? connection = new SecureDialer(server, tls, policy, known, own).Dial(out failure);
        // The host's policy names the port, where the user's port knows nothing of TLS.
        bool hasNoTls = failure?.Refusal?.Kind == RefusalKind.NoTls && !server.RequiresTls;
        return hasNoTls && policy is not null && policy.Port != server.Port
            ? Dial(server with { Port = policy.Port, RequiresTls = true }, tls, out failure)
            : connection;
    }

    private SecureConnection? Dial(out DialFailure? failure)
    {
        failure = null;
        var stream = new SslStream(_bottom, leaveInnerStreamOpen: true);
        try
        {
            stream.AuthenticateAsClient(Options());
            _bottom.SetDeadline(null);
            string protocol = stream.SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2";
            return new SecureConnection(_bottom.Socket!, stream, _server, new LinkSecurity(protocol, _isLocal)
            {
                Key = _verifier.Key,
                Trust = _verifier.Trust,
                HasCertificate = _own is not null,
            });
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException or SocketException or ArgumentException)
        {
            stream.Dispose();
            // Nobody was reached.
            if (_bottom.Socket is not { } socket) throw Innermost(failed) is SocketException unreachable ? unreachable : failed;
            var endpoint = (IPEndPoint)_bottom.Peer!;
            socket.Dispose();
            failure = _verifier.Failure;
            if (failure is not null) return null;
            if (_bottom.IsTls)
            {
                failure = failed is AuthenticationException ? FailedHandshake(failed)
                    : new DialFailure($"the connection to {_server} was lost during the handshake of TLS", "", null);
                return null;
            }
            if (!MayBeClear)
            {
                failure = NoTls(failed);
                return null;
            }
            socket = Dialer.Dial(endpoint);
            return new SecureConnection(socket, new SocketStream(socket), _server, new LinkSecurity(null, _isLocal));
        }
        catch
        {
            _bottom.Socket?.Dispose();
            throw;
        }
    }

    // Called when the first bytes are there to be sent. A server may take who is silent at first for a person, and greet.
    private Socket Connect()
    {
        Socket socket = Dialer.Dial(_server);
        _isLocal = _tls.IsLocal(((IPEndPoint)socket.RemoteEndPoint!).Address);
        _verifier.IsLocal = _isLocal;
        _deadline = MayBeClear ? _tls.DeadlineBeforeClearText : _tls.Deadline;
        _bottom.SetDeadline(_deadline);
        return socket;
    }

    private SslClientAuthenticationOptions Options()
    {
        // Nothing is fetched that a certificate names: whoever made it would learn of us, or keep us waiting.
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (_tls.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }
        return new SslClientAuthenticationOptions
        {
            TargetHost = _server.Host.TrimEnd('.'),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [Irc],
            // Each connection is looked at anew.
            AllowTlsResume = false,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, shown, chain, errors) => _verifier.Verify(shown, chain, errors),
            ClientCertificateContext = _own is null ? null : SslStreamCertificateContext.Create(_own, null, offline: true),
        };
    }

    private DialFailure FailedHandshake(Exception failed) => new(
        $"no TLS with {_server}: the handshake failed ({Innermost(failed).Message.TrimEnd('.')})", "The server must have TLS 1.2 or 1.3.",
        new LinkRefusal(RefusalKind.Handshake, _server, null, MayAsk: false));

    private DialFailure NoTls(Exception failed)
    {
        bool isLate = Innermost(failed) is SocketException { SocketErrorCode: SocketError.TimedOut };
        string why = _bottom.HasAnswer ? "it answers with something else"
            : isLate ? $"it did not answer within {_deadline.TotalSeconds:0.#} s" : "it closed the connection";
        string other = $"If TLS has a port of its own: ircs://{_server.UrlHost} (port 6697). ";
        string advice = _policy is not null ? $"{_server.Host} has asked for strict security (STS) until {_policy.Expires:yyyy-MM-dd}."
            : _server.RequiresTls ? "ircs:// is TLS and nothing else."
            : _tls.Pinned is not null ? "You named its key, which only a server with TLS has."
            : _known is not null ? $"It had TLS before. If that is over: chat-client trust {_server} --forget"
            : _tls.Mode == TlsMode.Always ? "The settings say: \"tls\": \"always\"."
            : $"{other}--insecure-plaintext permits clear text, which everybody on the way can read and change.";
        return new DialFailure($"{_server} has no TLS ({why}), and nothing was sent", advice,
            new LinkRefusal(RefusalKind.NoTls, _server, null, MayAsk: false));
    }

    private static Exception Innermost(Exception failed)
    {
        while (failed.InnerException is { } inner) failed = inner;
        return failed;
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>A connection that is ready to be talked on. Whoever has it disposes the socket, which ends the stream, too.</summary>
/// <param name="Socket">The socket, which blocks.</param>
/// <param name="Stream">What is read and written; one thread may read while another writes.</param>
/// <param name="Security">How safe it is.</param>
internal sealed record SecureConnection(Socket Socket, Stream Stream, LinkSecurity Security);

/// <summary>Why there is no connection.</summary>
/// <param name="Reason">A clause to show.</param>
/// <param name="Advice">A sentence, or nothing.</param>
/// <param name="Refusal">Set if the server was reached and we did not want it.</param>
internal sealed record DialFailure(string Reason, string Advice, LinkRefusal? Refusal);

/// <summary>
/// Opens a connection with TLS, on the address's own port. Clear text is the last resort where the server has no TLS: on this machine, or
/// where the user permits it, and never against a policy (IRCv3 Strict Transport Security).
/// </summary>
internal static class SecureDialer
{
    // Registered with IANA, "TLS Application-Layer Protocol Negotiation (ALPN) Protocol IDs".
    private static readonly SslApplicationProtocol Irc = new("irc");

    /// <summary>
    /// Blocks the calling thread, at most for the deadlines. Returns null and the failure if there is no connection. Throws what
    /// <see cref="Dialer.Dial(ServerAddress)"/> does.
    /// </summary>
    public static SecureConnection? Dial(ServerAddress server, TlsOptions tls, out DialFailure? failure)
    {
        Socket socket = Dialer.Dial(server);
        var endpoint = (IPEndPoint)socket.RemoteEndPoint!;
        bool isLocal = tls.IsLocal(endpoint.Address);
        StsPolicy? policy;
        X509Certificate2? own;
        try
        {
            policy = isLocal ? null : tls.Store?.PolicyOf(server.Host);
            own = tls.Store?.CertificateFor(server, tls.CertificateFile);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            socket.Dispose();
            failure = new DialFailure($"cannot connect to {server} safely: {unusable.Message}", "", null);
            return null;
        }
        Attempt attempt = Handshake(socket, server, tls, isLocal, policy is not null, own);
        failure = attempt.Failure;
        if (attempt.Connection is not null) return attempt.Connection;
        socket.Dispose();
        if (attempt.NoTls is not { } why) return null;

        bool mayBeClear = policy is null && !server.RequiresTls
            && (tls.Mode == TlsMode.InsecurePlaintext || (isLocal && tls.Mode == TlsMode.Auto));
        if (mayBeClear)
        {
            socket = Dialer.Dial(endpoint);
            return new SecureConnection(socket, new SocketStream(socket), new LinkSecurity(null, isLocal));
        }
        // The host's policy names the port, where the user's port knows nothing of TLS.
        if (policy is not null && policy.Port != server.Port && !server.RequiresTls)
            return Dial(server with { Port = policy.Port, RequiresTls = true }, tls, out failure);
        failure = NoTls(server, tls, policy, why);
        return null;
    }

    private static Attempt Handshake(
        Socket socket, ServerAddress server, TlsOptions tls, bool isLocal, bool hasPolicy, X509Certificate2? own)
    {
        bool isPatient = !isLocal || server.RequiresTls || tls.Mode == TlsMode.Always;
        TimeSpan deadline = isPatient ? tls.Deadline : tls.LocalDeadline;
        var verifier = new KeyVerifier(server, tls, isLocal, hasPolicy);
        var bottom = new SocketStream(socket);
        bottom.SetDeadline(deadline);
        var stream = new SslStream(bottom, leaveInnerStreamOpen: true);
        try
        {
            stream.AuthenticateAsClient(Options(server, tls, verifier, own));
            bottom.SetDeadline(null);
            string protocol = stream.SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2";
            return new Attempt(new SecureConnection(socket, stream, new LinkSecurity(protocol, isLocal)
            {
                Key = verifier.Key,
                Trust = verifier.Trust,
                HasCertificate = own is not null,
            }));
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException or SocketException or UnauthorizedAccessException)
        {
            stream.Dispose();
            if (verifier.Failure is { } untrusted) return new Attempt(Failure: untrusted);
            SocketError error = (Innermost(failed) as SocketException)?.SocketErrorCode ?? SocketError.Success;
            if (!bottom.IsTls)
            {
                return new Attempt(NoTls: bottom.HasAnswer ? "it answers with something else"
                    : error == SocketError.TimedOut ? $"it did not answer within {deadline.TotalSeconds:0.#} s" : "it closed the connection");
            }
            if (failed is not AuthenticationException)
                return new Attempt(Failure: new DialFailure($"the connection to {server} was lost during the handshake of TLS", "", null));
            return new Attempt(Failure: new DialFailure($"no TLS with {server}: the handshake failed ({Innermost(failed).Message.TrimEnd('.')})",
                "The server must have TLS 1.2 or 1.3.", new LinkRefusal(RefusalKind.Handshake, server, null, MayAsk: false)));
        }
    }

    private static SslClientAuthenticationOptions Options(
        ServerAddress server, TlsOptions tls, KeyVerifier verifier, X509Certificate2? own)
    {
        // Nothing is fetched that a certificate names: whoever made it would learn of us, or keep us waiting.
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (tls.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }
        return new SslClientAuthenticationOptions
        {
            TargetHost = server.Host.TrimEnd('.'),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [Irc],
            // Each connection is looked at anew.
            AllowTlsResume = false,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, shown, chain, errors) => verifier.Verify(shown, chain, errors),
            ClientCertificateContext = own is null ? null : SslStreamCertificateContext.Create(own, null, offline: true),
        };
    }

    private static DialFailure NoTls(ServerAddress server, TlsOptions tls, StsPolicy? policy, string why)
    {
        string other = server.RequiresTls ? "" : $"If TLS has a port of its own: ircs://{server.UrlHost} (port 6697). ";
        string advice = policy is not null ? $"{server.Host} has asked for strict security (STS) until {policy.Expires:yyyy-MM-dd}."
            : server.RequiresTls ? "ircs:// is TLS and nothing else."
            : tls.Mode == TlsMode.Always ? "The settings say: \"tls\": \"always\"."
            : $"{other}--insecure-plaintext permits clear text, which everybody on the way can read and change.";
        return new DialFailure($"{server} has no TLS ({why}), and nothing was sent", advice,
            new LinkRefusal(RefusalKind.NoTls, server, null, MayAsk: false));
    }

    private static Exception Innermost(Exception failed)
    {
        while (failed.InnerException is { } inner) failed = inner;
        return failed;
    }

    // Exactly one of them is set.
    private readonly record struct Attempt(SecureConnection? Connection = null, DialFailure? Failure = null, string? NoTls = null);
}

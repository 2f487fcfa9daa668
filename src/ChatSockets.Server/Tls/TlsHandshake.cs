using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Server.Tls;

/// <summary>What the server asks and offers in a handshake.</summary>
internal static class TlsHandshake
{
    /// <summary>The options for one client.</summary>
    /// <param name="certificate">The server's.</param>
    /// <param name="hello">What the client has said.</param>
    public static SslServerAuthenticationOptions Options(ServerCertificate certificate, ClientHello hello) => new()
    {
        ServerCertificateContext = certificate.Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        // A browser gives up where it is asked for a certificate and has none.
        ClientCertificateRequired = !hello.OffersHttp,
        // Any certificate will do, and none as well: an account knows its own by the fingerprint (SASL EXTERNAL).
#pragma warning disable CA5359 // which is no server's certificate
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
        // Where none of them is named, there must be no list: a client that offers something else would be sent away.
        ApplicationProtocols = hello.OffersHttp ? [SslApplicationProtocol.Http11] : hello.OffersIrc
            ? [new SslApplicationProtocol(ClientHello.Irc)] : null,
    };
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Server.Tls;

/// <summary>
/// A certificate with its key and chain, ready to be shown to clients. It does not change, and all connections share it: that is what lets
/// the system resume sessions.
/// </summary>
internal sealed class ServerCertificate
{
    private readonly X509Certificate2 _certificate;

    /// <param name="certificate">The server's, with its private key.</param>
    /// <param name="chain">The certificates that vouch for it, without the root.</param>
    /// <param name="name">The server's name, which the certificate may or may not be for.</param>
    public ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain, string name)
    {
        _certificate = certificate;
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        Fingerprint = FingerprintOf(certificate.PublicKey);
        IsVerified = certificate.MatchesHostname(name) && IsTrusted(certificate, chain);
    }

    /// <summary>What a handshake needs.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo), as ssh writes it: <c>SHA256:</c> and Base64 without padding.</summary>
    public string Fingerprint { get; }

    /// <summary>Whether it is for the server's name and this system trusts who issued it, as the system of a client will.</summary>
    public bool IsVerified { get; }

    /// <summary>The certificate as a file has it; for one that was just made.</summary>
    public string Pem { get; init; } = "";

    /// <summary>The end of its time.</summary>
    public DateTimeOffset Ends => _certificate.NotAfter.ToUniversalTime();

    /// <summary>Whether it is for that name or address.</summary>
    public bool IsFor(string host) => _certificate.MatchesHostname(host);

    private static string FingerprintOf(PublicKey key) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())).TrimEnd('=');

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        using var verifier = new X509Chain();
        // Nothing is asked of the network: what a client needs must be in the file.
        verifier.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        verifier.ChainPolicy.DisableCertificateDownloads = true;
        verifier.ChainPolicy.ExtraStore.AddRange(chain);
        return verifier.Build(certificate);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Benchmarks.Servers;

/// <summary>A certificate for the servers that do not make their own, of the same kind as ours.</summary>
internal static class ServerCertificate
{
    /// <summary>Writes both into a folder.</summary>
    public static (string Certificate, string Key) Write(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=irc.bench.test", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        string certificateFile = Path.Combine(folder, "bench-cert.pem");
        string keyFile = Path.Combine(folder, "bench-key.pem");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}

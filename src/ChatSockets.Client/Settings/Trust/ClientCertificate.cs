using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ChatSockets.Client.Settings.Trust;

/// <summary>Our own certificates, each with its key in one PEM file that only the user can read. Any thread.</summary>
internal static class ClientCertificate
{
    private const int Years = 20;

    /// <summary>Makes a certificate that signs itself (P-256), and writes it. Returns false if the file is there already.</summary>
    /// <param name="path">The file; its folder is made if it is not there.</param>
    /// <param name="name">The common name, for people; servers know the certificate by its hash.</param>
    /// <param name="now">From when on it is valid.</param>
    public static bool Make(string path, string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        // id-kp-clientAuth: RFC 5280, section 4.2.1.12.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        PrivateFile.MakeFolder(Path.GetDirectoryName(path)!);
        string pem = $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
        return PrivateFile.Create(path, Encoding.ASCII.GetBytes(pem));
    }

    /// <summary>Reads a certificate and its key. Throws a <see cref="CryptographicException"/> if they are not there.</summary>
    public static X509Certificate2 Load(string path)
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path), File.ReadAllText(path));
        if (!OperatingSystem.IsWindows()) return certificate;
        // Windows shows a certificate in a handshake only if its key has a place.
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The hash by which a server knows it: SHA-256 over the certificate, in lower-case hexadecimal.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
}

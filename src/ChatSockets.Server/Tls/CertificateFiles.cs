using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Server.Tls;

/// <summary>
/// The certificate that an operator has: PEM files (RFC 7468) as ACME clients write them, the server's own certificate first. The key may
/// be in the same file.
/// </summary>
/// <param name="Certificate">The file with the certificate and its chain.</param>
/// <param name="Key">The file with the private key.</param>
internal sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>Reads both.</summary>
    /// <exception cref="CertificateException">They cannot be used; the message says which and what to do.</exception>
    public ServerCertificate Read(string serverName)
    {
        string certificates = ReadText(Certificate, "--cert");
        string key = Key == Certificate ? certificates : ReadText(Key, "--key");
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(certificates);
        }
        catch (CryptographicException exception)
        {
            throw new CertificateException($"The certificate {Certificate} cannot be read: {exception.Message}", exception);
        }
        if (all.Count == 0)
            throw new CertificateException(
                $"There is no certificate in {Certificate}: name a PEM file with --cert ('-----BEGIN CERTIFICATE-----').");
        X509Certificate2 own = WithKey(all[0], key);
        all.RemoveAt(0);
        return new ServerCertificate(own, all, serverName);
    }

    /// <summary>When the files were changed; a time long ago where there are none.</summary>
    public (DateTime Certificate, DateTime Key) Written => (File.GetLastWriteTimeUtc(Certificate), File.GetLastWriteTimeUtc(Key));

    private X509Certificate2 WithKey(X509Certificate2 certificate, string pem)
    {
        try
        {
            return Usable(X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), pem));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            string reason = pem.Contains("ENCRYPTED", StringComparison.Ordinal)
                ? "it is protected by a password: write one without with 'openssl pkey -in FILE'"
                : !pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? "there is none: name its PEM file with --key"
                : exception.Message;
            throw new CertificateException($"The private key in {Key} does not fit {Certificate}: {reason}", exception);
        }
    }

    /// <summary>Windows can use a key in handshakes only if it has it in its own store.</summary>
    public static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static string ReadText(string path, string flag)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"{path} ({flag}) cannot be read: {exception.Message}", exception);
        }
    }
}

/// <summary>A certificate that cannot be used; the message is for the operator.</summary>
internal sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tls;

/// <summary>
/// The certificate that a server makes for itself: a P-256 key in the data folder, which stays, and a certificate that is renewed with it.
/// Clients that know the key trust every one of them. A server that stores nothing has a new key at each start.
/// </summary>
/// <param name="folder">The data folder; null to store nothing.</param>
/// <param name="serverName">The server's name.</param>
/// <param name="clock">The time.</param>
internal sealed class OwnCertificate(string? folder, string serverName, TimeProvider clock)
{
    /// <summary>The file in the data folder: the certificate and the key, PEM.</summary>
    public const string FileName = "certificate.pem";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    // A client's clock may be behind ours.
    private static readonly TimeSpan Backdated = TimeSpan.FromDays(1);

    /// <summary>How long before its end a certificate is renewed.</summary>
    public static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    /// <summary>Reads it, makes it, or renews it.</summary>
    /// <exception cref="CertificateException">It can be neither read nor written.</exception>
    public ServerCertificate Read()
    {
        if (folder is null)
        {
            using ECDsa key = NewKey();
            return Make(key);
        }
        string path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path))
            {
                using ECDsa key = NewKey();
                return Store(Make(key), key, path);
            }
            ServerCertificate stored = new CertificateFiles(path, path).Read(serverName);
            if (IsGood(stored)) return stored;
            using ECDsa same = ECDsa.Create();
            same.ImportFromPem(File.ReadAllText(path));
            return Store(Make(same), same, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CertificateException($"The server's own certificate {path} cannot be had: {exception.Message}", exception);
        }
    }

    private bool IsGood(ServerCertificate certificate) =>
        certificate.IsFor(serverName) && certificate.Ends - clock.GetUtcNow() > RenewedBefore
            && certificate.Ends - clock.GetUtcNow() <= Life + Backdated;

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private ServerCertificate Make(ECDsa key)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={serverName}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names().Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        DateTimeOffset now = clock.GetUtcNow();
        X509Certificate2 certificate = request.CreateSelfSigned(now - Backdated, now + Life);
        return new ServerCertificate(CertificateFiles.Usable(certificate), [], serverName) { Pem = certificate.ExportCertificatePem() };
    }

    // What people may call this machine, for clients that look.
    private SubjectAlternativeNameBuilder Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        string machine = Dns.GetHostName();
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { serverName, "localhost" };
        if (Uri.CheckHostName(machine) == UriHostNameType.Dns)
        {
            hosts.Add(machine);
            if (!machine.Contains('.', StringComparison.Ordinal)) hosts.Add(machine + ".local");
        }
        foreach (string host in hosts) names.AddDnsName(host);
        foreach (IPAddress address in Addresses()) names.AddIpAddress(address);
        return names;
    }

    private static IEnumerable<IPAddress> Addresses()
    {
        var addresses = new HashSet<IPAddress> { IPAddress.Loopback, IPAddress.IPv6Loopback };
        try
        {
            foreach (NetworkInterface each in NetworkInterface.GetAllNetworkInterfaces())
                addresses.UnionWith(each.GetIPProperties().UnicastAddresses.Select(entry => entry.Address));
        }
        catch (NetworkInformationException)
        {
            // Then they are not told; the key is what counts.
        }
        return addresses.Where(address => !address.IsIPv6LinkLocal
            && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6).Take(32);
    }

    // Written whole beside the old one, and then in its place: a crash leaves one of the two.
    private static ServerCertificate Store(ServerCertificate certificate, ECDsa key, string path)
    {
        string partial = path + ".new";
        File.Delete(partial);
        DataFolder.WriteForOwner(partial, certificate.Pem + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        File.Move(partial, path, overwrite: true);
        return certificate;
    }
}

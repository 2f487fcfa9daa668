using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Client.Tests.Connection.Tls;

/// <summary>Certificates of servers, made for one test.</summary>
internal static class TestCertificates
{
    public static ECDsa Key() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A certificate that signs itself, or is signed by an authority.</summary>
    public static X509Certificate2 Make(
        string name = "localhost", ECDsa? key = null, X509Certificate2? authority = null, int fromDay = -1, int toDay = 30)
    {
        key ??= Key();
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(fromDay), to = DateTimeOffset.UtcNow.AddDays(toDay);
        if (authority is null) return Usable(request.CreateSelfSigned(from, to));
        using X509Certificate2 signed = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        return Usable(signed.CopyWithPrivateKey(key));
    }

    public static X509Certificate2 Authority()
    {
        var request = new CertificateRequest($"CN=Test Authority {Guid.NewGuid()}", Key(), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-100), DateTimeOffset.UtcNow.AddDays(100));
    }

    // Windows shows a certificate in a handshake only if its key has a place.
    private static X509Certificate2 Usable(X509Certificate2 made) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null) : made;
}

using ChatSockets.Server.Tls;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>Whether the certificate can be used, and for how long.</summary>
internal static class CertificateCheck
{
    private const string Name = "certificate";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<Finding> Run(ServerOptions options, DateTimeOffset now)
    {
        if (options.Tls == TlsMode.Off) return [new Finding(Name, Verdict.Ok, "TLS is off.")];
        string own = options.DataFolder is { } folder ? Path.Combine(folder, OwnCertificate.FileName) : "";
        bool isOwn = options.CertificateFile.Length == 0;
        if (isOwn && !File.Exists(own)) return [new Finding(Name, Verdict.Ok, "The server makes its own certificate.")];
        string file = isOwn ? own : options.CertificateFile, key = isOwn || options.KeyFile.Length == 0 ? file : options.KeyFile;
        try
        {
            return [Judge(new CertificateFiles(file, key).Read(options.Name), options.Name, isOwn, now)];
        }
        catch (CertificateException exception)
        {
            return [new Finding(Name, Verdict.Fail, $"The certificate {file} cannot be used.", exception.Message)];
        }
    }

    private static Finding Judge(ServerCertificate certificate, string name, bool isOwn, DateTimeOffset now)
    {
        TimeSpan left = certificate.Ends - now;
        string text = $"The certificate is good until {certificate.Ends:yyyy-MM-dd}, {Math.Floor(left.TotalDays):0} days.";
        if (isOwn) return new Finding(Name, Verdict.Ok, $"{text} The server renews it by itself.");
        if (left <= TimeSpan.Zero)
            return new Finding(Name, Verdict.Fail, $"The certificate ended on {certificate.Ends:yyyy-MM-dd}.",
                "Renew it; the server takes the new file by itself.");
        if (left < Soon) return new Finding(Name, Verdict.Warn, text, "Renew it; the server takes the new file by itself.");
        return certificate.IsVerified ? new Finding(Name, Verdict.Ok, text)
            : new Finding(Name, Verdict.Warn, $"{text} It is not one for {name} that this system trusts.",
                "Set --name to a name of the certificate, and put the certificates of its issuers behind it in the file.");
    }
}

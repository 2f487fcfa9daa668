using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>
/// The SHA-256 hash of a public key (SubjectPublicKeyInfo, RFC 5280 section 4.1), always written as <c>SHA256:</c> and 43 characters of
/// base64 without padding. A renewed certificate with the same key has the same fingerprint. Any thread.
/// </summary>
internal sealed record KeyFingerprint
{
    public const string Example = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    private const string Prefix = "SHA256:";

    private KeyFingerprint(string text) => Text = text;

    public string Text { get; }

    public static KeyFingerprint Of(X509Certificate2 certificate)
    {
        byte[] hash = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        return new KeyFingerprint(Prefix + Convert.ToBase64String(hash).TrimEnd('='));
    }

    /// <summary>Reads a fingerprint; null if the text is none. The padding of base64 may be there.</summary>
    public static KeyFingerprint? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        string base64 = text[Prefix.Length..].TrimEnd('=') + "=";
        bool isHash = Base64.IsValid(base64, out int bytes) && bytes == SHA256.HashSizeInBytes && !base64.Any(char.IsWhiteSpace);
        return isHash ? new KeyFingerprint(Prefix + base64.TrimEnd('=')) : null;
    }

    public override string ToString() => Text;
}

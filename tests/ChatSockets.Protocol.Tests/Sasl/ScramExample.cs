using System.Security.Cryptography;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Protocol.Tests.Sasl;

/// <summary>An exchange as a document prints it: user "user", password "pencil".</summary>
internal sealed record ScramExample(
    HashAlgorithmName Hash, string Salt, string ClientNonce, string ServerNonce, string ClientFirst, string ServerFirst,
        string ClientFinal, string ServerFinal)
{
    /// <summary>RFC 7677, section 3.</summary>
    public static readonly ScramExample Sha256 = new(
        HashAlgorithmName.SHA256,
        "W22ZaJ0SNY7soEsUEjb6gQ==",
        "rOprNGfwEbeRWgbNEkqO",
        "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

    /// <summary>RFC 5802, section 5.</summary>
    public static readonly ScramExample Sha1 = new(
        HashAlgorithmName.SHA1,
        "QSXCR+Q6sek8bf92",
        "fyko+d2lbbFgONRv9qkxdawL",
        "3rfcNHYJY1ZVvWVs7j",
        "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");

    public static readonly ScramExample[] All = [Sha256, Sha1];

    private ScramKeys? _keys;

    public ScramServer NewServer()
    {
        ScramKeys keys = _keys ??= ScramKeys.Create("pencil", 4096, Convert.FromBase64String(Salt), Hash)!;
        return new ScramServer(name => name == "user" ? keys : null, ServerNonce);
    }

    public ScramClient NewClient() => ScramClient.Create("user", "pencil", Hash, ClientNonce)!;

    /// <summary>
    /// The message cut short at every place, and with every byte changed: to its neighbour, to another letter, with the highest bit, to
    /// what parts attributes.
    /// </summary>
    public static IEnumerable<byte[]> Tampered(string message)
    {
        byte[] bytes = Bytes.Utf8(message);
        for (int length = 0; length < bytes.Length; length++) yield return bytes[..length];
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte other in new[] { bytes[at] ^ 1, bytes[at] ^ 0x20, bytes[at] ^ 0x80, ',', '=', 0 }.Select(value => (byte)value)
                .Where(value => value != bytes[at]))
            {
                byte[] changed = [.. bytes];
                changed[at] = other;
                yield return changed;
            }
        }
    }
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>
/// Decides about the certificate that a server shows in one handshake. In this order: the key that the user named, an authority that the
/// system trusts, the key that was trusted before, this machine. A key is compared, never a certificate: it may be renewed and may have
/// expired. The handshake's thread alone uses it.
/// </summary>
/// <param name="server">Where it was dialled.</param>
/// <param name="pinned">The key that the user named; null for none.</param>
/// <param name="known">The key that was trusted before; null for none.</param>
/// <param name="hasPolicy">Whether the host has asked for strict security.</param>
internal sealed class KeyVerifier(ServerAddress server, KeyFingerprint? pinned, KeyFingerprint? known, bool hasPolicy)
{
    private const int MostNames = 3;

    /// <summary>Whether the server is on this machine; known when it is connected to.</summary>
    public bool IsLocal { get; set; }

    public KeyFingerprint? Key { get; private set; }

    public KeyTrust Trust { get; private set; }

    /// <summary>Why the key is not trusted; null if it is, or if none was shown.</summary>
    public DialFailure? Failure { get; private set; }

    /// <summary>The certificate is what was shown, with the chain and what the system says of them.</summary>
    public bool Verify(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate)
        {
            Failure = Refuse(RefusalKind.Handshake, $"{server} has shown no certificate", "Tell the server's operator.");
            return false;
        }
        Key = KeyFingerprint.Of(certificate);
        if (pinned is not null) return pinned == Key ? Accept(KeyTrust.Pinned) : Reject(Wrong(pinned, Key));
        if (errors == SslPolicyErrors.None) return Accept(KeyTrust.ByName);
        if (known is not null) return known == Key ? Accept(KeyTrust.Remembered) : Reject(Changed(known, Key));
        return IsLocal ? Accept(KeyTrust.Local) : Reject(Unknown(certificate, chain, errors));
    }

    private bool Accept(KeyTrust trust)
    {
        Trust = trust;
        return true;
    }

    private bool Reject(DialFailure failure)
    {
        Failure = failure;
        return false;
    }

    private DialFailure Refuse(RefusalKind kind, string reason, string advice, bool mayAsk = false) =>
        new(reason, advice, new LinkRefusal(kind, server, Key, mayAsk));

    private DialFailure Wrong(KeyFingerprint expected, KeyFingerprint shown) => Refuse(RefusalKind.WrongKey,
        $"{server} does not have the key that you named. Expected: {expected}. Shown: {shown}. Nothing was sent",
        "Compare the key with what the server's operator says, and correct --fingerprint or the setting \"fingerprint\".");

    private DialFailure Changed(KeyFingerprint before, KeyFingerprint shown) => Refuse(RefusalKind.ChangedKey,
        $"THE KEY OF {server} HAS CHANGED: somebody may be listening in, or the server has a new key. Trusted before: {before}. "
            + $"Shown now: {shown}. Nothing was sent",
        $"If the server's operator confirms the new key: chat-client trust {server} --fingerprint {shown}");

    private DialFailure Unknown(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        string why = Why(certificate, chain, errors);
        return hasPolicy
            // IRCv3 Strict Transport Security, "No immediate user recourse".
            ? Refuse(RefusalKind.UnknownKey,
                $"{server} cannot be trusted: its certificate {why}, and {server.Host} has asked for strict security (STS). "
                    + $"Its key is {Key}. Nothing was sent",
                $"If the server's operator confirms the key: chat-client trust {server} --fingerprint {Key}")
            : Refuse(RefusalKind.UnknownKey,
                $"the key of {server} is not known: its certificate {why}. The key is {Key}. Nothing was sent",
                $"If it is the server's, trust it: chat-client trust {server} --fingerprint {Key}", mayAsk: true);
    }

    private string Why(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = new List<string>();
        X509ChainStatusFlags flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, each) => all | each.Status);
        bool isSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            reasons.Add(certificate.NotAfter < DateTime.Now ? $"has expired, on {certificate.NotAfter:yyyy-MM-dd}"
                : certificate.NotBefore > DateTime.Now ? $"is not valid before {certificate.NotBefore:yyyy-MM-dd}"
                : "is signed by one that has expired");
        }
        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
            reasons.Add(isSelfSigned ? "is signed by itself" : "is signed by an authority that this system does not trust");
        if (flags.HasFlag(X509ChainStatusFlags.Revoked)) reasons.Add("was revoked");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            reasons.Add($"is for {Names(certificate)}, not for {server.Host}");
        if (reasons.Count == 0)
            reasons.Add(chain?.ChainStatus is [{ StatusInformation: var text }, ..] ? $"is invalid ({text})" : "is invalid");
        return string.Join(" and ", reasons);
    }

    private static string Names(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] all = [.. names?.EnumerateDnsNames() ?? [], .. names?.EnumerateIPAddresses().Select(each => each.ToString()) ?? []];
        if (all.Length == 0) all = [certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)];
        string text = string.Join(", ", all.Take(MostNames)) + (all.Length > MostNames ? " and others" : "");
        return text.Length > 0 ? PlainText.Clean(text) : "no host";
    }
}

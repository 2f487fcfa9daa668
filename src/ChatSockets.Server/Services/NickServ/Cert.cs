using ChatSockets.Server.Accounts;

namespace ChatSockets.Server.Services.NickServ;

/// <summary>Which client certificates open the account without a password (SASL EXTERNAL).</summary>
internal static class Cert
{
    /// <summary>The most of one account.</summary>
    public const int Maximum = 20;

    public static readonly ServiceCommand AddRow = new("CERT ADD", Add, "[<fingerprint>]", "Has a certificate of yours log you in, without a password.")
    {
        NeedsAccount = true,
        Details =
        [
            "The fingerprint is its SHA-256, 64 hexadecimal digits, with or without colons:",
            "  openssl x509 -in my.pem -noout -fingerprint -sha256",
            "Without one, the certificate of this connection is meant. Then have your client log in with SASL EXTERNAL.",
        ],
    };

    public static readonly ServiceCommand DelRow = new("CERT DEL", Delete, "[<fingerprint>]", "Takes a certificate back.") { NeedsAccount = true };

    public static readonly ServiceCommand ListRow = new("CERT LIST", List, "", "Lists the certificates that log you in.") { NeedsAccount = true };

    private static void Add(ServiceCall call)
    {
        if (!TryRead(call, out string fingerprint)) return;
        IReadOnlyList<string> before = call.Server.Accounts.Certificates(call.Account);
        if (before.Contains(fingerprint)) call.Say("That certificate logs you in already.");
        else if (before.Count >= Maximum) call.Say($"You have {Maximum} certificates, and more are not possible. Take one back first: {call.HowTo("CERT DEL <fingerprint>")}");
        else if (call.Server.Accounts.AddCertificate(call.Account, fingerprint)) call.Say($"From now on this certificate logs you in: {fingerprint}");
        else call.Say("That certificate belongs to another account.");
    }

    private static void Delete(ServiceCall call)
    {
        if (!TryRead(call, out string fingerprint)) return;
        if (call.Server.Accounts.RemoveCertificate(call.Account, fingerprint)) call.Say($"This certificate logs you in no more: {fingerprint}");
        else call.Say($"That certificate is none of yours. Those are: {call.HowTo(ListRow.Name)}");
    }

    private static void List(ServiceCall call)
    {
        IReadOnlyList<string> all = call.Server.Accounts.Certificates(call.Account);
        if (all.Count == 0) call.Say($"No certificate logs you in. To add one: {call.HowTo(AddRow.Syntax)}");
        foreach (string fingerprint in all) call.Say(fingerprint == call.Context.Session.CertificateFingerprint ? $"{fingerprint} (this connection's)" : fingerprint);
    }

    private static bool TryRead(ServiceCall call, out string fingerprint)
    {
        fingerprint = call.Context.Session.CertificateFingerprint ?? "";
        if (call.Words.Count == 0 && fingerprint.Length > 0) return true;
        if (Fingerprint.TryParse(call[0], out string? read))
        {
            fingerprint = read;
            return true;
        }
        call.Say(call.Words.Count == 0
            ? $"You came without a certificate, so give its fingerprint. How to find it: {call.HowTo("HELP CERT ADD")}"
            : $"That is no fingerprint: it has 64 hexadecimal digits, with or without colons. How to find it: {call.HowTo("HELP CERT ADD")}");
        return false;
    }
}

using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>
/// Client certificates that log in to the account without a password (SASL EXTERNAL). Changes need the password, so that a terminal left
/// logged in does not give away the account.
/// </summary>
internal static class Cert
{
    /// <summary>The most of one account.</summary>
    public const int Maximum = 20;

    public static readonly ServiceCommand AddRow = new("CERT ADD", Add, "<password> [<fingerprint>]",
        "Has a certificate of yours log you in, without a password.")
    {
        MinimumWords = 1,
        NeedsAccount = true,
        Cost = 5,
        Details =
        [
            "The fingerprint is its SHA-256, 64 hexadecimal digits, with or without colons:",
            "  openssl x509 -in my.pem -noout -fingerprint -sha256",
            "Without one, the certificate of this connection is meant. Then have your client log in with SASL EXTERNAL.",
        ],
    };

    public static readonly ServiceCommand DelRow = new("CERT DEL", Delete, "<password> [<fingerprint>]", "Takes a certificate back.")
    {
        MinimumWords = 1,
        NeedsAccount = true,
        Cost = 5,
    };

    public static readonly ServiceCommand ListRow = new("CERT LIST", List, "",
        "Lists the certificates that log you in.")
    { NeedsAccount = true };

    private static void Add(ServiceCall call)
    {
        if (!TryRead(call, AddRow, out string fingerprint, out Account? account)) return;
        call.Say(call.Server.Accounts.AddCertificate(account!, fingerprint, Maximum) switch
        {
            CertificateResult.Done => $"From now on this certificate logs you in: {fingerprint}",
            CertificateResult.IsThere => "That certificate logs you in already.",
            CertificateResult.TooMany =>
                $"You have {Maximum} certificates, and more are not possible. Take one back first: "
                    + $"{call.HowTo("CERT DEL <password> <fingerprint>")}",
            CertificateResult.BelongsToAnother => "That certificate belongs to another account.",
            _ => "The account has been changed just now. Try again.",
        });
    }

    private static void Delete(ServiceCall call)
    {
        if (!TryRead(call, DelRow, out string fingerprint, out Account? account)) return;
        call.Say(call.Server.Accounts.RemoveCertificate(account!, fingerprint) switch
        {
            CertificateResult.Done => $"This certificate logs you in no more: {fingerprint}",
            CertificateResult.IsNotThere => $"That is not one of your certificates. To list them: {call.HowTo(ListRow.Name)}",
            _ => "The account has been changed just now. Try again.",
        });
    }

    private static void List(ServiceCall call)
    {
        IReadOnlyList<string> all = call.Server.Accounts.Certificates(call.Account);
        if (all.Count == 0) call.Say($"No certificate logs you in. To add one: {call.HowTo(AddRow.Syntax)}");
        foreach (string fingerprint in all)
            call.Say(fingerprint == call.Context.Session.CertificateFingerprint ? $"{fingerprint} (this connection's)" : fingerprint);
    }

    // The fingerprint, and the account with whose password that came; false where one of them is not right, and the asker knows.
    private static bool TryRead(ServiceCall call, ServiceCommand row, out string fingerprint, out Account? account)
    {
        account = null;
        fingerprint = "";
        // As it was written before the password was asked for: that must not count as a wrong one.
        if (call.Words.Count == 1 && Fingerprint.TryParse(call[0], out _))
        {
            call.Say($"That goes like this: {call.HowTo(row.Syntax)}");
            return false;
        }
        if (!TryReadFingerprint(call, out fingerprint, out string password)) return false;
        account = PasswordLogin.Try(call.Context, call.Account.Name, password, out string why);
        if (account is null) call.Say($"{why} It goes like this: {call.HowTo(row.Syntax)}");
        return account is not null;
    }

    // The last word, if it is one, or else the connection's own; what comes before it is the password, which may have spaces.
    private static bool TryReadFingerprint(ServiceCall call, out string fingerprint, out string password)
    {
        password = string.Join(' ', call.Words.SkipLast(1));
        if (call.Words.Count > 1 && Fingerprint.TryParse(call[call.Words.Count - 1], out string? read))
        {
            fingerprint = read;
            return true;
        }
        password = call.From(0);
        fingerprint = call.Context.Session.CertificateFingerprint ?? "";
        if (fingerprint.Length > 0) return true;
        call.Say(call.Words.Count == 1
            ? $"You came without a certificate, so give its fingerprint after the password. How to find it: {call.HowTo("HELP CERT ADD")}"
            : "That is not a fingerprint: it has 64 hexadecimal digits, with or without colons. How to find it: "
                + $"{call.HowTo("HELP CERT ADD")}");
        return false;
    }
}

using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Client.Connection;

/// <summary>
/// Logs in to an account while registering: IRCv3 sasl-3.2. EXTERNAL comes first where we have shown a certificate: nothing secret is sent.
/// With SCRAM the password never leaves, and the server must show that it knows the account; PLAIN is for servers without SCRAM, where the
/// password may be shown.
/// </summary>
/// <param name="credentials">The account; null if nobody asked to log in, and a certificate may.</param>
/// <param name="hasCertificate">Whether we have shown a certificate that may log us in.</param>
/// <param name="outgoing">Where lines leave.</param>
internal sealed class AccountLogin(Credentials? credentials, bool hasCertificate, Outgoing outgoing)
{
    private readonly AuthenticateBuffer _buffer = new();
    private string[] _offered = [];
    private ScramClient? _scram;
    private bool _isProved;

    // What the server named when it refused a mechanism; null for nothing.
    private string[]? _available;

    /// <summary>Whether the server has accepted the login and proved its own identity.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it did not come to that; null while it still may.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the certificate is what logs in.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>What did not work, and is no reason to leave; null for nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether there is a point in it, with the mechanisms that the server offers.</summary>
    public bool CanStart(string mechanisms) => credentials is not null || (hasCertificate && Offers(mechanisms, SaslExternal.Mechanism));

    /// <summary>Begins with the mechanisms that the server offers: the value of the capability, empty if it has none.</summary>
    public void Start(string mechanisms)
    {
        _offered = mechanisms.Split(',');
        IsExternal = hasCertificate && Offers(mechanisms, SaslExternal.Mechanism);
        if (IsExternal) outgoing.Send(Verbs.Authenticate, SaslExternal.Mechanism);
        else StartWithPassword("the server takes no certificates (no EXTERNAL)");
    }

    private static bool Offers(string mechanisms, string mechanism) =>
        mechanisms.Split(',').Contains(mechanism, StringComparer.OrdinalIgnoreCase);

    private void StartWithPassword(string whyNotExternal)
    {
        if (credentials is not { Password: { } password })
        {
            GiveUp(whyNotExternal);
            return;
        }
        bool hasScram = _offered.Contains(ScramClient.Mechanism, StringComparer.OrdinalIgnoreCase);
        // A server that does not say what it has is an old one.
        bool hasPlain = _offered is [""] || _offered.Contains(SaslPlain.Mechanism, StringComparer.OrdinalIgnoreCase);
        if (hasScram) _scram = ScramClient.Create(credentials.Account, password);
        if (hasScram && _scram is null) Fail("that cannot be the name and password of an account");
        else if (!hasScram && !hasPlain) Fail($"the server knows none of our ways to log in, only {string.Join(',', _offered)}");
        else if (!hasScram && !credentials.MayBeShown)
            Fail("the server has no SCRAM, and the password would be sent as it is: --show-password allows that");
        else outgoing.Send(Verbs.Authenticate, hasScram ? ScramClient.Mechanism : SaslPlain.Mechanism);
    }

    // Who asked for an account does not stay without it.
    private void GiveUp(string why)
    {
        if (credentials is null)
        {
            Note = $"not logged in: {why}";
            IsDone = true;
        }
        else
        {
            Fail(why);
        }
    }

    /// <summary>There is nothing to log in with.</summary>
    public void NotOffered()
    {
        if (credentials is null) IsDone = true;
        else Fail("the server has no accounts, or does not let us log in (no SASL)");
    }

    /// <summary>The server sends a piece: AUTHENTICATE.</summary>
    public void Receive(ReadOnlySpan<byte> piece)
    {
        if (IsDone || Failure is not null) return;
        AuthenticateResult result = _buffer.Append(piece, out byte[] message);
        if (result == AuthenticateResult.Incomplete) return;
        if (result != AuthenticateResult.Complete) Fail("the server sent something that is not SASL");
        // The name of the account that was asked for: the certificate may be another account's, and then the password counts.
        else if (IsExternal) Send(Encoding.UTF8.GetBytes(credentials?.Account ?? ""));
        else if (_scram is null) Send(SaslPlain.Build(credentials!.Account, credentials.Password!));
        else if (message.Length == 0) Send(_scram.First);
        else Step(_scram, message);
    }

    /// <summary>The server names the mechanisms that it takes in the place of the one that it is about to refuse (908).</summary>
    public void Available(string mechanisms) => _available = mechanisms.Split(',');

    /// <summary>The server's word: 903 and those around it.</summary>
    public void Receive(Numeric numeric, string text)
    {
        if (IsDone || Failure is not null) return;
        switch (numeric)
        {
            case Numeric.RPL_SASLSUCCESS when _scram is not null && !_isProved:
                Fail("the server did not show that it knows the account");
                break;
            case Numeric.RPL_SASLSUCCESS:
                IsDone = true;
                break;
            case (Numeric)902 or Numeric.ERR_SASLFAIL or Numeric.ERR_SASLABORTED when IsExternal:
                IsExternal = false;
                StartWithPassword($"the server did not accept the certificate: {text}");
                break;
            // An account that came from another server may have no keys for SCRAM until its first log-in.
            case Numeric.ERR_SASLFAIL when _scram is not null && _available is { } others && !others.Contains(ScramClient.Mechanism):
                _offered = others;
                _scram = null;
                StartWithPassword(text);
                break;
            case (Numeric)902 or Numeric.ERR_SASLFAIL or Numeric.ERR_SASLTOOLONG or Numeric.ERR_SASLABORTED:
                Fail(text);
                break;
            default:
                break;
        }
    }

    private void Step(ScramClient scram, byte[] message)
    {
        SaslStep step = scram.Step(message, out byte[] reply);
        _isProved = step == SaslStep.Succeeded;
        if (step == SaslStep.Failed) Fail($"the server did not show that it knows the account ({scram.Error})");
        else Send(reply);
    }

    private void Send(byte[]? message)
    {
        if (message is null)
        {
            Fail("that cannot be the name and password of an account");
            return;
        }
        foreach (byte[] piece in AuthenticateBuffer.Cut(message)) outgoing.Send(Verbs.Authenticate, Encoding.ASCII.GetString(piece));
    }

    private void Fail(string why) => Failure = $"no log-in to the account {credentials?.Account}: {why}";
}

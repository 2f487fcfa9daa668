using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.State;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// One attempt to log in with SASL, from the mechanism's name to its end. A connection has one at a time, for its thread alone.
/// </summary>
internal sealed class SaslExchange
{
    private readonly CommandContext _context;
    private readonly AuthenticateBuffer _buffer = new();
    private readonly ScramServer? _scram;
    private readonly string _mechanism;
    private Account? _named;
    private bool _hasBegun;

    private SaslExchange(CommandContext context, string mechanism)
    {
        _context = context;
        _mechanism = mechanism;
        if (mechanism == ScramServer.Mechanism) _scram = new ScramServer(KeysOf);
    }

    /// <summary>The mechanisms that this session can use, separated by commas: the value of the capability, and of RPL_SASLMECHS.</summary>
    public static string MechanismsFor(Session session) =>
        $"{SaslPlain.Mechanism},{ScramServer.Mechanism}" + (session.CertificateFingerprint is null ? "" : $",{SaslExternal.Mechanism}");

    /// <summary>Begins an exchange; null for an unsupported mechanism.</summary>
    public static SaslExchange? Begin(CommandContext context, string mechanism) =>
        MechanismsFor(context.Session).Split(',').Contains(mechanism, StringComparer.OrdinalIgnoreCase)
            ? new SaslExchange(context, mechanism.ToUpperInvariant())
            : null;

    /// <summary>Why it failed without having been looked at, for people; null where it was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>
    /// The mechanisms that this account can use in the place of the one that was refused; null if that was not the reason.
    /// </summary>
    public string? Available { get; private set; }

    /// <summary>Handles the parameter of the client's next AUTHENTICATE. Failures are counted.</summary>
    /// <param name="piece">A piece of base64.</param>
    /// <param name="reply">The reply to the client, if the exchange continues.</param>
    /// <param name="proof">The proof, if the exchange succeeded; check it again before acting on it (<c>Login</c>).</param>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public SaslOutcome Take(ReadOnlySpan<byte> piece, out byte[] reply, out AccountProof? proof)
    {
        reply = [];
        proof = null;
        switch (_buffer.Append(piece, out byte[] message))
        {
            case AuthenticateResult.Incomplete: return SaslOutcome.Incomplete;
            case AuthenticateResult.TooLong: return SaslOutcome.TooLong;
            case AuthenticateResult.Invalid: return Wrong();
            case AuthenticateResult.Complete when _scram is not null: return Scram(message, out reply, out proof);
            case AuthenticateResult.Complete when _mechanism == SaslExternal.Mechanism: return External(message, out proof);
            default: return Plain(message, out proof);
        }
    }

    private SaslOutcome Plain(byte[] message, out AccountProof? proof)
    {
        proof = null;
        if (!SaslPlain.TryParse(message, out SaslPlain? plain) || IsAnother(plain.AuthorizationName, plain.UserName)) return Wrong();
        Account? account = PasswordLogin.Check(_context.Server, _context.Session, Encoding.UTF8.GetBytes(plain.UserName), plain.Password,
            out PasswordVerdict verdict);
        Refusal = verdict.Refusal();
        if (account is null) return SaslOutcome.Failed;
        proof = new AccountProof(account);
        return SaslOutcome.Succeeded;
    }

    private SaslOutcome External(byte[] message, out AccountProof? proof)
    {
        proof = null;
        string fingerprint = _context.Session.CertificateFingerprint!;
        if (!SaslExternal.TryParse(message, out string? asked)) return Wrong();
        Account? account = _context.Server.Accounts.FindByCertificate(fingerprint);
        if (account is null || IsAnother(asked, Encoding.UTF8.GetString(account.Name))) return Wrong();
        proof = new AccountProof(account, fingerprint);
        return SaslOutcome.Succeeded;
    }

    // Nothing in it is slow, so it waits for no turn; but that which tells whether the password was right takes a place before it does.
    private SaslOutcome Scram(byte[] message, out byte[] reply, out AccountProof? proof)
    {
        proof = null;
        reply = [];
        LoginAttempts attempts = _context.Server.LoginAttempts;
        bool isGuess = _hasBegun;
        _hasBegun = true;
        if (isGuess && !attempts.TryTake(_context.Session.IPAddress, out TimeSpan wait))
        {
            _context.Server.Counters.Add(Counter.LimitedLogins);
            Refusal = new PasswordVerdict(PasswordOutcome.TooMany, wait).Refusal();
            FailedLogins.TooMany(_context.Server.Log, _context.Session.IPAddress);
            return SaslOutcome.Failed;
        }
        SaslStep step = _scram!.Step(message, out reply);
        bool isAnother = step == SaslStep.Succeeded && IsAnother(_scram.AuthorizationName, _scram.UserName!);
        if (step == SaslStep.Failed || isAnother) return isGuess ? WrongGuess() : Wrong();
        if (isGuess) attempts.GiveBack(_context.Session.IPAddress);
        if (step == SaslStep.Continue) return SaslOutcome.Continue;
        // Of an account that is none no exchange succeeds.
        proof = new AccountProof(_named!);
        return SaslOutcome.Succeeded;
    }

    private SaslOutcome WrongGuess()
    {
        FailedLogins.Wrong(_context.Server.Log, _context.Session.IPAddress);
        _context.Server.Counters.Add(Counter.WrongLogins);
        return SaslOutcome.Failed;
    }

    // Not a password that was looked at, but not for nothing either.
    private SaslOutcome Wrong()
    {
        _context.Server.LoginAttempts.Add(_context.Session.IPAddress);
        return WrongGuess();
    }

    private ScramKeys? KeysOf(string name)
    {
        _named = _context.Server.Accounts.Find(Encoding.UTF8.GetBytes(name));
        if (_named?.Imported is not null)
        {
            Available = string.Join(',', MechanismsFor(_context.Session).Split(',').Where(name => name != ScramServer.Mechanism));
            Refusal = "This account was imported from another server: log in once with PLAIN or NickServ IDENTIFY, and then SCRAM works";
            return null;
        }
        return _named?.Keys ?? _context.Server.Accounts.Decoy(name);
    }

    // Nobody acts for somebody else here.
    private static bool IsAnother(string? asked, string own) => asked is not null && !asked.Equals(own, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The result of an attempt.</summary>
internal enum SaslOutcome
{
    /// <summary>More of the same message is to come.</summary>
    Incomplete,

    /// <summary>It is the client's turn again, when it has our reply.</summary>
    Continue,

    Succeeded,
    Failed,

    /// <summary>The message was longer than any can be.</summary>
    TooLong,
}

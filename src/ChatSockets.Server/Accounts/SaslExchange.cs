using System.Text;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Accounts;

/// <summary>One attempt to log in with SASL, from the mechanism's name to its end. A connection has one at a time, for its thread alone.</summary>
internal sealed class SaslExchange
{
    private readonly CommandContext _context;
    private readonly AuthenticateBuffer _buffer = new();
    private readonly ScramServer? _scram;
    private readonly string _mechanism;
    private Account? _named;

    private SaslExchange(CommandContext context, string mechanism)
    {
        _context = context;
        _mechanism = mechanism;
        if (mechanism == ScramServer.Mechanism) _scram = new ScramServer(KeysOf);
    }

    /// <summary>The mechanisms that this session can use, separated by commas: the value of the capability, and of RPL_SASLMECHS.</summary>
    public static string MechanismsFor(Sessions.Session session) =>
        $"{SaslPlain.Mechanism},{ScramServer.Mechanism}" + (session.CertificateFingerprint is null ? "" : $",{SaslExternal.Mechanism}");

    /// <summary>Begins one; null for a mechanism that is none here.</summary>
    public static SaslExchange? Begin(CommandContext context, string mechanism) =>
        MechanismsFor(context.Session).Split(',').Contains(mechanism, StringComparer.OrdinalIgnoreCase) ? new SaslExchange(context, mechanism.ToUpperInvariant()) : null;

    /// <summary>Takes what the client sent next, as it stood in AUTHENTICATE.</summary>
    /// <param name="piece">A piece of base64.</param>
    /// <param name="reply">What is to be sent to the client, if it goes on.</param>
    /// <param name="account">Who it is, if it is over and went well.</param>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public SaslOutcome Take(ReadOnlySpan<byte> piece, out byte[] reply, out Account? account)
    {
        reply = [];
        account = null;
        switch (_buffer.Append(piece, out byte[] message))
        {
            case AuthenticateResult.Incomplete: return SaslOutcome.Incomplete;
            case AuthenticateResult.TooLong: return SaslOutcome.TooLong;
            case AuthenticateResult.Invalid: return SaslOutcome.Failed;
            case AuthenticateResult.Complete when _scram is not null: return Scram(message, out reply, out account);
            default:
                account = _mechanism == SaslExternal.Mechanism ? External(message) : Plain(message);
                return account is null ? SaslOutcome.Failed : SaslOutcome.Succeeded;
        }
    }

    private Account? Plain(byte[] message)
    {
        if (!SaslPlain.TryParse(message, out SaslPlain? plain) || IsAnother(plain.AuthorizationName, plain.UserName)) return null;
        return PasswordLogin.Check(_context.Server, Encoding.UTF8.GetBytes(plain.UserName), plain.Password);
    }

    private Account? External(byte[] message)
    {
        if (!SaslExternal.TryParse(message, out string? asked)) return null;
        Account? account = _context.Server.Accounts.FindByCertificate(_context.Session.CertificateFingerprint!);
        return account is null || IsAnother(asked, Encoding.UTF8.GetString(account.Name)) ? null : account;
    }

    private SaslOutcome Scram(byte[] message, out byte[] reply, out Account? account)
    {
        account = null;
        switch (_scram!.Step(message, out reply))
        {
            case SaslStep.Continue: return SaslOutcome.Continue;
            case SaslStep.Succeeded when !IsAnother(_scram.AuthorizationName, _scram.UserName!):
                account = _named;
                return SaslOutcome.Succeeded;
            default: return SaslOutcome.Failed;
        }
    }

    private ScramKeys KeysOf(string name)
    {
        _named = _context.Server.Accounts.Find(Encoding.UTF8.GetBytes(name));
        return _named?.Keys ?? _context.Server.Accounts.Decoy(name);
    }

    // Nobody acts for somebody else here.
    private static bool IsAnother(string? asked, string own) => asked is not null && !asked.Equals(own, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What has become of an attempt.</summary>
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

using System.Security.Cryptography;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The server's side of SCRAM-SHA-256 (RFC 5802, section 5; RFC 7677), without channel binding. Three messages come: the client's first,
/// its final one with the proof, and the empty one with which it takes the server's proof (RFC 4422, section 5: IRC sends no data with
/// success). One for each exchange, used by one thread at a time; nothing in it is slow.
/// </summary>
public sealed class ScramServer
{
    public const string Mechanism = Scram.Mechanism;

    private readonly Func<string, ScramKeys?> _find;
    private readonly string _nonce;
    private Turn _turn;
    private ScramKeys? _keys;
    private byte[] _header = [];
    private byte[] _clientFirstBare = [];
    private byte[] _serverFirst = [];
    private byte[] _bothNonces = [];

    /// <param name="find">
    /// The keys of the account of that prepared name. Null makes the exchange fail at once as <see cref="ScramError.UnknownUser"/>, which
    /// tells everybody that there is no such account: <see cref="ScramKeys.Decoy"/> does not.
    /// </param>
    public ScramServer(Func<string, ScramKeys?> find)
        : this(find, Scram.NewNonce())
    {
    }

    internal ScramServer(Func<string, ScramKeys?> find, string nonce)
    {
        ArgumentNullException.ThrowIfNull(find);
        _find = find;
        _nonce = nonce;
    }

    private enum Turn
    {
        ClientFirst,
        ClientFinal,
        Acknowledgement,
        Over,
    }

    /// <summary>The prepared user name, once the client has sent it; verified only after <see cref="SaslStep.Succeeded"/>.</summary>
    public string? UserName { get; private set; }

    /// <summary>
    /// The name that the user wants to act as, prepared; null for their own. A server without this feature refuses any other name.
    /// </summary>
    public string? AuthorizationName { get; private set; }

    /// <summary>One of <see cref="ScramError"/> after <see cref="SaslStep.Failed"/>.</summary>
    public string? Error { get; private set; }

    /// <summary>
    /// Takes the client's next message. After <see cref="SaslStep.Failed"/> the reply tells why, for protocols that have a place for it;
    /// IRC has the numeric 904 instead. Nothing more is taken after success or failure.
    /// </summary>
    public SaslStep Step(ReadOnlySpan<byte> message, out byte[] reply)
    {
        reply = [];
        Turn turn = _turn;
        _turn = Turn.Over;
        Error = message.Length > Scram.MaximumMessageBytes ? ScramError.OtherError
            : !ScramAttributes.IsText(message) ? ScramError.InvalidEncoding
            : turn switch
            {
                Turn.ClientFirst => ReadFirst(message, out reply),
                Turn.ClientFinal => ReadFinal(message, out reply),
                Turn.Acknowledgement when message.IsEmpty => null,
                _ => ScramError.OtherError,
            };
        if (Error is not null)
        {
            reply = Encoding.ASCII.GetBytes("e=" + Error);
            return SaslStep.Failed;
        }
        if (turn == Turn.Acknowledgement) return SaslStep.Succeeded;
        _turn = turn + 1;
        return SaslStep.Continue;
    }

    private string? ReadFirst(ReadOnlySpan<byte> message, out byte[] reply)
    {
        reply = [];
        if (message.StartsWith("p="u8)) return ScramError.ChannelBindingNotSupported;
        // "y": the client could, and thinks that the server cannot. So it is.
        if (!message.StartsWith("n,"u8) && !message.StartsWith("y,"u8)) return ScramError.OtherError;
        int comma = message[2..].IndexOf((byte)',');
        if (comma < 0) return ScramError.OtherError;
        ReadOnlySpan<byte> authorization = message.Slice(2, comma);
        if (!authorization.IsEmpty)
        {
            if (!authorization.StartsWith("a="u8)) return ScramError.OtherError;
            if (!SaslName.TryReadEscaped(authorization[2..], out string? authorizationName)) return ScramError.InvalidUsernameEncoding;
            AuthorizationName = authorizationName;
        }

        ReadOnlySpan<byte> bare = message[(comma + 3)..];
        var attributes = new ScramAttributes(bare);
        if (attributes.IsNext('m')) return ScramError.ExtensionsNotSupported;
        if (!attributes.TryRead('n', out ReadOnlySpan<byte> escapedName)) return ScramError.OtherError;
        if (!attributes.TryRead('r', out ReadOnlySpan<byte> clientNonce) || !Scram.IsNonce(clientNonce)) return ScramError.OtherError;
        if (!attributes.TrySkipExtensions()) return ScramError.OtherError;
        if (!SaslName.TryReadEscaped(escapedName, out string? userName)) return ScramError.InvalidUsernameEncoding;
        UserName = userName;
        if (_find(userName) is not { } keys) return ScramError.UnknownUser;

        _keys = keys;
        _header = message[..(comma + 3)].ToArray();
        _clientFirstBare = bare.ToArray();
        _bothNonces = [.. clientNonce, .. Encoding.ASCII.GetBytes(_nonce)];
        _serverFirst = reply =
            [.. "r="u8, .. _bothNonces, .. ",s="u8, .. StrictBase64.Encode(keys.Salt), .. ",i="u8,
                .. Encoding.ASCII.GetBytes($"{keys.Iterations}")];
        return null;
    }

    private string? ReadFinal(ReadOnlySpan<byte> message, out byte[] reply)
    {
        reply = [];
        ScramKeys keys = _keys!;
        var attributes = new ScramAttributes(message);
        if (!attributes.TryRead('c', out ReadOnlySpan<byte> binding)) return ScramError.OtherError;
        if (!StrictBase64.TryDecode(binding, out byte[]? header)) return ScramError.InvalidEncoding;
        if (!header.AsSpan().SequenceEqual(_header)) return ScramError.ChannelBindingsDontMatch;
        if (!attributes.TryRead('r', out ReadOnlySpan<byte> nonce) || !nonce.SequenceEqual(_bothNonces)) return ScramError.OtherError;
        if (!attributes.TrySkipExtensions(before: 'p')) return ScramError.OtherError;
        int end = attributes.Position - 1;
        if (!attributes.TryRead('p', out ReadOnlySpan<byte> proofText) || !attributes.IsAtEnd) return ScramError.OtherError;
        if (!StrictBase64.TryDecode(proofText, out byte[]? proof) || proof.Length != keys.StoredKey.Length)
            return ScramError.InvalidEncoding;

        byte[] signed = Scram.Signed(_clientFirstBare, _serverFirst, message[..end]);
        byte[] clientKey = Scram.Xor(proof, Scram.Hmac(keys.Hash, keys.StoredKey, signed));
        if (!CryptographicOperations.FixedTimeEquals(Scram.StoredKey(keys.Hash, clientKey), keys.StoredKey)) return ScramError.InvalidProof;
        reply = [.. "v="u8, .. StrictBase64.Encode(Scram.Hmac(keys.Hash, keys.ServerKey, signed))];
        return null;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The client's side of SCRAM-SHA-256 (RFC 5802, section 5; RFC 7677), without channel binding. <see cref="First"/> is sent to begin; then
/// two messages come, the server's first and its final one. The server has shown that it knows the password's keys only when the second has
/// <see cref="SaslStep.Succeeded"/>: a server that says before that all is well is not to be believed. One for each exchange, used by one
/// thread at a time.
/// </summary>
public sealed class ScramClient
{
    public const string Mechanism = Scram.Mechanism;

    // The header, which says that the client knows no channel binding, and the same in base64.
    private const string Header = "n,,";
    private const string HeaderBase64 = "biws";

    private readonly HashAlgorithmName _hash;
    private readonly byte[] _password;
    private readonly byte[] _nonce;
    private readonly byte[] _firstBare;
    private Turn _turn;
    private byte[] _serverSignature = [];

    private ScramClient(HashAlgorithmName hash, string preparedName, byte[] preparedPassword, string nonce)
    {
        _hash = hash;
        _password = preparedPassword;
        _nonce = Encoding.ASCII.GetBytes(nonce);
        _firstBare = Encoding.UTF8.GetBytes($"n={SaslName.Escape(preparedName)},r={nonce}");
        First = [.. Encoding.ASCII.GetBytes(Header), .. _firstBare];
    }

    private enum Turn
    {
        ServerFirst,
        ServerFinal,
        Over,
    }

    /// <summary>The first message, which the client sends.</summary>
    public byte[] First { get; }

    /// <summary>
    /// One of <see cref="ScramError"/> after <see cref="SaslStep.Failed"/>: the server's error, or the fault in its message.
    /// </summary>
    public string? Error { get; private set; }

    /// <summary>
    /// A client for a name and a password, as they were typed; null where one of them is empty, too long or prohibited
    /// (<see cref="SaslPrep"/>).
    /// </summary>
    public static ScramClient? Create(string userName, string password) =>
        Create(userName, password, HashAlgorithmName.SHA256, Scram.NewNonce());

    internal static ScramClient? Create(string userName, string password, HashAlgorithmName hash, string nonce) =>
        SaslName.Prepare(userName) is { } name
            && Scram.PreparePassword(password) is { } secret ? new ScramClient(hash, name, secret, nonce) : null;

    /// <summary>
    /// Handles the server's next message. The reply to the first one needs a key derivation: hundredths of a second, or some seconds if a
    /// server asks for the most iterations. After success, send the empty reply; after failure there is none, and the client gives up.
    /// </summary>
    public SaslStep Step(ReadOnlySpan<byte> message, out byte[] reply)
    {
        reply = [];
        Turn turn = _turn;
        _turn = Turn.Over;
        Error = message.Length > Scram.MaximumMessageBytes ? ScramError.OtherError
            : !ScramAttributes.IsText(message) ? ScramError.InvalidEncoding
            : turn == Turn.Over ? ScramError.OtherError
            : IsError(message, out string? said) ? said
            : turn == Turn.ServerFirst ? ReadFirst(message, out reply)
            : ReadFinal(message);
        if (Error is not null) return SaslStep.Failed;
        if (turn == Turn.ServerFinal) return SaslStep.Succeeded;
        _turn = Turn.ServerFinal;
        return SaslStep.Continue;
    }

    private static bool IsError(ReadOnlySpan<byte> message, [NotNullWhen(true)] out string? said)
    {
        said = new ScramAttributes(message).TryRead('e', out ReadOnlySpan<byte> value) ? ScramError.Read(value) : null;
        return said is not null;
    }

    private string? ReadFirst(ReadOnlySpan<byte> message, out byte[] reply)
    {
        reply = [];
        var attributes = new ScramAttributes(message);
        if (attributes.IsNext('m')) return ScramError.ExtensionsNotSupported;
        if (!attributes.TryRead('r', out ReadOnlySpan<byte> bothNonces) || !Scram.IsNonce(bothNonces)) return ScramError.OtherError;
        if (bothNonces.Length <= _nonce.Length || !bothNonces.StartsWith(_nonce)) return ScramError.OtherError;
        if (!attributes.TryRead('s', out ReadOnlySpan<byte> saltText)) return ScramError.OtherError;
        if (!StrictBase64.TryDecode(saltText, out byte[]? salt)) return ScramError.InvalidEncoding;
        if (!attributes.TryRead('i', out ReadOnlySpan<byte> count) || !Scram.TryReadIterations(count, out int iterations))
            return ScramError.OtherError;
        if (!attributes.TrySkipExtensions()) return ScramError.OtherError;

        byte[] salted = Scram.SaltPassword(_hash, _password, salt, iterations);
        byte[] clientKey = Scram.ClientKey(_hash, salted);
        byte[] withoutProof = [.. "c="u8, .. Encoding.ASCII.GetBytes(HeaderBase64), .. ",r="u8, .. bothNonces];
        byte[] signed = Scram.Signed(_firstBare, message, withoutProof);
        byte[] proof = Scram.Xor(clientKey, Scram.Hmac(_hash, Scram.StoredKey(_hash, clientKey), signed));
        _serverSignature = Scram.Hmac(_hash, Scram.ServerKey(_hash, salted), signed);
        reply = [.. withoutProof, .. ",p="u8, .. StrictBase64.Encode(proof)];
        return null;
    }

    private string? ReadFinal(ReadOnlySpan<byte> message)
    {
        var attributes = new ScramAttributes(message);
        if (!attributes.TryRead('v', out ReadOnlySpan<byte> verifier) || !attributes.TrySkipExtensions()) return ScramError.OtherError;
        if (!StrictBase64.TryDecode(verifier, out byte[]? signature)) return ScramError.InvalidEncoding;
        return CryptographicOperations.FixedTimeEquals(signature, _serverSignature) ? null : ScramError.InvalidProof;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The computations that both sides of SCRAM share: RFC 5802, sections 2.2 and 3. The hash is a parameter because the RFC's own example
/// uses SHA-1; only SHA-256 (RFC 7677) is offered.
/// </summary>
internal static class Scram
{
    public const string Mechanism = "SCRAM-SHA-256";

    /// <summary>The longest message that is read, in bytes: a name with every letter escaped, and long nonces.</summary>
    public const int MaximumMessageBytes = 2048;

    // 144 bits; a multiple of three bytes needs no padding.
    private const int NonceBytes = 18;

    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>The bytes of a password as all keys are made of it; null where it is empty, too long or prohibited.</summary>
    public static byte[]? PreparePassword(string password) =>
        SaslPrep.Stored(password) is { Length: > 0 } prepared && Encoding.UTF8.GetByteCount(prepared) <= SaslName.MaximumPasswordBytes
            ? Encoding.UTF8.GetBytes(prepared) : null;

    /// <summary>The slow one.</summary>
    public static byte[] SaltPassword(HashAlgorithmName hash, byte[] password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash, Size(hash));

    public static byte[] ClientKey(HashAlgorithmName hash, byte[] saltedPassword) => Hmac(hash, saltedPassword, "Client Key"u8);

    public static byte[] ServerKey(HashAlgorithmName hash, byte[] saltedPassword) => Hmac(hash, saltedPassword, "Server Key"u8);

    public static byte[] StoredKey(HashAlgorithmName hash, byte[] clientKey) => CryptographicOperations.HashData(hash, clientKey);

    public static byte[] Hmac(HashAlgorithmName hash, byte[] key, ReadOnlySpan<byte> text) =>
        CryptographicOperations.HmacData(hash, key, text);

    /// <summary>The client's key under its signature, or the key again from the proof.</summary>
    public static byte[] Xor(byte[] one, byte[] other)
    {
        byte[] result = new byte[one.Length];
        for (int i = 0; i < result.Length; i++) result[i] = (byte)(one[i] ^ other[i]);
        return result;
    }

    public static int Size(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : SHA1.HashSizeInBytes;

    /// <summary>
    /// Returns the text that both sides sign: the messages so far, without the header of the first and the proof of the last.
    /// </summary>
    public static byte[] Signed(ReadOnlySpan<byte> clientFirstBare, ReadOnlySpan<byte> serverFirst,
        ReadOnlySpan<byte> clientFinalWithoutProof) =>
        [.. clientFirstBare, (byte)',', .. serverFirst, (byte)',', .. clientFinalWithoutProof];

    /// <summary>A number without sign and leading zeros, between the two limits of <see cref="ScramKeys"/>.</summary>
    public static bool TryReadIterations(ReadOnlySpan<byte> digits, out int iterations) =>
        Utf8Parser.TryParse(digits, out iterations, out int read) && read == digits.Length && digits[0] is >= (byte)'1' and <= (byte)'9'
        && iterations is >= ScramKeys.MinimumIterations and <= ScramKeys.MaximumIterations;

    /// <summary>Whether a nonce is of the characters that it may be of: printable, no comma.</summary>
    public static bool IsNonce(ReadOnlySpan<byte> nonce) =>
        !nonce.IsEmpty && !nonce.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !nonce.Contains((byte)',');
}

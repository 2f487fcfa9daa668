using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The data that a server stores of a password for SCRAM-SHA-256 (RFC 5802, section 3; RFC 7677). Somebody who reads it can neither log in
/// with it nor recover the password except by guessing. It also serves PLAIN. Immutable; any thread. It has no accidental text form:
/// <see cref="Format"/> is the stored one.
/// </summary>
public sealed class ScramKeys
{
    /// <summary>The fewest iterations that either side takes: RFC 7677, section 4.</summary>
    public const int MinimumIterations = 4096;

    /// <summary>The most: seconds for each login, but an end.</summary>
    public const int MaximumIterations = 10_000_000;

    /// <summary>
    /// The iterations of new keys: some hundredths of a second. With SCRAM the client derives the key and the server does not, so the count
    /// could be higher; but with PLAIN each login, and each wrong guess, costs the server one derivation, and after a restart all clients
    /// log in at once.
    /// </summary>
    public const int DefaultIterations = 60_000;

    /// <summary>The beginning of the text form of SCRAM-SHA-256.</summary>
    private const string Prefix = Scram.Mechanism + "$";

    private const int SaltBytes = 16;
    private const int MaximumSaltBytes = 64;

    private ScramKeys(HashAlgorithmName hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey)
    {
        Hash = hash;
        Iterations = iterations;
        Salt = salt;
        StoredKey = storedKey;
        ServerKey = serverKey;
    }

    internal HashAlgorithmName Hash { get; }

    internal int Iterations { get; }

    internal byte[] Salt { get; }

    internal byte[] StoredKey { get; }

    internal byte[] ServerKey { get; }

    /// <summary>
    /// Keys of a password, with a new random salt; null where the password is empty, too long or prohibited (<see cref="SaslPrep"/>). Takes
    /// some hundredths of a second.
    /// </summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="iterations">Between the two limits; few are for tests.</param>
    public static ScramKeys? Create(string password, int iterations = DefaultIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, MinimumIterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MaximumIterations);
        return Create(password, iterations, RandomNumberGenerator.GetBytes(SaltBytes), HashAlgorithmName.SHA256);
    }

    internal static ScramKeys? Create(string password, int iterations, byte[] salt, HashAlgorithmName hash)
    {
        if (Scram.PreparePassword(password) is not { } prepared) return null;
        byte[] salted = Scram.SaltPassword(hash, prepared, salt, iterations);
        return new ScramKeys(hash, iterations, salt, Scram.StoredKey(hash, Scram.ClientKey(hash, salted)), Scram.ServerKey(hash, salted));
    }

    /// <summary>
    /// The keys that an account which does not exist appears to have. With them an exchange goes its way, and ends as with a wrong
    /// password: nobody learns who has an account. No password opens them.
    /// </summary>
    /// <param name="secret">
    /// The server's own, 16 bytes or more; always the same, also after a restart, or a salt that changes would tell.
    /// </param>
    /// <param name="name">
    /// The account's name in the one form that all its spellings have, as a real account has one salt for all of them.
    /// </param>
    public static ScramKeys Decoy(ReadOnlySpan<byte> secret, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16);
        byte[] salt = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("salt " + name))[..SaltBytes];
        byte[] storedKey = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("stored key " + name));
        byte[] serverKey = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("server key " + name));
        return new ScramKeys(HashAlgorithmName.SHA256, DefaultIterations, salt, storedKey, serverKey);
    }

    /// <summary>Whether this is the password, as it was typed. Right or wrong takes one derivation.</summary>
    public bool IsPassword(string password)
    {
        if (Scram.PreparePassword(password) is not { } prepared) return false;
        byte[] salted = Scram.SaltPassword(Hash, prepared, Salt, Iterations);
        return CryptographicOperations.FixedTimeEquals(Scram.StoredKey(Hash, Scram.ClientKey(Hash, salted)), StoredKey);
    }

    /// <summary>The text form of RFC 5803: <c>SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey</c>, the last three in base64.</summary>
    public string Format() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{Iterations}:{Convert.ToBase64String(Salt)}${Convert.ToBase64String(StoredKey)}:{Convert.ToBase64String(ServerKey)}");

    /// <summary>Reads the text form. Returns false if it is invalid, uses another hash, or has too few or too many iterations.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ScramKeys? keys)
    {
        keys = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        string[] halves = text[Prefix.Length..].Split('$');
        if (halves.Length != 2 || halves[0].Split(':') is not [var count, var saltText]
            || halves[1].Split(':') is not [var stored, var server]) return false;
        if (!Scram.TryReadIterations(Encoding.UTF8.GetBytes(count), out int iterations)) return false;
        if (Bytes(saltText) is not { Length: > 0 and <= MaximumSaltBytes } salt) return false;
        if (Bytes(stored) is not { Length: SHA256.HashSizeInBytes } storedKey
            || Bytes(server) is not { Length: SHA256.HashSizeInBytes } serverKey) return false;
        keys = new ScramKeys(HashAlgorithmName.SHA256, iterations, salt, storedKey, serverKey);
        return true;
    }

    private static byte[]? Bytes(string base64) => StrictBase64.TryDecode(Encoding.UTF8.GetBytes(base64), out byte[]? bytes) ? bytes : null;
}

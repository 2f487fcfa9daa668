using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatSockets.Core.Settings;

/// <summary>
/// A password hash for a configuration: PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2). Its text is
/// <c>pbkdf2-sha256$iterations$salt$key</c>, with salt and key in base64; <c>chat-server config password</c> makes it. Immutable, except
/// that it remembers the last success; any thread.
/// </summary>
public sealed class PasswordHash : IEquatable<PasswordHash>
{
    /// <summary>The fewest iterations that are taken: fewer are no protection.</summary>
    public const int MinimumIterations = 10_000;

    /// <summary>The most: seconds for each guess, but an end.</summary>
    public const int MaximumIterations = 10_000_000;

    /// <summary>The iterations of <see cref="Create(string)"/>.</summary>
    public const int DefaultIterations = 600_000;

    /// <summary>The beginning of every hash.</summary>
    internal const string Prefix = "pbkdf2-sha256$";

    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const int MaximumPartBytes = 64;

    // A secret of this process: what is remembered under it is worth nothing outside.
    private static readonly byte[] MemoryKey = RandomNumberGenerator.GetBytes(32);

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _key;
    private byte[]? _lastRight;

    private PasswordHash(int iterations, byte[] salt, byte[] key)
    {
        _iterations = iterations;
        _salt = salt;
        _key = key;
    }

    /// <summary>Hashes a password with a new random salt. Takes a good part of a second.</summary>
    public static PasswordHash Create(string password) => Create(password, DefaultIterations);

    /// <summary>The same with a number of iterations between the two limits; few are for tests.</summary>
    public static PasswordHash Create(string password, int iterations)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, MinimumIterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MaximumIterations);
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(iterations, salt, Derive(Encoding.UTF8.GetBytes(password), iterations, salt, KeyBytes));
    }

    /// <summary>Reads the text form. Returns false if it is invalid or has too few or too many iterations.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        string[] parts = text[Prefix.Length..].Split('$');
        if (parts.Length != 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)) return false;
        if (iterations is < MinimumIterations or > MaximumIterations) return false;
        if (Bytes(parts[1]) is not { Length: >= 8 } salt || Bytes(parts[2]) is not { Length: >= 16 } key) return false;
        hash = new PasswordHash(iterations, salt, key);
        return true;
    }

    /// <summary>
    /// Whether this is the password. Wrong ones take as long as <see cref="Create(string)"/>, the right one only the first time.
    /// </summary>
    public bool Verify(ReadOnlySpan<byte> password)
    {
        if (IsKnown(password)) return true;
        if (!CryptographicOperations.FixedTimeEquals(Derive(password, _iterations, _salt, _key.Length), _key)) return false;
        Volatile.Write(ref _lastRight, Fast(password));
        return true;
    }

    /// <summary>
    /// Returns true, without hashing, if this password was right before in this process; false proves nothing. Otherwise a crowd
    /// reconnecting with the same password would keep every processor busy for minutes.
    /// </summary>
    internal bool IsKnown(ReadOnlySpan<byte> password) =>
        Volatile.Read(ref _lastRight) is { } right && CryptographicOperations.FixedTimeEquals(Fast(password), right);

    private static byte[] Fast(ReadOnlySpan<byte> password) => HMACSHA256.HashData(MemoryKey, password);

    /// <summary>The text form.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Prefix}{_iterations}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_key)}");

    public bool Equals(PasswordHash? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as PasswordHash);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal static byte[] Derive(ReadOnlySpan<byte> password, int iterations, ReadOnlySpan<byte> salt, int bytes) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, bytes);

    private static byte[]? Bytes(string base64)
    {
        Span<byte> bytes = stackalloc byte[MaximumPartBytes];
        return Convert.TryFromBase64String(base64, bytes, out int count) ? bytes[..count].ToArray() : null;
    }
}

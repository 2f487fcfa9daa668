using System.Security.Cryptography;
using System.Text;
using ChatSockets.Core.Settings;

namespace ChatSockets.Core.Accounts;

/// <summary>The password that everybody must give, whether it was set as text or as a <see cref="PasswordHash"/>. Any thread.</summary>
internal sealed class ServerPassword(string password)
{
    private readonly PasswordHash? _hash = PasswordHash.TryParse(password, out PasswordHash? hash) ? hash : null;
    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(password));

    /// <summary>
    /// Whether it is right. With a hash that is slow: for <see cref="Accounts.PasswordChecks"/>. Digests of one length, compared in
    /// constant time: neither the length nor the beginning can be told from the time it takes.
    /// </summary>
    public bool IsRight(ReadOnlySpan<byte> given) =>
        _hash?.Verify(given) ?? CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(given));

    /// <summary>Whether it is right and that is known without a slow computation; false says nothing.</summary>
    public bool IsKnown(ReadOnlySpan<byte> given) => _hash?.IsKnown(given) ?? IsRight(given);
}

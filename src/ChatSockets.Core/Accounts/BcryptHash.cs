using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BCrypt.Net;

namespace ChatSockets.Core.Accounts;

/// <summary>
/// The hash of a password that another server made with bcrypt, as <c>$2b$10$</c> and 53 characters. It is checked at the first log-in with
/// the password itself, which replaces it: SCRAM needs keys that cannot be made from it. Immutable; any thread.
/// </summary>
internal sealed class BcryptHash
{
    /// <summary>The greatest cost that is taken: each step doubles the time, and this one is about a second.</summary>
    public const int MaximumCost = 14;

    private const int MinimumCost = 4;
    private const int Length = 60;

    private BcryptHash(string text) => Text = text;

    /// <summary>The hash as it was made.</summary>
    public string Text { get; }

    /// <summary>Reads a hash. Returns false if it is no bcrypt, or would take too long to check.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BcryptHash? hash)
    {
        hash = null;
        if (text.Length != Length || text[0] != '$' || text[1] != '2' || text[2] is not ('a' or 'b' or 'y') || text[3] != '$'
            || text[6] != '$' || !int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int cost)
            || cost is < MinimumCost or > MaximumCost)
        {
            return false;
        }
        foreach (char letter in text.AsSpan(7))
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '/')) return false;
        }
        hash = new BcryptHash(text);
        return true;
    }

    /// <summary>Whether this is the password. Slow on purpose: for <see cref="PasswordChecks"/>.</summary>
    public bool IsPassword(string password)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, Text);
        }
        catch (SaltParseException)
        {
            return false;
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using ChatSockets.Storage;

namespace ChatSockets.Core.Hooks;

/// <summary>What lets a program that knows its token say something in one room, by HTTP.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Room">The room's name.</param>
/// <param name="Name">Its own name: it speaks as <c>name/hook</c>, which no user can be called.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When.</param>
internal sealed record Hook(long Id, byte[] Room, byte[] Name, string MadeBy, DateTimeOffset MadeAt)
{
    /// <summary>The most hooks of one room.</summary>
    public const int MostPerRoom = 50;

    private const int TokenBytes = 32;

    /// <summary>The nickname under which it speaks.</summary>
    public byte[] Nickname => [.. Name, .. "/hook"u8];

    /// <summary>Whether a hook can have that name: what a nickname can have, and short.</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => name.Length <= 20 && Protocol.Nickname.IsValid(name);

    /// <summary>What to tell of a name that is none.</summary>
    public static string NotAName(string text) =>
        $"'{text}' cannot be the name of a hook: letters, digits and _-[]{{}}\\|^` only, up to 20, no digit first.";

    /// <summary>A token that nobody else knows. It is shown once; only its <see cref="HashOf"/> is stored.</summary>
    public static string NewToken()
    {
        var bytes = new byte[TokenBytes];
        AppliedMoment.Fill(bytes);
        return Encode(bytes);
    }

    /// <summary>How a token is stored. It has 256 random bits, so that nobody could find it by trying.</summary>
    public static byte[] HashOf(string token) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));

    /// <summary>
    /// The secret with which GitHub signs what it sends to a token's address: it follows from the token, and is stored nowhere.
    /// </summary>
    public static string SecretOf(string token) => Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "github"u8));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

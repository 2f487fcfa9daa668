using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Hooks;

/// <summary>Posts what is said in a room to an address.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Room">The room's name.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Url">Where to; http or https.</param>
/// <param name="Pattern">Which lines: with * for anything and ? for one letter, whatever the case of the letters.</param>
/// <param name="MadeBy">Who made it.</param>
internal sealed record OutgoingHook(long Id, byte[] Room, byte[] Name, Uri Url, byte[] Pattern, string MadeBy)
{
    /// <summary>The longest address, in characters.</summary>
    public const int LongestUrl = 500;

    /// <summary>The longest pattern, in bytes.</summary>
    public const int LongestPattern = 200;

    /// <summary>Whether it wants that text.</summary>
    public bool Wants(ReadOnlySpan<byte> text) => Mask.Matches(Pattern, text, CaseMapping.Ascii);

    /// <summary>Reads an address; null for what is none that can be posted to.</summary>
    public static Uri? ReadUrl(string text) =>
        text.Length <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.UserInfo.Length == 0 ? url : null;

    /// <summary>Whether that can be a pattern.</summary>
    public static bool IsPattern(string text) => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= LongestPattern
        && !text.Any(char.IsControl);
}

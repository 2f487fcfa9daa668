using System.Text;
using System.Text.Unicode;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>The text of a line of a log: UTF-8, or else Windows-1252, of which Latin-1 is the visible part. Each line for itself.</summary>
internal static class LegacyText
{
    // 0x80 to 0x9F; the five that mean nothing stay controls.
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        return string.Create(bytes.Length, bytes, static (text, bytes) =>
        {
            for (int i = 0; i < bytes.Length; i++) text[i] = bytes[i] is >= 0x80 and <= 0x9F ? Windows[bytes[i] - 0x80] : (char)bytes[i];
        });
    }
}

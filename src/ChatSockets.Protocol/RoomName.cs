using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChatSockets.Protocol;

/// <summary>
/// The valid room names: Modern IRC, "Channels", narrowed to visible characters, so that no two names differ only by an invisible one.
/// </summary>
public static class RoomName
{
    /// <summary>The longest name, in bytes (ISUPPORT CHANNELLEN).</summary>
    public const int MaximumBytes = 64;

    /// <summary>The characters a room's name may begin with (ISUPPORT CHANTYPES).</summary>
    public const string Prefixes = "#";

    // Control characters, the space, the comma (a list's separator) and DEL.
    private static readonly SearchValues<byte> Refused =
        SearchValues.Create([.. Enumerable.Range(0, 33).Select(i => (byte)i), (byte)',', 127]);

    /// <summary>Whether the name is meant for a room, valid or not.</summary>
    public static bool IsRoom(ReadOnlySpan<byte> name) => !name.IsEmpty && name[0] == (byte)'#';

    public static bool IsValid(ReadOnlySpan<byte> name) =>
        IsRoom(name) && name.Length is > 1 and <= MaximumBytes && !name.ContainsAny(Refused) && (Ascii.IsValid(name) || IsVisible(name));

    private static bool IsVisible(ReadOnlySpan<byte> name)
    {
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out Rune rune, out int length) != OperationStatus.Done || IsInvisible(rune)) return false;
            name = name[length..];
        }
        return true;
    }

    // Controls, what formats or turns the direction of writing, every kind of space, and what is drawn as nothing.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || IsIgnorable(rune.Value) || IsNoncharacter(rune.Value);

    // Unicode's Default_Ignorable_Code_Point as far as it is no format character, and the blank pattern of Braille.
    private static bool IsIgnorable(int value) => value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    // Unicode, section 23.7: they mean nothing to anybody.
    private static bool IsNoncharacter(int value) => value is >= 0xFDD0 and <= 0xFDEF || (value & 0xFFFE) == 0xFFFE;
}

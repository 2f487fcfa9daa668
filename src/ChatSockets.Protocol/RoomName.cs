using System.Buffers;

namespace ChatSockets.Protocol;

/// <summary>What may be a room's name here: Modern IRC, "Channels". Any UTF-8 but separators and control characters.</summary>
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
        IsRoom(name) && name.Length is > 1 and <= MaximumBytes && !name.ContainsAny(Refused);
}

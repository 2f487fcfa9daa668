namespace ChatSockets.Core.Text;

/// <summary>The parts of a text that the room modes C and c forbid.</summary>
internal static class LineContent
{
    private static readonly System.Buffers.SearchValues<byte> FormattingCodes =
        System.Buffers.SearchValues.Create(0x02, 0x03, 0x04, 0x0F, 0x11, 0x16, 0x1D, 0x1E, 0x1F);

    /// <summary>Returns whether it is a query between clients (CTCP), except ACTION, which people use.</summary>
    public static bool IsCtcp(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != 1) return false;
        ReadOnlySpan<byte> command = text[1..];
        int end = command.IndexOfAny((byte)' ', (byte)1);
        return !System.Text.Ascii.EqualsIgnoreCase(end < 0 ? command : command[..end], "ACTION"u8);
    }

    /// <summary>Bold, colours, hex colours, reset, monospace, reverse, italics, strike-through, underline.</summary>
    public static bool HasFormatting(ReadOnlySpan<byte> text) => text.ContainsAny(FormattingCodes);
}

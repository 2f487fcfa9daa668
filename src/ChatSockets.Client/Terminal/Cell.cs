namespace ChatSockets.Client.Terminal;

/// <summary>
/// One cell of a screen. A character that takes two cells is in the first one, and the second is its continuation; the two change together.
/// </summary>
/// <param name="Text">One grapheme cluster; empty for a continuation.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Width">1 or 2; 0 for a continuation.</param>
internal readonly record struct Cell(string Text, CellStyle Style, byte Width)
{
    public static readonly Cell Blank = new(" ", default, 1);

    public bool IsContinuation => Width == 0;

    /// <summary>Whether terminals agree about its width, so that the next cell can follow without being placed.</summary>
    public bool IsPredictable => Text.Length == 0 || (Text.Length == 1 && (Text[0] < 0x300 || Text[0] is >= '\u2500' and < '\u25A0'
        || Text[0] is >= '\u3041' and < '\uA000' || Text[0] is >= '\uAC00' and < '\uD7A4'));
}

namespace ChatSockets.Client.Terminal;

/// <summary>The sequences that a full-screen program begins and ends with: xterm's private modes.</summary>
internal static class ScreenModes
{
    /// <summary>
    /// The window's title is put aside (22), then: alternate screen (1049), no wrapping (7), bracketed paste (2004), focus events (1004).
    /// </summary>
    public static ReadOnlySpan<byte> Enter => "\e[22;2t\e[?1049h\e[?7l\e[?2004h\e[?1004h\e[m\e[2J"u8;

    /// <summary>Everything that may have been switched on goes off again, also what the terminal has answered to know.</summary>
    public static ReadOnlySpan<byte> Leave =>
        "\e[?2026l\e]8;;\e\\\e[m\e[<u\e[?2031l\e[?1006l\e[?1002l\e[?1000l\e[?1004l\e[?2004l\e[?7h\e[?25h\e[?1049l\e[23;2t"u8;

    /// <summary>Presses, the wheel and dragging (1000, 1002), with places of any size (1006).</summary>
    public static ReadOnlySpan<byte> MouseOn => "\e[?1000h\e[?1002h\e[?1006h"u8;

    public static ReadOnlySpan<byte> MouseOff => "\e[?1006l\e[?1002l\e[?1000l"u8;

    /// <summary>
    /// What this terminal can do: kitty's keyboard protocol, the background's colour (OSC 11), changes of the theme (2031); DA1 at the end,
    /// which every terminal answers.
    /// </summary>
    public static ReadOnlySpan<byte> Queries => "\e[?u\e]11;?\e\\\e[?2031$p\e[c"u8;

    /// <summary>Keys that are ambiguous otherwise (Shift-Enter, Escape) come as sequences of their own.</summary>
    public static ReadOnlySpan<byte> KittyKeyboard => "\e[>1u"u8;

    public static ReadOnlySpan<byte> ThemeReports => "\e[?2031h"u8;
}

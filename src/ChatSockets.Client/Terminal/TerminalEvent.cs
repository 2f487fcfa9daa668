using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>Something that a terminal has sent.</summary>
internal abstract record TerminalEvent;

internal enum KeyCode
{
    /// <summary>A character; the event says which.</summary>
    Character,
    Enter,
    Tab,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
}

/// <summary>The modifiers of a key, with xterm's bits.</summary>
[Flags]
internal enum KeyModifiers : byte
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}

/// <summary>A key was pressed. With Control a letter is in lower case.</summary>
internal sealed record KeyEvent(KeyCode Code, Rune Rune, KeyModifiers Modifiers) : TerminalEvent
{
    public bool IsText => Code == KeyCode.Character && (Modifiers & (KeyModifiers.Alt | KeyModifiers.Control)) == 0;

    public static KeyEvent Of(KeyCode code, KeyModifiers modifiers = KeyModifiers.None) => new(code, default, modifiers);

    public static KeyEvent Of(char letter, KeyModifiers modifiers = KeyModifiers.None) =>
        new(KeyCode.Character, new Rune(letter), modifiers);
}

/// <summary>A text was pasted: its lines end with LF, and it has no other controls but tabs.</summary>
internal sealed record PasteEvent(string Text) : TerminalEvent;

internal enum MouseAction
{
    Press,
    Release,
    Move,
    WheelUp,
    WheelDown,
}

/// <summary>The mouse: xterm's mode 1006. Rows and columns are counted from 0; the button from 0, the left one.</summary>
internal sealed record MouseEvent(MouseAction Action, int Button, int Row, int Column, KeyModifiers Modifiers) : TerminalEvent;

/// <summary>The terminal's window has got or lost the keyboard: xterm's mode 1004.</summary>
internal sealed record FocusEvent(bool IsFocused) : TerminalEvent;

/// <summary>DA1: the terminal has answered everything that was asked before.</summary>
internal sealed record AttributesReport : TerminalEvent;

/// <summary>DECRPM: whether a private mode is known (1 to 4) and its state.</summary>
internal sealed record ModeReport(int Mode, int State) : TerminalEvent;

/// <summary>The place of the cursor, counted from 0.</summary>
internal sealed record CursorReport(int Row, int Column) : TerminalEvent;

/// <summary>The terminal speaks the kitty keyboard protocol.</summary>
internal sealed record KeyboardReport(int Flags) : TerminalEvent;

/// <summary>The background colour (OSC 11), each component from 0 to 255.</summary>
internal sealed record BackgroundReport(int Red, int Green, int Blue) : TerminalEvent
{
    public bool IsDark => (Red * 299) + (Green * 587) + (Blue * 114) < 128_000;
}

/// <summary>The user has switched between a dark and a light theme: mode 2031.</summary>
internal sealed record ThemeReport(bool IsDark) : TerminalEvent;

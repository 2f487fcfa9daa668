using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// Turns the bytes that a terminal sends into events, in whatever pieces they come: UTF-8, the sequences of ECMA-48 and xterm (keys with
/// modifiers, bracketed paste, mouse 1006, focus 1004), the kitty keyboard protocol, and the replies to queries. A sequence that it does
/// not know is left out as a whole. One thread at a time.
/// </summary>
internal sealed class InputParser(Action<TerminalEvent> post)
{
    // Nothing that a terminal sends is longer; a paste has a limit of its own.
    private const int MostOfSequence = 4096;
    private const int MostOfPaste = 1024 * 1024;

    private static readonly byte[] PasteEnd = "\e[201~"u8.ToArray();

    private readonly List<byte> _sequence = [];
    private readonly List<byte> _paste = [];
    private readonly byte[] _character = new byte[4];
    private int _characterLength;
    private int _characterMissing;
    private State _state;
    private int _pasteEnd;
    private bool _isAlt;

    private enum State
    {
        Ground,
        Escape,
        Csi,
        Ss3,
        Text,
        TextEscape,
        Paste,
    }

    /// <summary>
    /// Whether an Escape is waiting to be told from the beginning of a sequence: if nothing follows soon, call <see cref="Flush"/>.
    /// </summary>
    public bool IsUndecided => _state is State.Escape or State.Csi or State.Ss3;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (byte each in bytes) Take(each);
    }

    /// <summary>Nothing has followed: what has come so far was keys.</summary>
    public void Flush()
    {
        if (_state == State.Escape) Key(KeyCode.Escape, KeyModifiers.None);
        else if (_state == State.Csi && _sequence.Count == 0) post(KeyEvent.Of('[', KeyModifiers.Alt));
        else if (_state == State.Ss3) post(KeyEvent.Of('O', KeyModifiers.Alt));
        else if (!IsUndecided) return;
        Reset();
    }

    private void Reset()
    {
        _state = State.Ground;
        _sequence.Clear();
        _isAlt = false;
    }

    private void Take(byte each)
    {
        switch (_state)
        {
            case State.Ground: TakeGround(each); break;
            case State.Escape: TakeEscape(each); break;
            case State.Csi: TakeCsi(each); break;
            case State.Ss3:
                Reset();
                Final(each, 1);
                break;
            case State.Text: TakeText(each); break;
            case State.TextEscape:
                EndText();
                if (each != '\\') Take(each);
                break;
            case State.Paste: TakePaste(each); break;
        }
    }

    private void TakeGround(byte each)
    {
        KeyModifiers alt = _isAlt ? KeyModifiers.Alt : KeyModifiers.None;
        if (_characterMissing > 0 && (each & 0xC0) != 0x80) EndCharacter(alt);
        if (_characterMissing > 0)
        {
            _character[_characterLength++] = each;
            if (--_characterMissing == 0) EndCharacter(alt);
            return;
        }
        switch (each)
        {
            case 0x1B:
                _state = State.Escape;
                return;
            case 0x0D: Key(KeyCode.Enter, alt); break;
            case 0x09: Key(KeyCode.Tab, alt); break;
            case 0x7F or 0x08: Key(KeyCode.Backspace, each == 0x08 ? alt | KeyModifiers.Control : alt); break;
            case 0x00: post(KeyEvent.Of(' ', alt | KeyModifiers.Control)); break;
            case < 0x20: post(KeyEvent.Of((char)(each < 0x1B ? each + 0x60 : each + 0x40), alt | KeyModifiers.Control)); break;
            case < 0x80: post(KeyEvent.Of((char)each, alt)); break;
            default:
                _character[0] = each;
                _characterLength = 1;
                _characterMissing = each switch { >= 0xF0 and < 0xF5 => 3, >= 0xE0 and < 0xF0 => 2, >= 0xC2 and < 0xE0 => 1, _ => 0 };
                if (_characterMissing == 0) EndCharacter(alt);
                return;
        }
        _isAlt = false;
    }

    private void EndCharacter(KeyModifiers alt)
    {
        _characterMissing = 0;
        Rune.DecodeFromUtf8(_character.AsSpan(0, _characterLength), out Rune rune, out _);
        _characterLength = 0;
        _isAlt = false;
        post(new KeyEvent(KeyCode.Character, rune, alt));
    }

    private void TakeEscape(byte each)
    {
        switch (each)
        {
            case (byte)'[': _state = State.Csi; break;
            case (byte)'O': _state = State.Ss3; break;
            // OSC, DCS, APC, PM, SOS: a text up to ST or BEL.
            case (byte)']' or (byte)'P' or (byte)'_' or (byte)'^' or (byte)'X':
                _state = State.Text;
                _sequence.Add(each);
                break;
            case 0x1B:
                if (_isAlt) Key(KeyCode.Escape, KeyModifiers.None);
                _isAlt = true;
                break;
            default:
                _state = State.Ground;
                _isAlt = true;
                TakeGround(each);
                break;
        }
    }

    private void TakeCsi(byte each)
    {
        if (each is >= 0x40 and < 0x7F && !(each == '[' && _sequence.Count == 0))
        {
            EndCsi(each);
            return;
        }
        // The Linux console's function keys: CSI [ A.
        if (each is < 0x20 or >= 0x7F)
        {
            Reset();
            Take(each);
            return;
        }
        if (_sequence.Count < MostOfSequence) _sequence.Add(each);
    }

    private void EndCsi(byte final)
    {
        string text = Encoding.ASCII.GetString([.. _sequence]);
        bool alt = _isAlt;
        Reset();
        if (text is "[" && final is >= (byte)'A' and <= (byte)'E')
        {
            Key(KeyCode.F1 + (final - 'A'), KeyModifiers.None);
            return;
        }
        char mark = text.Length > 0 && text[0] is '?' or '<' or '>' or '=' ? text[0] : '\0';
        int[] numbers = Numbers(mark == '\0' ? text : text[1..]);
        int first = numbers.Length > 0 ? numbers[0] : 0, second = numbers.Length > 1 ? numbers[1] : 0;
        switch ((mark, (char)final))
        {
            case ('<', 'M' or 'm') when numbers.Length >= 3: Mouse(numbers, final == 'm'); break;
            case ('?', 'c'): post(new AttributesReport()); break;
            case ('?', 'u'): post(new KeyboardReport(first)); break;
            case ('?', 'y') when text.EndsWith('$'): post(new ModeReport(first, second)); break;
            case ('?', 'n') when first == 997: post(new ThemeReport(second == 1)); break;
            case ('\0', 'I'): post(new FocusEvent(true)); break;
            case ('\0', 'O'): post(new FocusEvent(false)); break;
            // F3 with modifiers is told in the same way: CSI 1 ; 2 R.
            case ('\0', 'R') when numbers.Length == 2 && first != 1: post(new CursorReport(first - 1, second - 1)); break;
            case ('\0', 'u'): Kitty(text); break;
            case ('\0', '~') when first == 200:
                _state = State.Paste;
                _pasteEnd = 0;
                break;
            case ('\0', '~') when first == 27 && numbers.Length >= 3: Character(numbers[2], Modifiers(second)); break;
            case ('\0', '~'): Tilde(first, Modifiers(second) | Alt(alt)); break;
            case ('\0', 'Z'): Key(KeyCode.Tab, KeyModifiers.Shift); break;
            case ('\0', _): Final(final, second == 0 ? 1 : second, alt); break;
            default: break;
        }
    }

    private static KeyModifiers Alt(bool alt) => alt ? KeyModifiers.Alt : KeyModifiers.None;

    private static int[] Numbers(string text)
    {
        string[] parts = text.TrimEnd('$').Split(';');
        // A part may have sub-parts: CSI 97 : 65 ; 2 : 1 u.
        return [.. parts.Select(part =>
            int.TryParse(part.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
    }

    // One is added to the sum of the bits.
    private static KeyModifiers Modifiers(int parameter) => parameter > 1 ? (KeyModifiers)((parameter - 1) & 7) : KeyModifiers.None;

    private void Final(byte final, int modifiers, bool alt = false)
    {
        KeyCode? code = (char)final switch
        {
            'A' => KeyCode.Up,
            'B' => KeyCode.Down,
            'C' => KeyCode.Right,
            'D' => KeyCode.Left,
            'H' => KeyCode.Home,
            'F' => KeyCode.End,
            'P' => KeyCode.F1,
            'Q' => KeyCode.F2,
            'R' => KeyCode.F3,
            'S' => KeyCode.F4,
            'M' => KeyCode.Enter,
            _ => null,
        };
        if (code is { } key) Key(key, Modifiers(modifiers) | Alt(alt));
    }

    private void Tilde(int number, KeyModifiers modifiers)
    {
        KeyCode? code = number switch
        {
            1 or 7 => KeyCode.Home,
            2 => KeyCode.Insert,
            3 => KeyCode.Delete,
            4 or 8 => KeyCode.End,
            5 => KeyCode.PageUp,
            6 => KeyCode.PageDown,
            >= 11 and <= 15 => KeyCode.F1 + (number - 11),
            >= 17 and <= 21 => KeyCode.F6 + (number - 17),
            23 => KeyCode.F11,
            24 => KeyCode.F12,
            _ => null,
        };
        if (code is { } key) Key(key, modifiers);
    }

    // CSI code[:shifted] ; modifiers[:event] u, where the event 3 is that the key was let go.
    private void Kitty(string text)
    {
        string[] parts = text.Split(';');
        if (parts.Length > 1 && parts[1].EndsWith(":3", StringComparison.Ordinal)) return;
        int[] numbers = Numbers(text);
        Character(numbers[0], numbers.Length > 1 ? Modifiers(numbers[1]) : KeyModifiers.None);
    }

    private void Character(int code, KeyModifiers modifiers)
    {
        switch (code)
        {
            case 13 or 57414: Key(KeyCode.Enter, modifiers); break;
            case 9: Key(KeyCode.Tab, modifiers); break;
            case 27: Key(KeyCode.Escape, modifiers); break;
            case 127 or 8: Key(KeyCode.Backspace, modifiers); break;
            // Keys without a character (lock keys, media keys) are in the private use area.
            case >= 57344 and < 63744: break;
            default:
                if (!Rune.IsValid(code) || code < 0x20) break;
                var rune = new Rune(code);
                bool isShifted = modifiers.HasFlag(KeyModifiers.Shift) && !modifiers.HasFlag(KeyModifiers.Control);
                post(new KeyEvent(KeyCode.Character, isShifted ? Rune.ToUpperInvariant(rune) : rune,
                    isShifted ? modifiers & ~KeyModifiers.Shift : modifiers));
                break;
        }
    }

    private void Mouse(int[] numbers, bool isRelease)
    {
        int button = numbers[0];
        var modifiers = (KeyModifiers)(((button & 4) != 0 ? 1 : 0) | ((button & 8) != 0 ? 2 : 0) | ((button & 16) != 0 ? 4 : 0));
        MouseAction action = (button & 64) != 0 ? ((button & 1) != 0 ? MouseAction.WheelDown : MouseAction.WheelUp)
            : isRelease ? MouseAction.Release : (button & 32) != 0 ? MouseAction.Move : MouseAction.Press;
        post(new MouseEvent(action, button & 3, Math.Max(0, numbers[2] - 1), Math.Max(0, numbers[1] - 1), modifiers));
    }

    private void TakeText(byte each)
    {
        if (each == 0x07) EndText();
        else if (each == 0x1B) _state = State.TextEscape;
        else if (_sequence.Count < MostOfSequence) _sequence.Add(each);
    }

    private void EndText()
    {
        string text = Encoding.ASCII.GetString([.. _sequence]);
        Reset();
        // OSC 11 ; rgb:rrrr/gggg/bbbb, with one to four digits a component.
        if (!text.StartsWith("]11;rgb", StringComparison.Ordinal)) return;
        string[] parts = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('/');
        if (parts.Length < 3) return;
        int[] levels = [.. parts.Take(3).Select(Level)];
        post(new BackgroundReport(levels[0], levels[1], levels[2]));
    }

    private static int Level(string digits) =>
        digits.Length is > 0 and <= 4 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int level)
            ? level * 255 / ((1 << (digits.Length * 4)) - 1) : 0;

    private void TakePaste(byte each)
    {
        if (each == PasteEnd[_pasteEnd])
        {
            if (++_pasteEnd < PasteEnd.Length) return;
            EndPaste();
            return;
        }
        // What looked like the end was not: it belongs to the paste.
        if (_paste.Count < MostOfPaste) _paste.AddRange(PasteEnd.AsSpan(0, _pasteEnd));
        _pasteEnd = 0;
        if (each == PasteEnd[0]) _pasteEnd = 1;
        else if (_paste.Count < MostOfPaste) _paste.Add(each);
    }

    private void EndPaste()
    {
        string text = Encoding.UTF8.GetString([.. _paste]).ReplaceLineEndings("\n");
        _paste.Clear();
        Reset();
        post(new PasteEvent(string.Concat(text.Where(static letter => letter is '\n' or '\t' || !char.IsControl(letter)))));
    }

    private void Key(KeyCode code, KeyModifiers modifiers)
    {
        post(KeyEvent.Of(code, modifiers));
        _isAlt = false;
    }
}

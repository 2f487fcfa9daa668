using System.Text;
using System.Text.Json;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Recording;

/// <summary>
/// What a terminal has sent, as members of a line of a recording: <c>"type":"a"</c>, <c>"key":[0,116,4]</c> (code, character, modifiers),
/// <c>"paste":"..."</c>, <c>"mouse":[action,button,row,column,modifiers]</c> and so on.
/// </summary>
internal static class RecordedInput
{
    public static void Write(Utf8JsonWriter json, TerminalEvent happened)
    {
        switch (happened)
        {
            case KeyEvent { IsText: true, Modifiers: KeyModifiers.None } key: json.WriteString("type"u8, key.Rune.ToString()); break;
            case KeyEvent key: Write(json, "key", (int)key.Code, key.Rune.Value, (int)key.Modifiers); break;
            case PasteEvent paste: json.WriteString("paste"u8, paste.Text); break;
            case MouseEvent mouse:
                Write(json, "mouse", (int)mouse.Action, mouse.Button, mouse.Row, mouse.Column, (int)mouse.Modifiers);
                break;
            case FocusEvent focus: json.WriteBoolean("focus"u8, focus.IsFocused); break;
            case ModeReport mode: Write(json, "mode", mode.Mode, mode.State); break;
            case CursorReport cursor: Write(json, "cursor", cursor.Row, cursor.Column); break;
            case KeyboardReport keyboard: json.WriteNumber("keyboard"u8, keyboard.Flags); break;
            case BackgroundReport background: Write(json, "background", background.Red, background.Green, background.Blue); break;
            case ThemeReport theme: json.WriteBoolean("dark"u8, theme.IsDark); break;
            case TerminalNotice.Resized: json.WriteBoolean("resized"u8, true); break;
            case TerminalNotice.Continued: json.WriteBoolean("continued"u8, true); break;
            case TerminalNotice.Gone: json.WriteBoolean("gone"u8, true); break;
            default: json.WriteBoolean("attributes"u8, true); break;
        }
    }

    /// <summary>Returns the event that a line tells of; null if it is not of this kind.</summary>
    public static TerminalEvent? Read(JsonElement line)
    {
        foreach (JsonProperty each in line.EnumerateObject())
        {
            JsonElement value = each.Value;
            int[] Numbers() => [.. value.EnumerateArray().Select(number => number.GetInt32())];
            switch (each.Name)
            {
                case "type": return new KeyEvent(KeyCode.Character, Rune.GetRuneAt(value.GetString()!, 0), KeyModifiers.None);
                case "key":
                    int[] key = Numbers();
                    return new KeyEvent((KeyCode)key[0], new Rune(key[1]), (KeyModifiers)key[2]);
                case "paste": return new PasteEvent(value.GetString()!);
                case "mouse":
                    int[] mouse = Numbers();
                    return new MouseEvent((MouseAction)mouse[0], mouse[1], mouse[2], mouse[3], (KeyModifiers)mouse[4]);
                case "focus": return new FocusEvent(value.GetBoolean());
                case "mode": return new ModeReport(Numbers()[0], Numbers()[1]);
                case "cursor": return new CursorReport(Numbers()[0], Numbers()[1]);
                case "keyboard": return new KeyboardReport(value.GetInt32());
                case "background": return new BackgroundReport(Numbers()[0], Numbers()[1], Numbers()[2]);
                case "dark": return new ThemeReport(value.GetBoolean());
                case "resized": return new TerminalNotice.Resized();
                case "continued": return new TerminalNotice.Continued();
                case "gone": return new TerminalNotice.Gone();
                case "attributes": return new AttributesReport();
                default: break;
            }
        }
        return null;
    }

    private static void Write(Utf8JsonWriter json, string name, params ReadOnlySpan<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int each in numbers) json.WriteNumberValue(each);
        json.WriteEndArray();
    }
}

using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The keys while a list is over the screen.</summary>
internal static class PickerKeys
{
    public static void Press(ScreenState state, Picker picker, KeyEvent key)
    {
        switch (KeyChord.Of(key).ToString())
        {
            case "escape" or "ctrl-c" or "ctrl-g": state.Picker = null; break;
            case "enter":
                state.Picker = null;
                picker.Selected?.Choose();
                break;
            case "up" or "ctrl-p": picker.Move(-1); break;
            case "down" or "ctrl-n" or "tab": picker.Move(1); break;
            case "pageup": picker.Move(-picker.Page); break;
            case "pagedown": picker.Move(picker.Page); break;
            case "backspace" or "ctrl-h": picker.Backspace(); break;
            default: if (key.IsText) picker.Type(key.Rune.ToString()); break;
        }
    }
}

using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The keys while a conversation is searched.</summary>
internal static class SearchKeys
{
    public static void Press(ScreenState state, SearchBar search, KeyEvent key)
    {
        if (state.Shown is not { } conversation)
        {
            state.Search = null;
            return;
        }
        switch (KeyChord.Of(key).ToString())
        {
            case "escape" or "ctrl-c" or "ctrl-g":
                state.Search = null;
                state.Timeline.Select(conversation, null);
                state.Timeline.ScrollToEnd();
                return;
            case "enter": state.Search = null; return;
            case "ctrl-r" or "up": search.Next(conversation.Timeline); break;
            case "backspace" or "ctrl-h": search.Backspace(conversation.Timeline); break;
            default: if (key.IsText) search.Type(key.Rune.ToString(), conversation.Timeline); break;
        }
        state.Timeline.Select(conversation, search.Position);
        // What is loaded has been searched: the server may have more.
        if (!search.Found && search.Text.Length > 0) conversation.Network.History!.LoadOlder(conversation);
    }
}

using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>The keys while a message is selected, and what they do with it.</summary>
/// <param name="app">The core.</param>
/// <param name="state">The screen's state.</param>
/// <param name="keys">The user's keys.</param>
/// <param name="composer">The line that answers a message.</param>
/// <param name="navigation">Goes to the message that one answers.</param>
internal sealed class SelectionKeys(ClientApp app, ScreenState state, KeyBindings keys, Composer composer, Navigation navigation)
{
    /// <summary>Returns whether the key was for the selected message.</summary>
    public bool Press(KeyEvent key)
    {
        if (state.Shown is not { } conversation || state.Timeline.Selected is not { } position || position >= conversation.Timeline.End)
            return false;
        TimelineEntry entry = conversation.Timeline[position];
        switch (keys.Find(KeyChord.Of(key)))
        {
            case KeyAction.SelectPrevious: state.Timeline.SelectNext(conversation, -1); return true;
            case KeyAction.SelectNext: state.Timeline.SelectNext(conversation, 1); return true;
            case KeyAction.Reply: Reply(entry); break;
            case KeyAction.React: React(conversation, entry); break;
            case KeyAction.Redact: state.Notice = MessageActions.Redact(conversation, entry) ?? state.Notice; break;
            case KeyAction.Copy: state.Notice = app.Frontend.Copy(PlainText.Clean(entry.Text)); break;
            case KeyAction.OpenLink: OpenLink(entry); break;
            case KeyAction.Who: app.Session?.Outgoing.Send(Verbs.Whois, entry.From); break;
            case KeyAction.JumpToReply:
                if (entry.ReplyTo is { } id) navigation.JumpTo(conversation.Name, id);
                else state.Notice = "it answers no message";
                return true;
            case KeyAction.Cancel: break;
            default: return false;
        }
        state.Timeline.Select(conversation, null);
        return true;
    }

    private void Reply(in TimelineEntry entry)
    {
        if (MessageActions.CanReply(entry) is { } reason) state.Notice = reason;
        else composer.ReplyTo = entry.Id;
    }

    private void React(Conversation conversation, TimelineEntry entry)
    {
        if (MessageActions.CanReact(conversation, entry) is { } reason) state.Notice = reason;
        else state.Picker = Pickers.React(conversation, entry, words => state.Notice = words);
    }

    private void OpenLink(in TimelineEntry entry)
    {
        if (Links.First(entry.Text) is { } link) state.OpenLink(link);
        else state.Notice = "there is no link in it";
    }
}

using System.Collections.Frozen;

namespace ChatSockets.Client.Settings;

/// <summary>A row of the table of actions.</summary>
/// <param name="Action">The action.</param>
/// <param name="Name">Its name in the settings file.</param>
/// <param name="Summary">What it does, for the help.</param>
/// <param name="Keys">Its default keys in the input line, with spaces between; empty for none.</param>
/// <param name="SelectionKeys">Its default keys while a message is selected, likewise.</param>
internal sealed record KeyActionRow(KeyAction Action, string Name, string Summary, string Keys, string SelectionKeys);

/// <summary>The table of actions and their default keys. The settings, the key bindings and the help come from it.</summary>
internal static class KeyActions
{
    /// <summary>The name that takes a key away from its action.</summary>
    public const string None = "none";

    public static readonly IReadOnlyList<KeyActionRow> All =
    [
        Row(KeyAction.Send, "send", "send the message", "enter"),
        Row(KeyAction.Newline, "newline", "begin another line", "alt-enter shift-enter ctrl-j"),
        Row(KeyAction.Complete, "complete", "complete a nickname, room, command or :emoji:", "tab"),
        Row(KeyAction.CompleteBack, "complete-back", "go back to the previous completion", "shift-tab"),
        Row(KeyAction.Palette, "palette", "go to a conversation, write to somebody, run a command", "ctrl-t"),
        Row(KeyAction.Search, "search", "search this conversation backwards", "ctrl-r"),
        Row(KeyAction.NextUnread, "next-unread", "go to the next unread conversation, mentions first", "alt-a"),
        Row(KeyAction.NextConversation, "next-conversation", "go to the next conversation", "ctrl-n"),
        Row(KeyAction.PreviousConversation, "previous-conversation", "go to the previous conversation", "ctrl-p"),
        Row(KeyAction.Conversation1, "conversation-1", "go to the 1st conversation", "alt-1"),
        Row(KeyAction.Conversation2, "conversation-2", "go to the 2nd conversation", "alt-2"),
        Row(KeyAction.Conversation3, "conversation-3", "go to the 3rd conversation", "alt-3"),
        Row(KeyAction.Conversation4, "conversation-4", "go to the 4th conversation", "alt-4"),
        Row(KeyAction.Conversation5, "conversation-5", "go to the 5th conversation", "alt-5"),
        Row(KeyAction.Conversation6, "conversation-6", "go to the 6th conversation", "alt-6"),
        Row(KeyAction.Conversation7, "conversation-7", "go to the 7th conversation", "alt-7"),
        Row(KeyAction.Conversation8, "conversation-8", "go to the 8th conversation", "alt-8"),
        Row(KeyAction.Conversation9, "conversation-9", "go to the 9th conversation", "alt-9"),
        Row(KeyAction.ConversationLast, "conversation-last", "go to the last conversation", "alt-0"),
        Row(KeyAction.PageUp, "page-up", "scroll up a page; older messages are loaded as you go", "pageup"),
        Row(KeyAction.PageDown, "page-down", "scroll down a page", "pagedown"),
        Row(KeyAction.ScrollUp, "scroll-up", "scroll up a row", "shift-up"),
        Row(KeyAction.ScrollDown, "scroll-down", "scroll down a row", "shift-down"),
        Row(KeyAction.ScrollTop, "scroll-top", "scroll to the oldest loaded message", "ctrl-home"),
        Row(KeyAction.ScrollEnd, "scroll-end", "scroll to the newest message", "ctrl-end"),
        Row(KeyAction.HistoryPrevious, "history-previous", "go to the row above, or to what you sent before", "up"),
        Row(KeyAction.HistoryNext, "history-next", "go to the row below, or to what you sent after", "down"),
        Row(KeyAction.SelectMessage, "select-message", "select a message, to answer it, copy it and so on", "alt-up alt-k"),
        Row(KeyAction.SelectPrevious, "select-previous", "select the message above", "", "up k alt-up"),
        Row(KeyAction.SelectNext, "select-next", "select the message below", "", "down j alt-down"),
        Row(KeyAction.Reply, "reply", "reply to the selected message", "", "r"),
        Row(KeyAction.React, "react", "react to the selected message", "", "e +"),
        Row(KeyAction.Redact, "redact", "delete the selected message for everybody", "", "d"),
        Row(KeyAction.Copy, "copy", "copy the selected message", "", "c y"),
        Row(KeyAction.OpenLink, "open-link", "open the link in the selected message", "", "o"),
        Row(KeyAction.JumpToReply, "jump-to-reply", "jump to the message that the selected one answers", "", "enter"),
        Row(KeyAction.Who, "who", "show who wrote the selected message", "", "w"),
        Row(KeyAction.EditAndResend, "edit-and-resend", "edit your last message and send it again; a refused one too", "alt-e"),
        Row(KeyAction.ToggleRooms, "toggle-rooms", "show or hide the rooms", "f2"),
        Row(KeyAction.ToggleMembers, "toggle-members", "show or hide the members", "f3"),
        Row(KeyAction.ToggleMouse, "toggle-mouse", "switch the mouse on or off", "f4"),
        Row(KeyAction.DoNotDisturb, "do-not-disturb", "switch notifications off or on", "alt-n"),
        Row(KeyAction.Redraw, "redraw", "draw the screen again", "ctrl-l"),
        Row(KeyAction.Suspend, "suspend", "suspend the program; the shell's fg brings it back", "ctrl-z"),
        Row(KeyAction.Cancel, "cancel", "cancel", "escape", "escape"),
        Row(KeyAction.Quit, "quit", "empty the line; twice on an empty line: quit", "ctrl-c"),
        Row(KeyAction.Help, "help", "show the table of keys", "f1"),
        Row(KeyAction.ForwardChar, "forward-char", "go forward a character", "right ctrl-f"),
        Row(KeyAction.BackwardChar, "backward-char", "go back a character", "left ctrl-b"),
        Row(KeyAction.ForwardWord, "forward-word", "go forward a word", "alt-f ctrl-right alt-right"),
        Row(KeyAction.BackwardWord, "backward-word", "go back a word", "alt-b ctrl-left alt-left"),
        Row(KeyAction.LineStart, "line-start", "go to the start of the line", "home ctrl-a"),
        Row(KeyAction.LineEnd, "line-end", "go to the end of the line", "end ctrl-e"),
        Row(KeyAction.BufferStart, "buffer-start", "go to the start of the text", "alt-<"),
        Row(KeyAction.BufferEnd, "buffer-end", "go to the end of the text", "alt->"),
        Row(KeyAction.KillToEnd, "kill-to-end", "cut to the end of the line", "ctrl-k"),
        Row(KeyAction.KillToStart, "kill-to-start", "cut to the start of the line", "ctrl-u"),
        Row(KeyAction.BackwardKillWord, "backward-kill-word", "cut the word before the cursor", "ctrl-w alt-backspace"),
        Row(KeyAction.KillWord, "kill-word", "cut the word after the cursor", "alt-d"),
        Row(KeyAction.Yank, "yank", "paste what was cut", "ctrl-y"),
        Row(KeyAction.YankPop, "yank-pop", "replace the pasted text with an earlier cut", "alt-y"),
        Row(KeyAction.Undo, "undo", "undo", "ctrl-_ ctrl-/"),
        Row(KeyAction.Redo, "redo", "redo", "alt-_"),
        Row(KeyAction.TransposeChars, "transpose-chars", "swap the two characters around the cursor", "alt-t"),
        Row(KeyAction.UpcaseWord, "upcase-word", "make the word upper-case", "alt-u"),
        Row(KeyAction.DowncaseWord, "downcase-word", "make the word lower-case", "alt-l"),
        Row(KeyAction.CapitalizeWord, "capitalize-word", "capitalize the word", "alt-c"),
        Row(KeyAction.DeleteChar, "delete-char", "delete the character under the cursor", "delete"),
        Row(KeyAction.DeleteCharOrQuit, "delete-char-or-quit", "delete the character under the cursor; on an empty line: quit", "ctrl-d"),
        // A terminal without the kitty protocol sends the same byte for ctrl-h and ctrl-backspace.
        Row(KeyAction.Backspace, "backspace", "delete the character before the cursor", "backspace ctrl-h ctrl-backspace"),
    ];

    private static readonly FrozenDictionary<string, KeyActionRow> ByName = All.ToFrozenDictionary(row => row.Name);

    private static readonly FrozenDictionary<KeyAction, KeyActionRow> ByAction = All.ToFrozenDictionary(row => row.Action);

    /// <summary>Returns the row of a name; null if there is none.</summary>
    public static KeyActionRow? Find(string name) => ByName.GetValueOrDefault(name);

    public static KeyActionRow RowOf(KeyAction action) => ByAction[action];

    private static KeyActionRow Row(KeyAction action, string name, string summary, string keys = "", string selectionKeys = "") =>
        new(action, name, summary, keys, selectionKeys);
}

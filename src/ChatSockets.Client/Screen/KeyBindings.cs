using System.Text;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>One row of the table of keys.</summary>
/// <param name="Keys">The keys, as people write them: <c>ctrl-t</c>, <c>alt-enter</c>, <c>pageup</c>; several with spaces between.</param>
/// <param name="Summary">What they do, for the help.</param>
internal sealed record KeyRow(string Keys, string Summary)
{
    public ScreenAction? Action { get; init; }

    public EditAction? Edit { get; init; }
}

/// <summary>The keys of the full screen: those of readline for the text that is being typed, and the program's own.</summary>
internal static class KeyBindings
{
    public static readonly IReadOnlyList<KeyRow> All =
    [
        Of("enter", "send", ScreenAction.Send),
        Of("alt-enter shift-enter ctrl-j", "begin another line", EditAction.Newline),
        Of("tab", "complete a nickname, room, command or :emoji:", ScreenAction.Complete),
        Of("shift-tab", "complete with the one before", ScreenAction.CompleteBack),
        Of("ctrl-t", "palette: go to a conversation, write to somebody, run a command", ScreenAction.Palette),
        Of("ctrl-r", "search this conversation backwards", ScreenAction.Search),
        Of("alt-a", "go to the next unread conversation, mentions first", ScreenAction.NextUnread),
        Of("ctrl-n", "next conversation", ScreenAction.NextConversation),
        Of("ctrl-p", "previous conversation", ScreenAction.PreviousConversation),
        Of("alt-1", "go to the first conversation; alt-2 to alt-9 to the others", ScreenAction.Conversation1),
        Of("alt-2", "", ScreenAction.Conversation2),
        Of("alt-3", "", ScreenAction.Conversation3),
        Of("alt-4", "", ScreenAction.Conversation4),
        Of("alt-5", "", ScreenAction.Conversation5),
        Of("alt-6", "", ScreenAction.Conversation6),
        Of("alt-7", "", ScreenAction.Conversation7),
        Of("alt-8", "", ScreenAction.Conversation8),
        Of("alt-9", "", ScreenAction.Conversation9),
        Of("pageup", "scroll up a page; older messages are loaded as you go", ScreenAction.PageUp),
        Of("pagedown", "scroll down a page", ScreenAction.PageDown),
        Of("shift-up", "scroll up a row", ScreenAction.ScrollUp),
        Of("shift-down", "scroll down a row", ScreenAction.ScrollDown),
        Of("ctrl-home", "scroll to the oldest loaded message", ScreenAction.ScrollTop),
        Of("ctrl-end", "scroll to the newest message", ScreenAction.ScrollEnd),
        Of("alt-up", "select a message: then r replies, e reacts, d deletes, c copies, o opens its link, enter jumps to what it answers, w shows who wrote it",
            ScreenAction.SelectMessage),
        Of("up", "the row above, or what you sent before", ScreenAction.HistoryPrevious),
        Of("down", "the row below, or what you sent after", ScreenAction.HistoryNext),
        Of("f1", "the table of keys", ScreenAction.Help),
        Of("f2", "show or hide the rooms", ScreenAction.ToggleRooms),
        Of("f3", "show or hide the members", ScreenAction.ToggleMembers),
        Of("f4", "switch the mouse on or off", ScreenAction.ToggleMouse),
        Of("alt-n", "do not disturb", ScreenAction.DoNotDisturb),
        Of("ctrl-l", "draw the screen again", ScreenAction.Redraw),
        Of("ctrl-z", "suspend; fg brings it back", ScreenAction.Suspend),
        Of("escape", "cancel", ScreenAction.Cancel),
        Of("ctrl-c", "empty the line; twice on an empty one: quit", ScreenAction.Quit),
        Of("ctrl-d", "delete the character under the cursor; on an empty line: quit", ScreenAction.EndOrDelete),
        Of("left ctrl-b", "a character back", EditAction.BackwardChar),
        Of("right ctrl-f", "a character forward", EditAction.ForwardChar),
        Of("alt-b ctrl-left alt-left", "a word back", EditAction.BackwardWord),
        Of("alt-f ctrl-right alt-right", "a word forward", EditAction.ForwardWord),
        Of("home ctrl-a", "start of the line", EditAction.LineStart),
        Of("end ctrl-e", "end of the line", EditAction.LineEnd),
        Of("alt-<", "start of the text", EditAction.BufferStart),
        Of("alt->", "end of the text", EditAction.BufferEnd),
        Of("backspace ctrl-h", "delete the character before the cursor", EditAction.BackspaceChar),
        Of("delete", "delete the character under the cursor", EditAction.DeleteChar),
        Of("ctrl-k", "cut to the end of the line", EditAction.KillToEnd),
        Of("ctrl-u", "cut to the start of the line", EditAction.KillToStart),
        Of("ctrl-w alt-backspace", "cut the word before the cursor", EditAction.BackwardKillWord),
        Of("alt-d", "cut the word after the cursor", EditAction.KillWord),
        Of("ctrl-y", "paste what was cut", EditAction.Yank),
        Of("alt-y", "replace it by what was cut before", EditAction.YankPop),
        Of("ctrl-_ ctrl-/", "undo", EditAction.Undo),
        Of("alt-_", "redo", EditAction.Redo),
        Of("alt-t", "exchange two characters", EditAction.TransposeChars),
        Of("alt-u", "capitals", EditAction.UpperWord),
        Of("alt-l", "small letters", EditAction.LowerWord),
        Of("alt-c", "a capital", EditAction.CapitalizeWord),
    ];

    private static readonly Dictionary<string, KeyRow> ByKey = All.SelectMany(row => row.Keys.Split(' ').Select(key => (key, row)))
        .ToDictionary(each => each.key, each => each.row);

    public static KeyRow? Find(KeyEvent key) => ByKey.GetValueOrDefault(NameOf(key));

    /// <summary>A key as people write it.</summary>
    public static string NameOf(KeyEvent key)
    {
        var name = new StringBuilder();
        if (key.Modifiers.HasFlag(KeyModifiers.Control)) name.Append("ctrl-");
        if (key.Modifiers.HasFlag(KeyModifiers.Alt)) name.Append("alt-");
        if (key.Modifiers.HasFlag(KeyModifiers.Shift)) name.Append("shift-");
        if (key.Code == KeyCode.Character) name.Append(key.Rune.Value == ' ' ? "space" : Rune.ToLowerInvariant(key.Rune).ToString());
        else name.Append(key.Code.ToString().ToLowerInvariant());
        return name.ToString();
    }

    private static KeyRow Of(string keys, string summary, ScreenAction action) => new(keys, summary) { Action = action };

    private static KeyRow Of(string keys, string summary, EditAction edit) => new(keys, summary) { Edit = edit };
}

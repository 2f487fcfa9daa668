using System.Globalization;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>The lists that the screen offers to choose from.</summary>
internal sealed class Pickers(ClientApp app, ClientSettings settings)
{
    private static readonly (string Symbol, string Name)[] Reactions =
    [
        ("👍", "thumbs up"), ("❤️", "heart"), ("😂", "laughing"), ("🎉", "party"), ("😮", "surprised"), ("😢", "sad"), ("✅", "done"),
        ("👀", "looking"), ("🙏", "thanks"), ("🔥", "fire"),
    ];

    /// <summary>Everything that one can go to or do: conversations, members, commands, actions of keys.</summary>
    /// <param name="shown">The conversation in sight, whose members are listed.</param>
    /// <param name="type">Types the beginning of a command.</param>
    /// <param name="run">Runs an action.</param>
    public Picker Palette(Conversation? shown, Action<string> type, Action<KeyAction> run)
    {
        var items = new List<Choice>();
        foreach (Conversation each in app.Conversations.Open.OrderByDescending(each => each.Mentions)
            .ThenByDescending(each => each.Unread))
        {
            string detail = each.Unread > 0 ? $"{each.Unread} unread" : each.IsServer ? "server" : each.IsRoom ? each.Topic : "private";
            items.Add(new Choice(each.Name, PlainText.Clean(detail), () => app.Conversations.SwitchTo(each)));
        }
        foreach (string nick in shown?.Roster?.Nicks.Order(StringComparer.OrdinalIgnoreCase) ?? Enumerable.Empty<string>())
        {
            items.Add(new Choice(nick, "write in private",
                () => app.Conversations.SwitchTo(app.Conversations.Ensure(app.Network, nick))));
        }
        foreach (SlashCommand each in SlashCommands.All)
        {
            items.Add(new Choice(each.Usage, each.Summary, () => type($"/{each.Name} ")));
        }
        foreach (KeyActionRow each in KeyActions.All.Where(row => EditKeys.Find(row.Action) is null))
        {
            items.Add(new Choice(each.Summary, string.Join(' ', settings.Keys.ChordsOf(each.Action)), () => run(each.Action)));
        }
        return new Picker("go to", items);
    }

    /// <summary>The keys, to be read.</summary>
    public Picker Help()
    {
        var items = new List<Choice>();
        foreach (KeyActionRow row in KeyActions.All)
        {
            string keys = string.Join(' ', settings.Keys.ChordsOf(row.Action));
            string selected = string.Join(' ', settings.SelectionKeys.ChordsOf(row.Action));
            if (keys.Length > 0) items.Add(new Choice(keys, row.Summary, static () => { }));
            if (selected.Length > 0) items.Add(new Choice(selected, $"{row.Summary} (while one is selected)", static () => { }));
        }
        return new Picker("keys", items, isSorted: false, isRead: true);
    }

    /// <summary>The rooms that the server has listed, to be joined; the largest first.</summary>
    public Picker Rooms(IEnumerable<RoomListed> listed) =>
        new("rooms", [.. listed.OrderByDescending(room => room.Members).Select(room => new Choice(room.Room,
            $"{room.Members.ToString(CultureInfo.InvariantCulture)}  {PlainText.Clean(room.Topic)}", () =>
                app.Session?.Join(room.Room)))]);

    /// <summary>The messages that the server has found, newest first.</summary>
    /// <param name="found">The messages.</param>
    /// <param name="jump">Goes to a conversation's message by its id.</param>
    public static Picker Found(IReadOnlyList<ChatMessage> found, Action<string, string?> jump) =>
        new("found", [.. found.Reverse().Select(each => new Choice(
            PlainText.Clean(each.Text.ReplaceLineEndings(" ")), $"{each.From} in {each.Conversation}", () =>
                jump(each.Conversation, each.Id)))], isSorted: false);

    /// <summary>Reactions to a message.</summary>
    /// <param name="conversation">Where it is.</param>
    /// <param name="entry">The message.</param>
    /// <param name="tell">Told why a reaction was not sent; empty if it was.</param>
    public static Picker React(Conversation conversation, TimelineEntry entry, Action<string> tell) =>
        new("react", [.. Reactions.Select(each => new Choice($"{each.Symbol} {each.Name}", "",
            () => tell(MessageActions.React(conversation, entry, each.Symbol) ?? "")))]);
}

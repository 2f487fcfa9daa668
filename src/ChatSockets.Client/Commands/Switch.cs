using System.Globalization;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class Switch
{
    public static readonly SlashCommand Row = new(
        "switch", "[NAME|NUMBER]", "type into another room or talk (Alt-1..9, Ctrl-N, Ctrl-P); lists them without a name", Run)
    {
        Aliases = ["s"],
        Offline = true,
        Arguments = static app => app.Conversations.Open.Select(each => each.Name),
    };

    private static string? Run(SlashCall call)
    {
        Conversations conversations = call.App.Conversations;
        string name = call.Word();
        if (name.Length == 0)
        {
            for (int i = 0; i < conversations.Open.Count; i++)
            {
                Conversation each = conversations.Open[i];
                string unread = each.Unread > 0 ? $" ({each.Unread} unread)" : "";
                call.App.Tell($"{i + 1} {each.Name}{unread}{(each == conversations.Current ? " (here)" : "")}");
            }
            return null;
        }
        Conversation? found = conversations.Find(call.Network, name) ?? conversations.Find(call.Network, ServerAddress.WithSign(name));
        if (found is null && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return conversations.SwitchTo(number) ? null : $"there is no conversation {number}";
        }
        if (found is null) return $"{name} is not open; /join a room, /query a person";
        conversations.SwitchTo(found);
        return null;
    }
}

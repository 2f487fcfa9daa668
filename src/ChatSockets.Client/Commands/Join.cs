using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Commands;

internal static class Join
{
    public static readonly SlashCommand Row = new("join", "ROOM[,ROOM] [KEY]", "enter a room, or make it", Run)
    {
        Aliases = ["j"],
        Arguments = SlashCommands.Rooms,
    };

    private static string? Run(SlashCall call)
    {
        string[] rooms = call.Word().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (rooms.Length == 0) return call.Usage;
        string? key = call.Rest.Length > 0 ? call.Word() : null;
        foreach (string each in rooms)
        {
            string room = call.Session.Isupport.IsRoom(each) ? each : ServerAddress.WithSign(each);
            if (call.Session.Rooms.Find(room) is not null)
                call.App.Conversations.SwitchTo(call.App.Conversations.Ensure(call.Network, room));
            else call.Session.Join(room, key);
        }
        return null;
    }
}

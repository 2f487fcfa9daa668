using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>Kicks a member who exceeded the room's flood limit (mode f). Within the room's lock.</summary>
internal static class FloodKick
{
    public static void Of(ChatEnvironment server, RoomEvents events, Room room, User user)
    {
        string reason = $"Flood: more than {room.Modes.LineFlood!.Most} lines in {room.Modes.LineFlood.Seconds} seconds";
        var kick = new Broadcast(server, from: null, Lines.Kick(server.Name, room, user, Encoding.ASCII.GetBytes(reason)));
        kick.Use(events.Keep(room, LineKind.Kick, [.. user.Nickname, (byte)' ', .. Encoding.ASCII.GetBytes(reason)]));
        kick.To(room.Readers);
        room.Leave(user);
    }
}

using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary><c>chat-client rooms</c>: the rooms that the server shows, with the number of their members and their topics.</summary>
internal sealed class ListRooms(ClientApp app, ScriptStreams streams) : Query(app, streams)
{
    protected override void Ask()
    {
        Session.Outgoing.Send(Verbs.List);
        Await();
    }

    protected override void Take(SessionEvent happened)
    {
        switch (happened)
        {
            case RoomListed room:
                Output.WriteRow(room, room.Room, room.Members.ToString(CultureInfo.InvariantCulture), room.Topic);
                break;
            case RoomsListed:
                Done();
                break;
            default:
                break;
        }
    }
}

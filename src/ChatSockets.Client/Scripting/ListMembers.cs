using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// <c>chat-client who</c>: the members of rooms, as far as the server shows them: by WHOX with their accounts where the server has it, else
/// by WHO.
/// </summary>
internal sealed class ListMembers(ClientApp app, ScriptStreams streams, IReadOnlyList<string> rooms) : Query(app, streams)
{
    private int _room;
    private int _listed;

    protected override void Ask()
    {
        _listed = 0;
        if (Session.Isupport["WHOX"] is null) Session.Outgoing.Send(Verbs.Who, rooms[_room]);
        else Session.Outgoing.Send(Verbs.Who, rooms[_room], UserReplies.Fields);
        Await();
    }

    protected override void Take(SessionEvent happened)
    {
        switch (happened)
        {
            case UserListed user:
                _listed++;
                Output.WriteRow(user, user.Status + user.Nick, user.IsAway ? "away" : "here", user.Account ?? "-",
                    $"{user.User}@{user.Host}", user.RealName);
                break;
            case UsersListed:
                End();
                break;
            default:
                break;
        }
    }

    private void End()
    {
        if (_listed == 0)
        {
            string advice = Session.Rooms.Find(rooms[_room]) is null ? "; if you may enter it, try --join" : "";
            Refuse($"{rooms[_room]}: the server shows no members: there is no such room, it is secret, or they are invisible{advice}");
        }
        else if (++_room < rooms.Count) Ask();
        else Done();
    }
}

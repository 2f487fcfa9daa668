using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Invites the user into a room despite its modes and bans.</summary>
internal static class Invite
{
    public static readonly ServiceCommand Row = new("INVITE", Handle, "<room>", "Gets you in, past bans and modes.")
    {
        IsShared = true,
        MinimumWords = 1,
        NeedsAccount = true,
        Details = ["It is for those whose account is operator of the room or higher. Where the room has a key, it tells you the key."],
    };

    private static void Handle(ServiceCall call) => RoomCall.Run(call, (room, registration) =>
    {
        if (!RoomCall.Has(call, registration, MemberModes.Operator)) return false;
        if (room.Find(call.Context.User) is not null)
        {
            call.Say($"You are in {call[0]}.");
            return false;
        }
        call.Context.User.Invite(room);
        MessageWriter writer = call.Context.Reply.Buffer.Begin(call.Service.SourceOn(call.Server), Verbs.Invite);
        writer.Parameter(call.Context.User.Nickname);
        writer.Parameter(room.Name);
        call.Context.Reply.Buffer.End(ref writer);
        string key = room.Modes.Key is { } set ? " " + Encoding.UTF8.GetString(set) : "";
        call.Say($"You are invited: /join {call[0]}{key}");
        return false;
    });
}

using System.Text;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>The rooms in which the asker's account has a status.</summary>
internal static class List
{
    public static readonly ServiceCommand Row = new("LIST", Handle, "",
        "Lists the rooms that are yours, or in which you have a status.")
    { NeedsAccount = true };

    private static void Handle(ServiceCall call)
    {
        IReadOnlyList<(byte[] Room, MemberPrefix Status)> rooms = call.Server.Rooms.Registry.RoomsOf(call.Account.Name);
        if (rooms.Count == 0)
            call.Say($"You have no room. To make one last that you are the founder of: {call.HowTo(Register.Row.Syntax)}");
        foreach ((byte[] room, MemberPrefix status) in rooms)
        {
            call.Say($"{Encoding.UTF8.GetString(room)} ({status.Name})");
            if (!call.Context.Page()) return;
        }
    }
}

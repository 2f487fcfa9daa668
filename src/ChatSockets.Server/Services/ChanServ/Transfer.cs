using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Services.ChanServ;

/// <summary>Gives a room to another account, at once. Who had it is admin there from then on.</summary>
internal static class Transfer
{
    public static readonly ServiceCommand Row = new("TRANSFER", Handle, "<room> <account>", "Gives your room to somebody else.")
    {
        MinimumWords = 2,
        Cost = 5,
        Details = ["It is theirs at once, and you are admin there until they say otherwise."],
    };

    private static void Handle(ServiceCall call)
    {
        if (!RoomCall.TryFindAccount(call, call[1], out byte[]? account)) return;
        int most = call.Server.Options.MaximumRoomsPerAccount;
        bool hasMost = !call.Context.User.May(Privileges.Override) && RoomCall.CountOf(call, account) >= most;
        byte[]? former = null;
        RoomCall.Run(call, (room, registration) =>
        {
            if (!RoomCall.IsOwner(call, registration)) return false;
            if (CaseMapping.Ascii.Equals(account, registration.Founder))
            {
                call.Say($"It is that account's room already.");
                return false;
            }
            if (hasMost)
            {
                call.Say($"{call[1]} has {most} rooms, and more are not possible.");
                return false;
            }
            RoomCall.Log(call, registration, Row.Name);
            former = registration.Founder;
            MemberModes before = registration.ModesOf(account), founder = registration.ModesOf(former);
            registration.TransferTo(account);
            registration.Set(former, Status.Admin);
            RoleGrants.OnChange(call.Context, room, former, founder);
            RoleGrants.OnChange(call.Context, room, account, before);
            call.Say($"{call[0]} is {Encoding.UTF8.GetString(account)}'s room from now on.");
            return true;
        });
        if (former is null) return;
        string by = Encoding.UTF8.GetString(call.Context.User.Nickname);
        RoomCall.Tell(call, account, $"{call[0]} is your room from now on: {by} has given it to you.");
        RoomCall.Tell(call, former, $"{call[0]} is {Encoding.UTF8.GetString(account)}'s room from now on, and you are admin there: {by} has done that.");
    }
}

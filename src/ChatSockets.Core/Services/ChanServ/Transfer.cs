using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Gives a room to another account immediately. The former founder becomes an admin.</summary>
internal static class Transfer
{
    public static readonly ServiceCommand Row = new("TRANSFER", Handle, "<room> <account>", "Gives your room to somebody else.")
    {
        IsShared = true,
        MinimumWords = 2,
        Cost = 5,
        Details = ["It is theirs at once, and you are admin there until they say otherwise."],
    };

    private static void Handle(ServiceCall call)
    {
        if (!RoomCall.TryFindAccount(call, call[1], out byte[]? account)) return;
        byte[]? former = null;
        while (!TryGive(call, account, ref former))
        {
        }
        if (former is null) return;
        string by = Encoding.UTF8.GetString(call.Context.User.Nickname);
        RoomCall.Tell(call, account, $"{call[0]} is your room from now on: {by} has given it to you.");
        RoomCall.Tell(call, former,
            $"{call[0]} is {Encoding.UTF8.GetString(account)}'s room from now on, and you are admin there: {by} has done that.");
    }

    // False where the account or its rooms have changed between the look at them and the room's lock: once more.
    private static bool TryGive(ServiceCall call, byte[] account, ref byte[]? former)
    {
        bool isOld = false;
        byte[]? before = null;
        string? why = RoomCall.MayFound(call, account, out FounderLook look);
        RoomCall.Run(call, (room, registration) =>
        {
            if (!RoomCall.IsOwner(call, registration)) return false;
            if (CaseMapping.Ascii.Equals(account, registration.Founder))
            {
                call.Say($"It is that account's room already.");
                return false;
            }
            if (why is not null && !call.Context.User.May(Privileges.Override))
            {
                call.Say(why);
                return false;
            }
            byte[] founder = registration.Founder;
            bool isOwn = RoomCall.StatusOf(call, registration) >= MemberModes.Founder;
            MemberModes had = registration.ModesOf(account), founderHad = registration.ModesOf(founder);
            isOld = !look.TryFound(() =>
            {
                registration.TransferTo(account);
                registration.Set(founder, MemberPrefix.Admin);
                // Here, too, so that whoever counts the account's rooms next counts this one.
                call.Server.Rooms.Registry.Keep(room);
            });
            if (isOld) return false;
            if (!isOwn) OperatorLog.Act(call.Context, $"override ChanServ {Row.Name}", call[0]);
            before = founder;
            RoleGrants.OnChange(call.Context, room, founder, founderHad);
            RoleGrants.OnChange(call.Context, room, account, had);
            call.Say($"{call[0]} is {Encoding.UTF8.GetString(account)}'s room from now on.");
            return true;
        });
        former = before;
        return !isOld;
    }
}

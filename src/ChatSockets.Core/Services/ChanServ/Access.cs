using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>
/// The access list of a room: the statuses that accounts get whenever they enter. A founder can give any status, an admin those up to
/// operator.
/// </summary>
internal static class Access
{
    public static readonly ServiceCommand Row = new(
        "ACCESS",
        Handle,
        "<room> LIST | <room> ADD <account> admin|operator|half-operator|voice | <room> DEL <account>",
        "Lists and changes who has which status in a room.")
    {
        IsShared = true,
        MinimumWords = 2,
        NeedsAccount = true,
        Details =
        [
            "Accounts on the list get their status when they log in and enter the room.",
            "The founder can give and take any status, an admin operator and below; everybody can give up their own.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        bool adds = Is(call[1], "ADD");
        if (Is(call[1], "LIST")) RoomCall.Run(call, (_, registration) => Tell(call, registration));
        else if (adds && call.Words.Count > 3 && StatusOf(call[3]) is { } status) Change(call, status);
        else if (!adds && Is(call[1], "DEL") && call.Words.Count > 2) Change(call, null);
        else call.Say($"That goes like this: {call.HowTo(Row.Syntax)}");
    }

    private static bool Tell(ServiceCall call, RoomRegistration registration)
    {
        if (!call.Context.User.May(Privileges.Override) && !RoomCall.Has(call, registration, MemberModes.Voice)) return false;
        call.Say($"{Encoding.UTF8.GetString(registration.Founder)} ({MemberPrefix.Founder.Name})");
        foreach (Role role in registration.Roles.OrderByDescending(role => role.Status.Mode))
            call.Say($"{Encoding.UTF8.GetString(role.Account)} ({role.Status.Name})");
        return false;
    }

    private static void Change(ServiceCall call, MemberPrefix? status)
    {
        while (!TryChange(call, status))
        {
        }
    }

    // False where accounts have changed between the look at this one and the room's lock: once more.
    private static bool TryChange(ServiceCall call, MemberPrefix? status)
    {
        byte[]? account = Encoding.UTF8.GetBytes(call[2]);
        long version = call.Server.Users.AccountVersion;
        // What is on the list may be an account that is no more.
        if (status is not null && !RoomCall.TryFindAccount(call, call[2], out account)) return true;
        call.Server.Checkpoints.Reach(RoomCall.AccountLookedAt);
        bool isOld = false;
        RoomCall.Run(call, (room, registration) =>
        {
            isOld = status is not null && call.Server.Users.AccountVersion != version;
            if (isOld) return false;
            MemberPrefix? before = registration.StatusOf(account);
            if (!May(call, registration, account, before, status)) return false;
            if (before == status)
            {
                call.Say(status is null
                    ? $"{call[2]} is not on the list of {call[0]}."
                    : $"{call[2]} is {status.Name} of {call[0]} already.");
                return false;
            }
            if (before is null && registration.Roles.Length >= RoomRegistration.MaximumRoles)
            {
                call.Say($"{RoomRegistration.MaximumRoles} accounts are on the list of {call[0]}, and more are not possible.");
                return false;
            }
            MemberModes had = registration.ModesOf(account);
            registration.Set(account, status);
            RoleGrants.OnChange(call.Context, room, account, had);
            call.Say(status is null
                ? $"{call[2]} is not on the list of {call[0]} any more."
                : $"{call[2]} is {status.Name} of {call[0]} from now on.");
            return true;
        });
        return !isOld;
    }

    private static bool May(ServiceCall call, RoomRegistration registration, byte[] account, MemberPrefix? before, MemberPrefix? after)
    {
        if (before == MemberPrefix.Founder)
        {
            call.Say(
                $"{call[0]} is {Encoding.UTF8.GetString(registration.Founder)}'s room. To give it to somebody else: "
                    + $"{call.HowTo(Transfer.Row.Syntax)}");
            return false;
        }
        if (after is null && before is not null && CaseMapping.Ascii.Equals(account, call.Account.Name)) return true;
        bool concernsAdmin = before?.Mode >= MemberModes.Admin || after?.Mode >= MemberModes.Admin;
        return RoomCall.Has(call, registration, concernsAdmin ? MemberModes.Founder : MemberModes.Admin);
    }

    // By its name, or by its mode letter; a founder is none that could be given.
    private static MemberPrefix? StatusOf(string word) =>
        MemberPrefix.All.FirstOrDefault(status => status != MemberPrefix.Founder
            && (Is(word, status.Name) || Is(word, ((char)status.Letter).ToString())));

    private static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}

using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Makes a room last, for one of its operators, whose account is its founder from then on.</summary>
internal static class Register
{
    public static readonly ServiceCommand Row = new("REGISTER", Handle, "<room>", "Makes your room last, and keeps it yours.")
    {
        IsShared = true,
        MinimumWords = 1,
        NeedsAccount = true,
        Cost = 5,
        Details =
        [
            "You must be an operator of the room (@), as the first to enter a new one is, and become its founder (~).",
            "Topic, modes, key, bans and the access list then survive an empty room and a restart.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        byte[] account = call.Account.Name;
        if (!call.Server.Rooms.TryFindVisible(Encoding.UTF8.GetBytes(call[0]), call.Context.User, out Room? room))
        {
            call.Say($"You are not in {call[0]}. Enter it first: /join {call[0]}");
            return;
        }
        Change<bool>? change = null;
        RoomRegistration? registration = null;
        while (change is null)
        {
            if (RoomCall.MayFound(call, account, out FounderLook look) is { } why)
            {
                call.Say($"{why} Which: {call.HowTo(List.Row.Name)}");
                return;
            }
            lock (room.Gate)
            {
                if (!MayRegister(call, room)) return;
                look.TryFound(() => change = call.Server.Rooms.Registry.Register(room, account, call.Server.Clock.GetUtcNow()));
                registration = room.Registration;
            }
        }
        try
        {
            call.Server.Store.Await(change);
        }
        catch (StoreException)
        {
            call.Server.Rooms.Registry.Undo(room, registration!);
            throw;
        }
        Grant(call, room, registration!, account);
        call.Say(
            $"{call[0]} is registered, and yours: {Encoding.UTF8.GetString(account)} is its founder from now on, whenever you log "
                + "in and enter it.");
        call.Say($"Others who are to look after it: {call.HowTo($"ACCESS {call[0]} ADD <account> operator")}");
    }

    // What the account has there from now on, unless the room has been given away since.
    private static void Grant(ServiceCall call, Room room, RoomRegistration registration, byte[] account)
    {
        lock (room.Gate)
        {
            if (room.Registration == registration) RoleGrants.OnChange(call.Context, room, account, before: MemberModes.None);
            call.Context.Reply.Buffer.ExpectMore();
            call.Context.Reply.Buffer.Flush();
        }
    }

    // Within the room's lock.
    private static bool MayRegister(ServiceCall call, Room room)
    {
        if (room.Registration is { } registration)
            call.Say($"{call[0]} is registered already: its founder is {Encoding.UTF8.GetString(registration.Founder)}.");
        else if (room.Find(call.Context.User)?.IsAtLeast(MemberModes.Operator) != true)
            call.Say($"Only an operator of {call[0]} (@) can register it.");
        else if (IsLobby(call, room) && !call.Context.User.May(Privileges.Override))
            call.Say($"{call[0]} is everybody's. Only those who look after this server can register it.");
        else return true;
        return false;
    }

    // Whoever comes with nc is put into it: nobody should be able to lock it for good by having been the first.
    private static bool IsLobby(ServiceCall call, Room room) =>
        CaseMapping.Ascii.Equals(room.Name, Encoding.UTF8.GetBytes(call.Server.Options.Lobby));
}

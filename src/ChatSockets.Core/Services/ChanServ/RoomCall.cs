using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Acts on a registered room within its lock and stores the changes. Returns whether anything changed.</summary>
internal delegate bool RoomHandler(Room room, RoomRegistration registration);

/// <summary>The common part of ChanServ's commands about a registered room, which is their first word.</summary>
internal static class RoomCall
{
    /// <summary>
    /// Opens the room and acts on it. A secret room does not exist for users who are neither in it nor on its access list. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">It is not known whether there is such a room.</exception>
    public static void Run(ServiceCall call, RoomHandler handle)
    {
        byte[] name = Encoding.UTF8.GetBytes(call[0]);
        if (!RoomName.IsValid(name) || call.Server.Rooms.FindOrOpen(name) is not { } room)
        {
            TellUnknown(call);
            return;
        }
        call.Server.Rooms.Registry.Prepare(room);
        Change<bool>? change = null;
        lock (room.Gate)
        {
            if (room.Registration is not { } registration || !IsVisible(call, room, registration)) TellUnknown(call);
            else if (handle(room, registration)) change = call.Server.Rooms.Registry.Keep(room);
            // Within the lock, because a MODE may be among it.
            call.Context.Reply.Buffer.ExpectMore();
            call.Context.Reply.Buffer.Flush();
        }
        if (change is not null) Await(call, change);
    }

    /// <summary>The status that the asker's account has in the room: <see cref="MemberModes.None"/> for none, or for no account.</summary>
    public static MemberModes StatusOf(ServiceCall call, RoomRegistration registration) => registration.ModesOf(call.Context.User.Account);

    /// <summary>Returns whether the user's account has at least that status in the room; otherwise tells the user.</summary>
    public static bool Has(ServiceCall call, RoomRegistration registration, MemberModes needed)
    {
        if (StatusOf(call, registration) >= needed) return true;
        call.Say(
            $"For that your account must be {MemberPrefix.Highest(needed)!.Name} of {call[0]} or higher. Who is: "
                + $"{call.HowTo($"INFO {call[0]}")}");
        return false;
    }

    /// <summary>
    /// Returns whether the user is the room's founder or an operator with the override privilege; otherwise tells the user.
    /// </summary>
    public static bool IsOwner(ServiceCall call, RoomRegistration registration) =>
        call.Context.User.May(Privileges.Override) || Has(call, registration, MemberModes.Founder);

    /// <summary>Logs the user's action, unless the user is the founder.</summary>
    public static void Log(ServiceCall call, RoomRegistration registration, string what)
    {
        if (StatusOf(call, registration) < MemberModes.Founder) OperatorLog.Act(call.Context, $"override ChanServ {what}", call[0]);
    }

    /// <summary>Finds the account of that name; tells the user if there is none.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public static bool TryFindAccount(ServiceCall call, string name, [NotNullWhen(true)] out byte[]? account)
    {
        account = call.Server.Accounts.Find(Encoding.UTF8.GetBytes(name))?.Name;
        if (account is null) call.Say($"There is no account {name}.");
        return account is not null;
    }

    /// <summary>Reached between the check of an account and its rooms, and giving it a room.</summary>
    public const string AccountLookedAt = "an account that is to get a room or a status was looked at";

    /// <summary>Returns why an account cannot have another room, or null. Under no lock.</summary>
    /// <param name="call">The call.</param>
    /// <param name="account">The account.</param>
    /// <param name="look">The check to repeat within the room's lock.</param>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public static string? MayFound(ServiceCall call, byte[] account, out FounderLook look)
    {
        look = new FounderLook(call.Server);
        string name = Encoding.UTF8.GetString(account);
        if (!call.Server.Accounts.Has(account)) return $"There is no account {name}.";
        int most = call.Server.Options.MaximumRoomsPerAccount;
        bool hasMost = call.Server.Rooms.Registry.RoomsOf(account).Count(one => one.Status == MemberPrefix.Founder) >= most;
        call.Server.Checkpoints.Reach(AccountLookedAt);
        if (!hasMost) return null;
        string who = CaseMapping.Ascii.Equals(account, call.Context.User.Account) ? "You have" : $"{name} has";
        return $"{who} {most} rooms, and more are not possible.";
    }

    /// <summary>Sends a line to all users of an account, except the caller.</summary>
    public static void Tell(ServiceCall call, byte[] account, string text)
    {
        foreach (User user in call.Server.Users.All)
        {
            if (user == call.Context.User || !CaseMapping.Ascii.Equals(user.Account, account)) continue;
            foreach (Session session in user.Sessions)
            {
                var other = CommandContext.OfAnother(call.Server, session);
                new ServiceCall(other, call.Service, []).Say(text);
                other.Reply.Buffer.FlushUnasked();
            }
        }
    }

    private static bool IsVisible(ServiceCall call, Room room, RoomRegistration registration) =>
        room.IsVisibleTo(call.Context.User) || StatusOf(call, registration) > MemberModes.None
            || call.Context.User.May(Privileges.Override);

    private static void TellUnknown(ServiceCall call) => call.Say($"There is no registered room {call[0]}.");

    // The room goes on as it is, and the store tries again as soon as it can.
    private static void Await(ServiceCall call, Change<bool> change)
    {
        try
        {
            call.Server.Store.Await(change);
        }
        catch (StoreException exception)
        {
            call.Say($"It is done, but cannot be stored for now: {exception.Message}");
        }
    }
}

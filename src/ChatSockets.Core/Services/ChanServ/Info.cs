using System.Globalization;
using System.Text;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Shows a registered room's founder, its date, and the user's own rights in it.</summary>
internal static class Info
{
    public static readonly ServiceCommand Row = new("INFO", Handle, "<room>",
        "Tells of a room: whose it is, and since when.")
    { MinimumWords = 1 };

    private static void Handle(ServiceCall call)
    {
        string history = SetHistory.Told(call.Server, Encoding.UTF8.GetBytes(call[0]));
        RoomCall.Run(call, (room, registration) => Tell(call, room, registration, history));
    }

    private static bool Tell(ServiceCall call, Room room, RoomRegistration registration, string history)
    {
        string since = registration.Since.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        call.Say(
            $"{Encoding.UTF8.GetString(room.Name)}, registered {since}. Its founder is {Encoding.UTF8.GetString(registration.Founder)}.");
        call.Say($"Its modes are {room.Modes.Format(withKey: RoomCall.StatusOf(call, registration) >= MemberModes.Operator)}.");
        call.Say(history);
        if (MemberPrefix.Highest(RoomCall.StatusOf(call, registration)) is { } own)
            call.Say($"You are {own.Name} there. Who else is anything: {call.HowTo($"ACCESS {call[0]} LIST")}");
        return false;
    }
}

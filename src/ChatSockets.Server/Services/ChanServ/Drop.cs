using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Services.ChanServ;

/// <summary>Ends a registration. It takes a code, so that nobody does it by mistake.</summary>
internal static class Drop
{
    public static readonly ServiceCommand Row = new("DROP", Handle, "<room> [<code>]", "Ends the registration of your room.")
    {
        MinimumWords = 1,
        Cost = 5,
        Details = ["Without the code it tells you the code. The room stays as it is as long as somebody is in it."],
    };

    private static void Handle(ServiceCall call)
    {
        Room? dropped = null;
        RoomRegistration? ended = null;
        RoomCall.Run(call, (room, registration) =>
        {
            if (!RoomCall.IsOwner(call, registration)) return false;
            string code = CodeOf(registration);
            if (call[1] == code)
            {
                RoomCall.Log(call, registration, Row.Name);
                (dropped, ended) = (room, registration);
            }
            else
            {
                call.Say($"This ends the registration of {call[0]}: its topic, modes, bans and statuses last no longer than somebody is in it.");
                call.Say($"If that is what you want: {call.HowTo($"{Row.Name} {call[0]} {code}")}");
            }
            return false;
        });
        if (dropped is null) return;
        call.Server.Rooms.Registry.Unregister(dropped, ended!);
        call.Server.Retention.Reread();
        call.Say($"{call[0]} is registered no more.");
    }

    private static string CodeOf(RoomRegistration registration) => ServiceCall.CodeOf($"{registration.Id} {registration.Since:O}");
}

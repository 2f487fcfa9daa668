using ChatSockets.Core.State;


namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Ends a registration. It takes a code, so that nobody does it by mistake.</summary>
internal static class Drop
{
    /// <summary>Reached between the look at the rights and the end of the registration.</summary>
    public const string Decided = "a room's registration is to be ended";

    public static readonly ServiceCommand Row = new("DROP", Handle, "<room> [<code>]", "Ends the registration of your room.")
    {
        IsShared = true,
        MinimumWords = 1,
        Cost = 5,
        Details = ["Without the code it tells you the code. The room stays as it is as long as somebody is in it."],
    };

    private static void Handle(ServiceCall call)
    {
        Room? dropped = null;
        RoomRegistration? ended = null;
        byte[] founder = [];
        RoomCall.Run(call, (room, registration) =>
        {
            if (!RoomCall.IsOwner(call, registration)) return false;
            string code = CodeOf(registration);
            if (call[1] == code)
            {
                RoomCall.Log(call, registration, Row.Name);
                (dropped, ended, founder) = (room, registration, registration.Founder);
            }
            else
            {
                call.Say(
                    $"This ends the registration of {call[0]}: its topic, modes, bans and statuses last no longer than somebody is in it.");
                call.Say($"If that is what you want: {call.HowTo($"{Row.Name} {call[0]} {code}")}");
            }
            return false;
        });
        if (dropped is null) return;
        call.Server.Checkpoints.Reach(Decided);
        bool isEnded = call.Server.Rooms.Registry.Unregister(dropped, ended!, founder);
        call.Server.Retention.Reread();
        call.Say(isEnded ? $"{call[0]} is registered no more." : $"{call[0]} was given to somebody else just now, and stays registered.");
    }

    private static string CodeOf(RoomRegistration registration) => ServiceCall.CodeOf($"{registration.Id} {registration.Since:O}");
}

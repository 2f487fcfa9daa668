using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Sets how long a room's messages are stored.</summary>
internal static class SetHistory
{
    public static readonly ServiceCommand Row = new("SET", Handle, "<room> HISTORY <time>|OFF|DEFAULT",
        "Sets how long messages in your room are stored.")
    {
        IsShared = true,
        MinimumWords = 3,
        NeedsAccount = true,
        Details =
        [
            "A time is 90m, 12h, 30d or 4w. It cannot exceed the server's own limit.",
            "OFF keeps nothing, and what has been kept goes. DEFAULT keeps it as long as the server does.",
        ],
    };

    /// <summary>Returns the retention as INFO shows it. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public static string Told(ChatContext server, byte[] room) => server.Retention.Of(room) switch
    {
        null => "Messages there are stored as long as the server stores any.",
        { Ticks: 0 } => "Messages there are not stored.",
        { } time => $"Messages there are stored for {DurationText.Format(time)}.",
    };

    private static void Handle(ServiceCall call)
    {
        if (!Is(call[1], "HISTORY") || !TryRead(call[2], out TimeSpan? time))
        {
            call.Say($"That goes like this: {call.HowTo(Row.Syntax)}");
            return;
        }
        long? id = null;
        byte[] founder = [];
        RoomCall.Run(call, (_, registration) =>
        {
            if (RoomCall.Has(call, registration, MemberModes.Founder)) (id, founder) = (registration.Id, registration.Founder);
            return false;
        });
        if (id is null) return;
        // By the number and the founder, because the room may get another name, or another founder, before it is the store's turn.
        if (call.Server.CommitPipeline.SetRetention(id.Value, time, founder) is { } name) call.Say(Told(call.Server, name));
        else call.Say($"{call[0]} is registered no more, or has changed hands just now: nothing was set.");
    }

    private static bool TryRead(string text, out TimeSpan? time)
    {
        time = Is(text, "OFF") ? TimeSpan.Zero : null;
        if (time is not null || Is(text, "DEFAULT")) return true;
        // In whole seconds: less would be nothing.
        bool isTime = DurationText.TryParse(text, out TimeSpan read) && read >= TimeSpan.FromSeconds(1);
        if (isTime) time = read;
        return isTime;
    }

    private static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}

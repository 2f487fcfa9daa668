using System.Text;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Takes away every ban in a room that means the asker.</summary>
internal static class Unban
{
    public static readonly ServiceCommand Row = new("UNBAN", Handle, "<room>", "Takes away the bans in a room that mean you.")
    {
        IsShared = true,
        MinimumWords = 1,
        NeedsAccount = true,
        Details = ["It is for those whose account is operator of the room or higher."],
    };

    private static void Handle(ServiceCall call) => RoomCall.Run(call, (room, registration) =>
    {
        if (!RoomCall.Has(call, registration, MemberModes.Operator)) return false;
        MaskList.Entry[] bans = [.. room.Bans.Entries.Where(entry => entry.Mask.Matches(call.Context.User))];
        foreach (MaskList.Entry ban in bans)
        {
            room.Bans.Remove(ban.Mask);
            var change = new Broadcast(call.Server, from: null, Lines.Mode(call.Server.Name, room.Name, "-b"u8, [ban.Mask.Text]));
            change.Use(call.Server.Events.Keep(room, LineKind.Mode, [.. "-b "u8, .. ban.Mask.Text]));
            call.Context.Tell(room, ref change);
            call.Say($"{Encoding.UTF8.GetString(ban.Mask.Text)} is not banned from {call[0]} any more.");
        }
        if (bans.Length == 0) call.Say($"No ban in {call[0]} means you.");
        return bans.Length > 0;
    });
}

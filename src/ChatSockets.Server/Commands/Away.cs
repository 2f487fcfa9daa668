using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "AWAY message".</summary>
internal static class Away
{
    public static readonly Command Row = new("AWAY", Handle, "AWAY [:<why>]", "Tells those who write to you that you are away; without a reason: that you are back.") { Cost = 2 };

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> why = message[0];
        context.User.Away = why.IsEmpty ? null : Utf8Text.Clip(why, User.MaximumAwayBytes).ToArray();
        if (why.IsEmpty) context.Reply.Send(Numeric.RPL_UNAWAY, "You are no longer marked as being away"u8);
        else context.Reply.Send(Numeric.RPL_NOWAWAY, "You have been marked as being away"u8);
    }
}

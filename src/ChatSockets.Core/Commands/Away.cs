using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Modern IRC, "AWAY message"; IRCv3 away-notify, pre-away. It applies to one terminal; <see cref="Presence"/> combines all of a user's
/// terminals. The asterisk of pre-away, for a user who is absent without a reason, is stored and shown unchanged.
/// </summary>
internal static class Away
{
    public static readonly Command Row = new("AWAY", Handle, "AWAY [:<why>]",
        "Tells those who write to you that you are away; without a reason: that you are back.")
    {
        Cost = 2,
        EarlyWith = Capability.PreAway,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        lock (context.User.Gate) Set(context, message[0].IsEmpty ? null : Utf8Text.Clip(message[0], User.MaximumAwayBytes).ToArray());
    }

    private static void Set(CommandContext context, byte[]? why)
    {
        User user = context.User;
        bool isNew = Presence.Set(user, context.Session, why);
        context.Server.StoredUsers.Changed(user);
        if (why is null) context.Reply.Send(Numeric.RPL_UNAWAY, "You are no longer marked as being away"u8);
        else Tell(context);
        if (isNew) UserChange.Announce(context, Lines.Away(user), Capability.AwayNotify, tellsUser: false);
    }

    /// <summary>RPL_NOWAWAY.</summary>
    public static void Tell(CommandContext context) => context.Reply.Send(Numeric.RPL_NOWAWAY, "You have been marked as being away"u8);
}

using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Commands;

/// <summary>
/// The privilege <see cref="Privileges.Override"/>: goes against a room's modes and ranks, and each time it does is logged. Within the
/// room's lock.
/// </summary>
internal static class Override
{
    /// <summary>Returns the user's membership for KICK, MODE, TOPIC and INVITE: a founder's with the privilege, member or not.</summary>
    public static Membership? Actor(CommandContext context, Room room) =>
        context.User.May(Privileges.Override)
            ? new Membership(context.User, MemberModes.Founder | MemberModes.Operator)
            : room.Find(context.User);

    /// <summary>Logs what the operator did, unless their own status in the room would have sufficed.</summary>
    /// <param name="context">The operator's context.</param>
    /// <param name="room">The room.</param>
    /// <param name="what">The verb.</param>
    /// <param name="isByRight">Returns whether the operator's own membership suffices.</param>
    /// <param name="about">Further details for the log.</param>
    public static void Log(CommandContext context, Room room, string what, Func<Membership, bool> isByRight, string about = "")
    {
        if (!context.User.May(Privileges.Override) || (room.Find(context.User) is { } own && isByRight(own))) return;
        OperatorLog.Act(context, $"override {what}", Encoding.UTF8.GetString(room.Name), about);
    }

    /// <summary>Whether the asker may enter in spite of a refusal.</summary>
    public static bool Admits(CommandContext context, Room room, Refusal refusal)
    {
        if (!context.User.May(Privileges.Override)) return false;
        OperatorLog.Act(context, "override JOIN", Encoding.UTF8.GetString(room.Name), refusal.Text);
        return true;
    }
}

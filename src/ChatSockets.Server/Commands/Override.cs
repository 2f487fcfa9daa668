using System.Text;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Commands;

/// <summary>
/// The privilege <see cref="Privileges.Override"/>: goes against a room's modes and ranks, and each time it does is logged. Within the
/// room's lock.
/// </summary>
internal static class Override
{
    /// <summary>
    /// Who the asker is in a room when it comes to KICK, MODE, TOPIC and INVITE: with the privilege a founder, member or not.
    /// </summary>
    public static Membership? Actor(CommandContext context, Room room) =>
        context.User.May(Privileges.Override)
            ? new Membership(context.User, MemberModes.Founder | MemberModes.Operator)
            : room.Find(context.User);

    /// <summary>Logs what the asker did, unless anybody with the asker's own status could have done it.</summary>
    /// <param name="context">Whose act it is.</param>
    /// <param name="room">Where.</param>
    /// <param name="what">The verb.</param>
    /// <param name="isByRight">Whether the asker's own membership is enough for it.</param>
    /// <param name="about">What tells it apart.</param>
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

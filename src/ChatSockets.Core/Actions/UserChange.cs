using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Announces a user's change that has a capability: IRCv3 away-notify, account-notify, setname. (<see cref="HostChange"/> is separate.) The
/// user's lock is held, and no room's.
/// </summary>
internal static class UserChange
{
    /// <summary>
    /// Tells everybody who shares a room with the user, monitors the user (IRCv3 extended-monitor), or is another session of the user, once
    /// each.
    /// </summary>
    /// <param name="context">The context of the session that asked for it, on its connection's thread.</param>
    /// <param name="line">The line to send.</param>
    /// <param name="needed">The capability that readers must have.</param>
    /// <param name="tellsUser">Whether that session is told too.</param>
    public static void Announce(CommandContext context, byte[] line, Capability needed, bool tellsUser)
    {
        using var rooms = new CommonRooms(context.User);
        var change = new Broadcast(context.Server, context.User, line);
        change.MayWait();
        rooms.AnnounceChange(context.Server.Monitors, ref change, context.Session, needed);
        if (tellsUser && context.Session.Has(needed)) context.TellUser(ref change);
        context.Reply.Buffer.Flush();
    }

    /// <summary>The same for a change that none of the user's sessions has asked for.</summary>
    public static void Announce(ChatContext server, User user, byte[] line, Capability needed)
    {
        using var rooms = new CommonRooms(user);
        var change = new Broadcast(server, user, line);
        change.MayWait();
        rooms.AnnounceChange(server.Monitors, ref change, acting: null, needed);
    }
}

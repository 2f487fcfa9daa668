using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// Tells of a change of a user that has a capability of its own: IRCv3 away-notify, account-notify, setname. (That of a host has a file of
/// its own.) The user's lock is held, and no room's.
/// </summary>
internal static class UserChange
{
    /// <summary>
    /// Tells those who share a room with the user, those who monitor the user (IRCv3 extended-monitor), and the user's other sessions, once
    /// each.
    /// </summary>
    /// <param name="context">That of the session that asked for it, on its connection's thread.</param>
    /// <param name="line">What they see.</param>
    /// <param name="needed">The capability that all who are told have.</param>
    /// <param name="tellsUser">Whether that session is told, too.</param>
    public static void Announce(CommandContext context, byte[] line, Capability needed, bool tellsUser)
    {
        using var rooms = new CommonRooms(context.User);
        var change = new Broadcast(context.Server, context.User, line);
        rooms.AnnounceChange(ref change, context.Session, needed);
        if (tellsUser && context.Session.Has(needed)) context.TellUser(ref change);
        context.Reply.Buffer.Flush();
    }

    /// <summary>The same for a change that none of the user's sessions has asked for.</summary>
    public static void Announce(User user, byte[] line, Capability needed)
    {
        using var rooms = new CommonRooms(user);
        var change = new Broadcast(user.Server, user, line);
        rooms.AnnounceChange(ref change, acting: null, needed);
    }
}

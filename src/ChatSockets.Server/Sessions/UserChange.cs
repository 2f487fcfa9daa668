using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// Tells of a change of a user that has a capability of its own: IRCv3 away-notify, account-notify, setname. (That of a host has a file of its own.)
/// No room's lock may be held.
/// </summary>
internal static class UserChange
{
    /// <summary>Tells those who share a room with the user, and those who monitor the user (IRCv3 extended-monitor), once each.</summary>
    /// <param name="context">The user's.</param>
    /// <param name="line">What they see.</param>
    /// <param name="needed">The capability that all who are told have.</param>
    /// <param name="tellsUser">Whether the user is told, too.</param>
    public static void Announce(CommandContext context, byte[] line, Capability needed, bool tellsUser)
    {
        using var rooms = new CommonRooms(context.User);
        var change = new Broadcast(context.Server, context.User, line);
        rooms.AnnounceChange(ref change, needed);
        if (tellsUser && context.Session.Has(needed)) context.TellUser(ref change);
        context.Reply.Buffer.Flush();
    }
}

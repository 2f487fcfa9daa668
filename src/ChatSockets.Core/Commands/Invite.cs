using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "INVITE message"; IRCv3 invite-notify.</summary>
internal static class Invite
{
    public static readonly Command Row = new("INVITE", Handle, "INVITE [<nickname> <room>]",
        "Invites somebody into a room; alone: lists the invitations you have.")
    { Cost = 2, IsShared = true };

    private static void Handle(CommandContext context, in Message message)
    {
        switch (message.Count)
        {
            case 0:
                ListInvitations(context);
                break;
            case 1:
                context.Reply.NeedMoreParameters(Verbs.Invite);
                break;
            default:
                InviteTo(context, message[0], message[1]);
                break;
        }
    }

    private static void ListInvitations(CommandContext context)
    {
        foreach (Room room in context.User.Invitations)
        {
            // It may have closed since; a new one of that name invited nobody.
            if (!context.Server.Rooms.TryFind(room.Name, out Room? open) || open != room) continue;
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_INVITELIST);
            writer.Parameter(room.Name);
            context.Reply.Buffer.End(ref writer);
        }
        context.Reply.Send(Numeric.RPL_ENDOFINVITELIST, "End of /INVITE list"u8);
    }

    private static void InviteTo(CommandContext context, ReadOnlySpan<byte> nickname, ReadOnlySpan<byte> name)
    {
        if (!context.Server.Users.TryFind(nickname, out User? guest))
        {
            context.Reply.NoSuchNick(nickname);
            return;
        }
        if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room))
        {
            context.Reply.NoSuchRoom(name);
            return;
        }
        lock (room.Gate)
        {
            Membership? member = Override.Actor(context, room);
            if (member is null)
            {
                context.Reply.NotOnRoom(room.Name);
                return;
            }
            if (!MayInvite(room, member))
            {
                context.Reply.StatusNeeded(room.Name, Permissions.Invite);
                return;
            }
            if (room.Find(guest) is not null)
            {
                context.Reply.Send(Numeric.ERR_USERONCHANNEL, guest.Nickname, room.Name, "is already on channel"u8);
                return;
            }
            Override.Log(context, room, "INVITE", own => !room.Modes.IsInviteOnly || own.IsAtLeast(Permissions.Invite),
                Encoding.UTF8.GetString(guest.Nickname));
            // Only such an invitation opens a room that would refuse the guest; anybody else's just tells him of it, as on Ergo.
            if (member.IsAtLeast(Permissions.Invite)) guest.Invite(room);
            Announce(context, room, guest);
        }
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_INVITING);
        writer.Parameter(guest.Nickname);
        writer.Parameter(room.Name);
        context.Reply.Buffer.End(ref writer);
        context.Reply.Away(guest);
    }

    // The guest, and those members who could have invited too: it concerns them, and the specification leaves it to the server.
    private static void Announce(CommandContext context, Room room, User guest)
    {
        var invitation = new Broadcast(context.Server, context.User, Lines.Invite(context.User, guest, room.Name));
        guest.Tell(ref invitation);
        foreach (Membership member in room.Members)
        {
            if (MayInvite(room, member)) member.User.Tell(ref invitation, except: context.Session, Capability.InviteNotify);
        }
    }

    private static bool MayInvite(Room room, Membership member) => !room.Modes.IsInviteOnly || member.IsAtLeast(Permissions.Invite);
}

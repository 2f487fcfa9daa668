using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Commands;

/// <summary>
/// IRCv3 message-redaction: takes back what one has said oneself, or, as an operator of the room, what anybody has said there. Those without the
/// capability are told nothing.
/// </summary>
internal static class Redact
{
    public static readonly Command Row = new("REDACT", Handle, "REDACT <room or nickname> <msgid> [:<reason>]", "Takes a message back.")
    {
        MinimumParameters = 2,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Session.Has(Capability.MessageRedaction)) context.Reply.UnknownCommand(Verbs.Redact);
        else if (RoomName.IsRoom(message[0])) InRoom(context, message);
        else ToUser(context, message);
    }

    private static void InRoom(CommandContext context, in Message message)
    {
        if (!context.Server.Rooms.TryFind(message[0], out Room? room))
        {
            InvalidTarget(context, message[0]);
            return;
        }
        lock (room.Gate)
        {
            if (room.Find(context.User) is not { } member)
            {
                InvalidTarget(context, message[0]);
            }
            else if (IsKnown(context, room.Recent, message, out long author, out DateTimeOffset at) && IsAllowed(context, message, author, member) && IsInTime(context, message, at))
            {
                var redaction = new Broadcast(context.Server, context.User, Lines.Redact(context.User, room.Name, message[1], message[2]));
                redaction.To(room.Readers, except: context.Session.Outbox, Capability.MessageRedaction);
                Echo(context, ref redaction);
            }
            context.Reply.Buffer.Flush();
        }
    }

    private static void ToUser(CommandContext context, in Message message)
    {
        if (!context.Server.Users.TryFind(message[0], out User? user)) InvalidTarget(context, message[0]);
        else ToUser(context, user, message);
    }

    private static void ToUser(CommandContext context, User user, in Message message)
    {
        using var conversation = new Conversation(context.User, user);
        if (!IsKnown(context, context.User.SentPrivately, message, out _, out DateTimeOffset at, user) || !IsInTime(context, message, at)) return;
        var redaction = new Broadcast(context.Server, context.User, Lines.Redact(context.User, user.Nickname, message[1], message[2]));
        Conversation.Tell(ref redaction, context.Session, user, Capability.MessageRedaction);
        Echo(context, ref redaction);
        context.Reply.Buffer.Flush();
    }

    // "In the same way as PRIVMSG messages": to oneself with IRCv3 echo-message.
    private static void Echo(CommandContext context, ref Broadcast redaction)
    {
        if (context.Session.Has(Capability.EchoMessage)) context.TellUser(ref redaction);
    }

    private static bool IsKnown(CommandContext context, RecentMessages recent, in Message message, out long who, out DateTimeOffset at, User? reader = null)
    {
        who = 0;
        bool isKnown = context.Server.MessageIds.TryParse(message[1], out long number) && recent.TryFind(number, out who);
        at = MessageIds.TimeOf(number);
        if (isKnown && (reader is null || reader.Id == who)) return true;
        Fail(context, "UNKNOWN_MSGID"u8, [message[0].ToArray(), message[1].ToArray()], "This message does not exist or is too old"u8);
        return false;
    }

    private static bool IsAllowed(CommandContext context, in Message message, long author, Membership member)
    {
        if (author == context.User.Id || member.IsAtLeast(Permissions.Redact)) return true;
        Fail(context, "REDACT_FORBIDDEN"u8, [message[0].ToArray(), message[1].ToArray()], "You are not authorised to delete this message"u8);
        return false;
    }

    private static bool IsInTime(CommandContext context, in Message message, DateTimeOffset at)
    {
        if (context.Server.Clock.GetUtcNow() - at <= RecentMessages.Window) return true;
        byte[] window = Encoding.ASCII.GetBytes(((int)RecentMessages.Window.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        Fail(context, "REDACT_WINDOW_EXPIRED"u8, [message[0].ToArray(), message[1].ToArray(), window], "This message is too old to be deleted"u8);
        return false;
    }

    private static void InvalidTarget(CommandContext context, ReadOnlySpan<byte> target) =>
        Fail(context, "INVALID_TARGET"u8, [target.ToArray()], "You cannot delete messages there"u8);

    private static void Fail(CommandContext context, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about, ReadOnlySpan<byte> text) =>
        context.Reply.Fail(Verbs.Redact, code, about, text);
}

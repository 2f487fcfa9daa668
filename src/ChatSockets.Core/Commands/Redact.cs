using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 message-redaction: deletes one's own message or, as an operator of the room, anybody's message there. It is deleted from the
/// history before anybody is told. Clients without the capability are not told.
/// </summary>
internal static class Redact
{
    public static readonly Command Row = new("REDACT", Handle, "REDACT <room or nickname> <msgid> [:<reason>]", "Takes a message back.")
    {
        MinimumParameters = 2,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Session.Has(Capability.MessageRedaction)) context.Reply.UnknownCommand(Verbs.Redact);
        else TakeBack(context, message);
    }

    private static void TakeBack(CommandContext context, in Message message)
    {
        try
        {
            if (RoomName.IsRoom(message[0])) InRoom(context, message);
            else ToUser(context, message);
        }
        catch (StoreException exception)
        {
            context.Reply.Refuse(Verbs.Redact, "STORE_UNAVAILABLE"u8,
                Encoding.UTF8.GetBytes($"The message was not deleted: {exception.Message}"));
        }
    }

    private static void InRoom(CommandContext context, in Message message)
    {
        if (!context.Server.Rooms.TryFind(message[0], out Room? room))
        {
            InvalidTarget(context, message[0]);
            return;
        }
        _ = context.Server.MessageIds.TryParse(message[1], out long id);
        StoredLine? kept = HistoryAccess.Of(context.Server, room, context.User) is { } target ? Find(context, target, id) : null;
        Change<bool>? removal;
        bool wasRecent;
        long author;
        lock (room.Gate)
        {
            // Now, and not before the line was read: whoever has been put out since, or is no operator any more, takes nothing back.
            if (!MayTakeBack(context, room, message, id, kept)) return;
            _ = room.Recent.TryFind(id, out author);
            wasRecent = room.Recent.Forget(id);
            removal = Removal(room.Record.Conversation, id);
            if (removal is not null) context.Server.Store.Commits.Submit(removal);
        }
        bool wasKept;
        try
        {
            wasKept = removal is not null && context.Server.Store.Await(removal);
        }
        catch (StoreException)
        {
            // It may still be there: so whoever said it can try again.
            lock (room.Gate)
            {
                if (wasRecent) room.Recent.Add(id, 1, author);
            }
            throw;
        }
        // Somebody else may have been faster since the line was read.
        if (wasRecent || wasKept) Tell(context, room, message);
        else Unknown(context, message);
    }

    // Within the room's lock; who may not is told.
    private static bool MayTakeBack(CommandContext context, Room room, in Message message, long id, StoredLine? kept)
    {
        Membership? member = room.Find(context.User);
        bool isRecent = room.Recent.TryFind(id, out long author);
        bool isAllowed = member?.IsAtLeast(Permissions.Redact) == true || (isRecent && author == context.User.Id) || IsOwn(context, kept);
        if (member is null) InvalidTarget(context, message[0]);
        else if (!isRecent && kept is null) Unknown(context, message);
        else if (!isAllowed) Forbidden(context, message);
        else return IsInTime(context, message, id);
        return false;
    }

    private static void Tell(CommandContext context, Room room, in Message message)
    {
        lock (room.Gate)
        {
            room.Record.TakenBack();
            var redaction = new Broadcast(context.Server, context.User, Lines.Redact(context.User, room.Name, message[1], message[2]));
            redaction.To(room.Readers, except: context.Session.Outbox, Capability.MessageRedaction);
            Echo(context, ref redaction);
            context.Reply.Buffer.Flush();
        }
    }

    private static void ToUser(CommandContext context, in Message message)
    {
        byte[] name = message[0].ToArray();
        _ = context.Server.MessageIds.TryParse(message[1], out long id);
        bool isHere = context.Server.Users.TryFind(name, out User? user);
        bool isKnown;
        long conversation;
        lock (context.User.Gate) isKnown = context.User.SentPrivately.TryFind(id, out long reader, out conversation) && reader == user?.Id;
        if (!isKnown)
        {
            conversation = HistoryAccess.WithUser(context, name)?.Conversation ?? 0;
            isKnown = IsOwn(context, Find(context, new HistoryTarget(name, conversation), id));
        }
        if (!isHere && conversation == 0) InvalidTarget(context, name);
        else if (!isKnown) Unknown(context, message);
        else if (!IsInTime(context, message, id)) return;
        else if (TryRemove(context, conversation, id)) TakeBack(context, user, message);
        else Unknown(context, message);
    }

    // From somebody, who may have gone since.
    private static void TakeBack(CommandContext context, User? user, in Message message)
    {
        using var both = new PairLock(context.User, user ?? context.User);
        var redaction = new Broadcast(context.Server, context.User,
            Lines.Redact(context.User, user is null ? message[0] : user.Nickname, message[1], message[2]));
        if (user is null) context.User.Tell(ref redaction, except: context.Session, Capability.MessageRedaction);
        else Announcements.TellBoth(ref redaction, context.Session, user, Capability.MessageRedaction);
        Echo(context, ref redaction);
        context.Reply.Buffer.Flush();
    }

    // A message as it is kept, if it is; what happened is none.
    private static StoredLine? Find(CommandContext context, HistoryTarget target, long id)
    {
        if (target.Conversation == 0 || id == 0) return null;
        LineRange range = target.Range(id - 1, id + 1, withEvents: true);
        return context.Server.Store.Read(connection => LineQuery.First(connection, range, 1)).Find(line => line.Kind <= LineKind.Tagmsg);
    }

    // Before others know that it is gone. False where it was gone already: another of the author's sessions was faster.
    private static bool TryRemove(CommandContext context, long conversation, long id)
    {
        RecentMessages sent = context.User.SentPrivately;
        bool wasRecent;
        long reader, where;
        lock (context.User.Gate)
        {
            _ = sent.TryFind(id, out reader, out where);
            wasRecent = sent.Forget(id);
        }
        if (Removal(conversation, id) is not { } removal) return wasRecent;
        context.Server.Store.Commits.Submit(removal);
        try
        {
            return context.Server.Store.Await(removal) || wasRecent;
        }
        catch (StoreException)
        {
            lock (context.User.Gate)
            {
                if (wasRecent) sent.Add(id, 1, reader, where);
            }
            throw;
        }
    }

    private static Change<bool>? Removal(long conversation, long id) =>
        conversation == 0 ? null : new Change<bool>(connection => LineTable.Remove(connection, conversation, id));

    // Whoever is logged in to the same account is the author, from whichever connection it was said.
    private static bool IsOwn(CommandContext context, StoredLine? line) =>
        line?.Account is { } author && context.User.Account is { } own && CaseMapping.Ascii.Equals(author, own);

    // "In the same way as PRIVMSG messages": to oneself with IRCv3 echo-message.
    private static void Echo(CommandContext context, ref Broadcast redaction)
    {
        if (context.Session.Has(Capability.EchoMessage)) context.TellUser(ref redaction);
    }

    private static bool IsInTime(CommandContext context, in Message message, long id)
    {
        if (context.Server.Clock.GetUtcNow() - context.Server.MessageIds.TimeOf(id) <= RecentMessages.Window) return true;
        byte[] window = Encoding.ASCII.GetBytes(((int)RecentMessages.Window.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        Fail(context, "REDACT_WINDOW_EXPIRED"u8, [message[0].ToArray(), message[1].ToArray(), window],
            "This message is too old to be deleted"u8);
        return false;
    }

    private static void Unknown(CommandContext context, in Message message) =>
        Fail(context, "UNKNOWN_MSGID"u8, [message[0].ToArray(), message[1].ToArray()], "This message does not exist or is too old"u8);

    private static void Forbidden(CommandContext context, in Message message) =>
        Fail(context, "REDACT_FORBIDDEN"u8, [message[0].ToArray(), message[1].ToArray()],
            "You are not authorised to delete this message"u8);

    private static void InvalidTarget(CommandContext context, ReadOnlySpan<byte> target) =>
        Fail(context, "INVALID_TARGET"u8, [target.ToArray()], "You cannot delete messages there"u8);

    private static void Fail(CommandContext context, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about, ReadOnlySpan<byte> text) =>
        context.Reply.Fail(Verbs.Redact, code, about, text);
}

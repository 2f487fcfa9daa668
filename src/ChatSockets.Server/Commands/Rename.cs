using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Commands;

/// <summary>
/// IRCv3 channel-rename: gives a room another name, with everybody and everything in it. Those who do not know the command see themselves leave
/// the one room and enter the other.
/// </summary>
internal static class Rename
{
    public static readonly Command Row = new("RENAME", Handle, "RENAME <room> <new name> [:<reason>]", "Gives a room another name.") { MinimumParameters = 2, Cost = 5 };

    /// <summary>How long a room keeps its new name at least: to tell a large room costs as much as if all had entered it at once.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The most names that one command may have listed to others, all together: each costs memory until it is sent.</summary>
    public const long MaximumNames = 1_000_000;

    // So many of these cost a token.
    private const int TokenNames = 2000;

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Server.Rooms.TryFindVisible(message[0], context.User, out Room? room))
        {
            context.Reply.NoSuchRoom(message[0]);
            return;
        }
        if (!TryOpen(context, room, message[1].ToArray())) return;
        // What was said here before goes with the room, as far as the store can tell now.
        context.Server.History.LookUp(room);
        byte[] before, after;
        var late = new List<(Session Session, NameList Names)>();
        lock (room.Gate)
        {
            before = room.Name;
            Membership? member = room.Find(context.User);
            if (member is null) context.Reply.NotOnRoom(message[0]);
            else if (!member.IsAtLeast(Permissions.Rename)) context.Reply.StatusNeeded(room.Name, Permissions.Rename);
            else Change(context, room, message, late);
            context.Reply.Buffer.Flush();
            after = room.Name;
        }
        foreach ((Session session, NameList names) in late)
        {
            if (session == context.Session) context.TryPage(names);
            else names.SendUnasked();
        }
        if (after != before) MoveRetention(context, before, after);
    }

    // How long is kept what is said in the room; no lock is held, because it waits for the disk.
    private static void MoveRetention(CommandContext context, byte[] before, byte[] after)
    {
        try
        {
            context.Server.Retention.Rename(before, after);
        }
        catch (StoreException exception)
        {
            context.Reply.Notice($"How long is kept what is said in the channel must be set again: {exception.Message}");
        }
    }

    // A registered room has its name although nobody is in it; so it is opened. False where that cannot be known now.
    private static bool TryOpen(CommandContext context, Room room, byte[] name)
    {
        context.Server.Rooms.Registry.Prepare(room);
        try
        {
            context.Server.Rooms.FindOrOpen(name);
            return true;
        }
        catch (StoreException exception)
        {
            Fail(context, "CANNOT_RENAME"u8, room.Name, name, Encoding.UTF8.GetBytes($"It is not known whether that name is free: {exception.Message}"));
            return false;
        }
    }

    private static void Change(CommandContext context, Room room, in Message message, List<(Session Session, NameList Names)> late)
    {
        byte[] before = room.Name, name = message[1].ToArray();
        DateTimeOffset now = context.Server.Clock.GetUtcNow();
        bool isOther = !CaseMapping.Ascii.Equals(before, name);
        if (!RoomName.IsValid(name)) Fail(context, "CANNOT_RENAME"u8, before, name, "That is no name for a channel"u8);
        else if (isOther && NamesToTell(room) > MaximumNames) Fail(context, "CANNOT_RENAME"u8, before, name, "Too many here would have to enter it anew: make a new channel and say so"u8);
        // People in line mode are put into it by its name.
        else if (isOther && CaseMapping.Ascii.Equals(before, Encoding.UTF8.GetBytes(context.Server.Options.Lobby))) Fail(context, "CANNOT_RENAME"u8, before, name, "The lobby keeps its name"u8);
        else if (isOther && now - room.Renamed < Pause) Fail(context, "CANNOT_RENAME"u8, before, name, "This channel has been renamed recently"u8);
        else if (before.AsSpan().SequenceEqual(name) || !room.TryRename(name, now)) Fail(context, "CHANNEL_NAME_IN_USE"u8, before, name, "The channel name is already taken"u8);
        else Renamed(context, room, before, message[2], isOther, late);
    }

    private static void Renamed(
        CommandContext context, Room room, byte[] before, ReadOnlySpan<byte> reason, bool isOther, List<(Session Session, NameList Names)> late)
    {
        context.Server.RoomConversations.Rename(room);
        if (isOther) context.Session.FloodGate?.Charge((int)(NamesToTell(room) / TokenNames));
        Tell(context, room, before, reason, isOther, late);
    }

    private static void Tell(
        CommandContext context, Room room, byte[] before, ReadOnlySpan<byte> reason, bool isOther, List<(Session Session, NameList Names)> late)
    {
        var renamed = new Broadcast(context.Server, context.User, Lines.Rename(context.User, before, room.Name, reason));
        foreach (Session session in room.Members.SelectMany(member => member.User.Sessions))
        {
            bool knows = Knows(session);
            if (!knows && isOther)
            {
                bool isAsker = session == context.Session;
                if (Move(isAsker ? context.Reply : new Reply(session), session, room, before, reason, isAsker) is { } rest) late.Add((session, rest));
            }
            else if (knows && session == context.Session) context.TellUser(ref renamed);
            else if (knows) renamed.To(session.Outbox);
        }
    }

    private static bool Knows(Session session) => session.Has(Capability.ChannelRename) || session.Outbox.Variant == Variant.Typed;

    // How many names those are listed who see themselves enter: each of them gets all.
    private static long NamesToTell(Room room) => (long)room.Count * room.Members.Sum(member => member.User.Sessions.Count(session => !Knows(session)));

    // The fallback: out of the old room, into the new one.
    private static NameList? Move(Reply reply, Session session, Room room, byte[] before, ReadOnlySpan<byte> reason, bool isAsker)
    {
        var exit = new Broadcast(session.Server, session.User, Lines.Part(session.User, before, reason));
        var entrance = new Broadcast(session.Server, session.User, Lines.Join(session.User, room), Lines.ExtendedJoin(session.User, room));
        reply.Buffer.Add(exit.For(session.Outbox.Variant));
        reply.Buffer.Add(entrance.For(session.Outbox.Variant));
        reply.Topic(room);
        NameList? rest = session.Has(Capability.NoImplicitNames) ? null : reply.Names(room, session);
        if (rest is not null) reply.Buffer.ExpectMore();
        if (isAsker) reply.Buffer.Flush();
        // It has not asked for it: whoever does not read must not fill up.
        else reply.Buffer.FlushUnasked();
        return rest;
    }

    private static void Fail(CommandContext context, ReadOnlySpan<byte> code, byte[] room, byte[] name, ReadOnlySpan<byte> text) =>
        context.Reply.Fail(Verbs.Rename, code, [room, name], text);
}

using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 channel-rename: renames a room with all its members and state. Clients without the capability see themselves leave one room and
/// enter the other.
/// </summary>
internal static class Rename
{
    public static readonly Command Row = new("RENAME", Handle, "RENAME <room> <new name> [:<reason>]",
        "Gives a room another name.")
    { MinimumParameters = 2, Cost = 5, IsShared = true };

    /// <summary>
    /// The minimum time between renames of a room: telling a large room costs as much as if everybody entered it at once.
    /// </summary>
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
        byte[] name = message[1].ToArray();
        // What is to be asked of the store is asked for those only who may rename the room, and all is looked at again when it is.
        lock (room.Gate)
        {
            if (!May(context, room, message[0]) || Check(context, room, name) is not null)
            {
                Refuse(context, room, message[0], name);
                return;
            }
        }
        bool isOther = IsOther(message[0].ToArray(), name);
        using NameReservation? reservation = isOther ? Reserve(context, room, name) : null;
        if (isOther && reservation is null) return;
        var late = new List<(Session Session, NameList Names)>();
        lock (room.Gate)
        {
            if (!May(context, room, message[0]) || Check(context, room, name) is not null) Refuse(context, room, message[0], name);
            else Change(context, room, message, late);
            context.Reply.Buffer.Flush();
        }
        foreach ((Session session, NameList names) in late)
        {
            if (session == context.Session) context.TryPage(names);
            else names.SendUnasked();
        }
    }

    private static bool IsOther(byte[] before, byte[] name) => !CaseMapping.Ascii.Equals(before, name);

    private static bool May(CommandContext context, Room room, ReadOnlySpan<byte> asked) =>
        !room.IsClosed && room.Find(context.User) is { } member && member.IsAtLeast(Permissions.Rename(room))
            && CaseMapping.Ascii.Equals(asked, room.Name);

    // Within the room's lock: somebody who may not, or what cannot be.
    private static void Refuse(CommandContext context, Room room, ReadOnlySpan<byte> asked, byte[] name)
    {
        if (room.IsClosed || !CaseMapping.Ascii.Equals(asked, room.Name)) context.Reply.NoSuchRoom(asked);
        else if (room.Find(context.User) is not { } member) context.Reply.NotOnRoom(asked);
        else if (!member.IsAtLeast(Permissions.Rename(room))) context.Reply.StatusNeeded(room.Name, Permissions.Rename(room));
        else Fail(context, "CANNOT_RENAME"u8, room.Name, name, Encoding.UTF8.GetBytes(Check(context, room, name)!));
        context.Reply.Buffer.Flush();
    }

    // A registered room has its name although nobody is in it; and what was said in a room that has closed is there for whoever opens it
    // again. So nobody opens one of that name while the store is asked for it. Null where the name is taken, or that cannot be known now,
    // and has been answered. Under no lock.
    private static NameReservation? Reserve(CommandContext context, Room room, byte[] name)
    {
        byte[] before = room.Name;
        NameReservation? reservation = null;
        try
        {
            context.Server.Rooms.Registry.Prepare(room);
            context.Server.Rooms.FindOrOpen(name);
            // What was said here before goes with the room, and how long it is kept.
            context.Server.RoomConversations.LookUp(room);
            context.Server.Retention.Of(before);
            reservation = context.Server.Rooms.TryReserve(name);
            if (reservation is null) InUse(context, before, name);
            else if (context.Server.RoomConversations.IsFree(name, room)) return reservation;
            else Fail(context, "CHANNEL_NAME_IN_USE"u8, before, name, "There is history under that name; join that channel to read it"u8);
        }
        catch (StoreException exception)
        {
            Fail(context, "CANNOT_RENAME"u8, before, name,
                Encoding.UTF8.GetBytes($"It is not known whether that name is free: {exception.Message}"));
        }
        reservation?.Dispose();
        return null;
    }

    private static void InUse(CommandContext context, byte[] before, byte[] name) =>
        Fail(context, "CHANNEL_NAME_IN_USE"u8, before, name, "The channel name is already taken"u8);

    // Within the room's lock.
    private static string? Check(CommandContext context, Room room, byte[] name)
    {
        if (!RoomName.IsValid(name)) return "That is not a channel name";
        if (!IsOther(room.Name, name)) return null;
        if (NamesToTell(room) > MaximumNames) return "Too many members would have to enter it again: make a new channel and announce it";
        // People in line mode are put into it by its name.
        if (CaseMapping.Ascii.Equals(room.Name, Encoding.UTF8.GetBytes(context.Server.Options.Lobby))) return "The lobby keeps its name";
        return context.Server.Clock.GetUtcNow() - room.Renamed < Pause ? "This channel has been renamed recently" : null;
    }

    private static void Change(CommandContext context, Room room, in Message message, List<(Session Session, NameList Names)> late)
    {
        byte[] before = room.Name, name = message[1].ToArray();
        if (before.AsSpan().SequenceEqual(name) || !room.TryRename(name, context.Server.Clock.GetUtcNow()))
        {
            InUse(context, before, name);
            return;
        }
        bool isOther = IsOther(before, name);
        if (isOther) context.Session.CommandRateLimit?.Charge((int)(NamesToTell(room) / TokenNames));
        Tell(context, room, before, message[2], isOther, late);
    }

    private static void Tell(
        CommandContext context, Room room, byte[] before, ReadOnlySpan<byte> reason, bool isOther,
            List<(Session Session, NameList Names)> late)
    {
        var renamed = new Broadcast(context.Server, context.User, Lines.Rename(context.User, before, room.Name, reason));
        foreach (Session session in room.Members.SelectMany(member => member.User.Sessions))
        {
            bool knows = Knows(session);
            if (!knows && isOther)
            {
                bool isAsker = session == context.Session;
                if (Move(isAsker ? context.Reply : new Reply(session), session, room, before, reason, isAsker) is { } rest)
                    late.Add((session, rest));
            }
            else if (knows && session == context.Session) context.TellUser(ref renamed);
            else if (knows) renamed.To(session.Outbox);
        }
    }

    private static bool Knows(Session session) => session.Has(Capability.ChannelRename) || session.Outbox.Variant == Variant.Typed;

    // How many names those are listed who see themselves enter: each of them gets all.
    private static long NamesToTell(Room room) =>
        (long)room.Count * room.Members.Sum(member => member.User.Sessions.Count(session => !Knows(session)));

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

using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "JOIN message"; IRCv3 extended-join, no-implicit-names, away-notify.</summary>
internal static class Join
{
    public static readonly Command Row = new("JOIN", Handle, "JOIN <room>[,<room>...] [<key>[,<key>...]]",
        "Enters rooms; a new room is yours to run. JOIN 0 leaves all.")
    {
        MinimumParameters = 1,
        TakesTargets = true,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message[0].SequenceEqual("0"u8))
        {
            context.Reply.Buffer.ExpectMore();
            foreach (Room room in context.User.Rooms) Part.Leave(context, room.Name, default);
            return;
        }
        foreach (ReadOnlySpan<byte> name in new TargetList(message[0]))
        {
            Enter(context, name, KeyOf(name, message));
            if (!context.Page()) return;
        }
    }

    // The key at the place where the room was named first.
    private static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> name, in Message message)
    {
        var keys = new PositionList(message[1]);
        foreach (ReadOnlySpan<byte> named in new PositionList(message[0]))
        {
            keys.MoveNext();
            if (CaseMapping.Ascii.Equals(named, name)) return keys.Current;
        }
        return default;
    }

    private static void Enter(CommandContext context, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        if (!RoomName.IsValid(name))
        {
            context.Reply.NoSuchRoom(name);
            return;
        }
        var entrance = new JoinReplies(context, context.User);
        while (true)
        {
            if (Find(context, name) is not { } room) return;
            if (!TryEnter(context, room, name, key, entrance, mayForward: true, out byte[]? forward)) continue;
            // One hop only, so that rooms cannot send a guest around in circles.
            if (forward is not null) Follow(context, forward);
            return;
        }
    }

    // Null where it is not known whether the room is somebody's: nobody may enter it as a new one then.
    private static Room? Find(CommandContext context, ReadOnlySpan<byte> name)
    {
        try
        {
            return context.Server.Rooms.FindOrCreate(name, context.Server.Clock.GetUtcNow());
        }
        catch (StoreException exception)
        {
            context.Reply.Send(Numeric.ERR_UNAVAILRESOURCE, name,
                Encoding.UTF8.GetBytes($"Cannot join channel for now: {exception.Message}"));
            return null;
        }
    }

    private static void Follow(CommandContext context, byte[] forward)
    {
        var entrance = new JoinReplies(context, context.User);
        while (context.Server.Rooms.TryFind(forward, out Room? room)
            && !TryEnter(context, room, forward, default, entrance, mayForward: false, out _))
        {
        }
    }

    // False where the room has closed, or got another name, before it was locked, or what was last said there has to be read again.
    private static bool TryEnter(
        CommandContext context, Room room, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key, JoinReplies entrance, bool mayForward,
            out byte[]? forward)
    {
        forward = null;
        if (context.User.Rooms.Length < context.Server.Options.MaximumRoomsPerUser) context.Server.CommitPipeline.Open(room);
        // On every server, whether or not somebody there wants to know what was said.
        if (context.Server.IsShared) context.Server.CommitPipeline.LookUp(room);
        entrance.Read(room);
        // None of the user's other sessions comes or goes meanwhile.
        lock (context.User.Gate)
        {
            if (!TryEnterNow(context, room, name, key, entrance, mayForward, ref forward)) return false;
        }
        entrance.TellLate();
        return true;
    }

    private static bool TryEnterNow(
        CommandContext context, Room room, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key, JoinReplies entrance, bool mayForward,
            ref byte[]? forward)
    {
        lock (room.Gate)
        {
            if (room.IsClosed || !CaseMapping.Ascii.Equals(name, room.Name) || !entrance.IsCurrent(room)) return false;
            Enter(context, room, key, entrance, mayForward, ref forward);
            // Within the lock, so that nothing from the room comes between the entrance and the names; a forward goes with what comes of
            // it.
            if (forward is null) context.Reply.Buffer.Flush();
            return true;
        }
    }

    private static void Enter(CommandContext context, Room room, ReadOnlySpan<byte> key, JoinReplies entrance, bool mayForward,
        ref byte[]? forward)
    {
        if (room.Find(context.User) is not null) return;
        if (context.User.Rooms.Length >= context.Server.Options.MaximumRoomsPerUser)
        {
            context.Reply.Send(Numeric.ERR_TOOMANYCHANNELS, room.Name, "You have joined too many channels"u8);
            room.CloseIfEmpty();
            return;
        }
        if (Admission.Refuse(room, context.User, key, context.Server.Clock) is { } refusal && !Override.Admits(context, room, refusal))
        {
            if (mayForward && refusal.Forwards) forward = ForwardOf(context, room);
            if (forward is null) context.Reply.Send(refusal.Numeric, room.Name, refusal.Bytes);
            else context.Reply.Send(Numeric.ERR_LINKCHANNEL, room.Name, forward, "Forwarding to another channel"u8);
            return;
        }
        room.Enter(context.User);
        var join = new Broadcast(context.Server, context.User, Lines.Join(context.User, room), Lines.ExtendedJoin(context.User, room));
        join.Use(context.Server.Events.Keep(room, LineKind.Join, context.User, context.User.RealName));
        join.MayWait();
        context.Tell(room, ref join);
        if (context.User.Away is not null)
        {
            var away = new Broadcast(context.Server, context.User, Lines.Away(context.User));
            away.MayWait();
            away.To(room.Readers, except: context.Session.Outbox, Capability.AwayNotify);
        }
        entrance.Tell(room, context.Reply, context.Session);
        foreach (Session other in context.User.Sessions)
        {
            if (other == context.Session) continue;
            var reply = new Reply(other);
            entrance.Tell(room, reply, other);
            // Not what it has asked for: an idle terminal that does not read must not fill up.
            reply.Buffer.FlushUnasked();
        }
        MetadataNews.OfNewcomer(context, room);
        RoleGrants.OnJoin(context, room);
    }

    // A room that has closed since is not made anew for this.
    private static byte[]? ForwardOf(CommandContext context, Room room) =>
        room.Modes.Forward is { } name && context.Server.Rooms.TryFind(name, out _) ? name : null;
}

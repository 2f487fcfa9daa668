using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "JOIN message"; IRCv3 extended-join, no-implicit-names.</summary>
internal static class Join
{
    public static readonly Command Row = new("JOIN", Handle, "JOIN <room>[,<room>...] [<key>[,<key>...]]", "Enters rooms; a new room is yours to run. JOIN 0 leaves all.")
    {
        MinimumParameters = 1,
        TakesTargets = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message[0].SequenceEqual("0"u8))
        {
            context.Reply.Buffer.ExpectMore();
            foreach (Room room in context.User.Rooms) Part.Leave(context, room.Name, default);
            return;
        }
        var keys = new TargetList(message[1]);
        foreach (ReadOnlySpan<byte> name in new TargetList(message[0]))
        {
            ReadOnlySpan<byte> key = keys.MoveNext() ? keys.Current : default;
            Enter(context, name, key);
        }
    }

    private static void Enter(CommandContext context, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        if (!RoomName.IsValid(name))
        {
            context.Reply.NoSuchRoom(name);
            return;
        }
        while (true)
        {
            Room room = context.Server.Rooms.FindOrCreate(name, context.Server.Clock.GetUtcNow());
            lock (room.Gate)
            {
                // Nor is it the room that was asked for when it has got another name.
                if (room.IsClosed || !CaseMapping.Ascii.Equals(name, room.Name)) continue;
                Enter(context, room, key);
                // Within the lock, so that nothing from the room comes between the entrance and the names.
                context.Reply.Buffer.Flush();
                return;
            }
        }
    }

    private static void Enter(CommandContext context, Room room, ReadOnlySpan<byte> key)
    {
        if (room.Find(context.User) is not null) return;
        if (context.User.Rooms.Length >= context.Server.Options.MaximumRoomsPerUser)
        {
            context.Reply.Send(Numeric.ERR_TOOMANYCHANNELS, room.Name, "You have joined too many channels"u8);
            room.CloseIfEmpty();
            return;
        }
        if (!IsLetIn(context, room, key)) return;
        room.Enter(context.User);
        var entrance = new Broadcast(context.Server, context.User, Lines.Join(context.User, room), Lines.ExtendedJoin(context.User, room));
        context.Tell(room, ref entrance);
        context.Reply.Topic(room);
        if (!context.Session.Has(Capability.NoImplicitNames)) context.Reply.Names(room, context.Session);
    }

    private static bool IsLetIn(CommandContext context, Room room, ReadOnlySpan<byte> key)
    {
        RoomModes modes = room.Modes;
        bool invited = context.User.Invitations.Contains(room);
        if (modes.IsInviteOnly && !invited)
            return Refuse(Numeric.ERR_INVITEONLYCHAN, "Cannot join channel (+i)"u8);
        if (modes.Key is not null && !modes.Key.AsSpan().SequenceEqual(key))
            return Refuse(Numeric.ERR_BADCHANNELKEY, "Cannot join channel (+k)"u8);
        if (!invited && room.Bans.Matches(context.User))
            return Refuse(Numeric.ERR_BANNEDFROMCHAN, "Cannot join channel (+b)"u8);
        if (!invited && room.Count >= modes.Limit)
            return Refuse(Numeric.ERR_CHANNELISFULL, "Cannot join channel (+l)"u8);
        return true;

        bool Refuse(Numeric numeric, ReadOnlySpan<byte> why)
        {
            context.Reply.Send(numeric, room.Name, why);
            return false;
        }
    }
}

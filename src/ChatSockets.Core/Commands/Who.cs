using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "WHO message": a room, a nickname, a mask, or everybody; IRCv3 WHOX, multi-prefix, bot-mode.</summary>
internal static class Who
{
    /// <summary>The most users that a mask lists.</summary>
    private const int MaximumByMask = 500;

    private const int MaskCost = 3;

    public static readonly Command Row = new(
        "WHO", Handle, "WHO [<room, nickname or mask> [o][%<fields>[,<token>]]]",
            "Lists the users in a room or matching a mask; o: operators only.");

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> mask = message[0];
        var request = new WhoRequest(message[1]);
        if (RoomName.IsRoom(mask)) ListRoom(context, mask, request);
        else if (mask.IsEmpty || mask.SequenceEqual("0"u8)) ListMask(context, "*"u8, request);
        else if (!request.NamesProperties && context.Server.Users.TryFind(mask, out User? user)) ListUser(context, user, request);
        else ListMask(context, mask, request);
        context.Reply.Send(Numeric.RPL_ENDOFWHO, mask.IsEmpty ? "*"u8 : mask, "End of WHO list"u8);
    }

    private static void ListRoom(CommandContext context, ReadOnlySpan<byte> name, in WhoRequest request)
    {
        if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) return;
        bool isMember;
        (User User, MemberModes Modes)[] members;
        // A copy: thousands of lines take their time, in which the room talks on.
        lock (room.Gate)
        {
            isMember = room.Find(context.User) is not null;
            members = [.. room.Members.Select(member => (member.User, member.Modes))];
        }
        var line = new WhoLine(context, request);
        foreach ((User user, MemberModes modes) in members)
        {
            if (request.OperatorsOnly && !user.IsOperator) continue;
            if (isMember || context.User.SeesInRoom(user)) line.Write(room.Name, user, modes);
            if (!context.Page()) return;
        }
    }

    private static void ListMask(CommandContext context, ReadOnlySpan<byte> mask, in WhoRequest request)
    {
        // Everybody is looked at; a room, which clients ask for at each JOIN, costs no more than any line.
        context.Session.CommandRateLimit?.Charge(MaskCost - 1);
        int listed = 0;
        foreach (User user in context.Server.Users.All)
        {
            if (!request.Fits(context, mask, user) || !context.User.Finds(user)) continue;
            if (++listed > MaximumByMask) return;
            WriteUser(context, user, request);
            if (!context.Page()) return;
        }
    }

    private static void ListUser(CommandContext context, User user, in WhoRequest request)
    {
        if (!request.OperatorsOnly || user.IsOperator) WriteUser(context, user, request);
    }

    // With a room that both are in, where there is one.
    private static void WriteUser(CommandContext context, User user, in WhoRequest request)
    {
        var line = new WhoLine(context, request);
        if (context.User.CommonRoom(user) is not { } room)
        {
            line.Write("*"u8, user, MemberModes.None);
            return;
        }
        MemberModes modes;
        lock (room.Gate) modes = room.Find(user)?.Modes ?? MemberModes.None;
        line.Write(room.Name, user, modes);
    }
}

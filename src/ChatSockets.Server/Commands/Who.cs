using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "WHO message": a room, a nickname, a mask, or everybody.</summary>
internal static class Who
{
    /// <summary>The most users that a mask lists.</summary>
    private const int MaximumByMask = 500;

    private const int MaskCost = 3;

    public static readonly Command Row = new("WHO", Handle, "WHO [<room, nickname or mask>]", "Lists who is in a room, or who fits a mask.");

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> mask = message[0];
        if (RoomName.IsRoom(mask)) ListRoom(context, mask);
        else if (mask.IsEmpty || mask.SequenceEqual("0"u8)) ListMask(context, "*"u8);
        else if (!Mask.HasWildcard(mask) && context.Server.Users.TryFind(mask, out User? user)) ListUser(context, user);
        else ListMask(context, mask);
        context.Reply.Send(Numeric.RPL_ENDOFWHO, mask.IsEmpty ? "*"u8 : mask, "End of WHO list"u8);
    }

    private static void ListRoom(CommandContext context, ReadOnlySpan<byte> name)
    {
        if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) return;
        lock (room.Gate)
        {
            bool isMember = room.Find(context.User) is not null;
            foreach (Membership member in room.Members)
            {
                if (isMember || !member.User.IsInvisible) Line(context, room.Name, member.User, member);
            }
        }
    }

    private static void ListMask(CommandContext context, ReadOnlySpan<byte> mask)
    {
        // Everybody is looked at; a room, which clients ask for at each JOIN, costs no more than any line.
        context.Session.FloodGate?.Charge(MaskCost - 1);
        int listed = 0;
        foreach (User user in context.Server.Users.All)
        {
            if (user.IsInvisible && user != context.User && !user.SharesRoomWith(context.User)) continue;
            if (!Fits(mask, user) || ++listed > MaximumByMask) continue;
            ListUser(context, user);
            if (!context.Page()) return;
        }
    }

    private static bool Fits(ReadOnlySpan<byte> mask, User user) =>
        Mask.Matches(mask, user.Nickname, CaseMapping.Ascii)
        || Mask.Matches(mask, user.Username, CaseMapping.Ascii)
        || Mask.Matches(mask, user.Host, CaseMapping.Ascii)
        || Mask.Matches(mask, user.RealName, CaseMapping.Ascii);

    // With a room that both are in, where there is one.
    private static void ListUser(CommandContext context, User user)
    {
        ImmutableArray<Room> own = context.User.Rooms;
        foreach (Room room in user.Rooms)
        {
            if (!own.Contains(room)) continue;
            lock (room.Gate)
            {
                if (room.Find(user) is not { } member) continue;
                Line(context, room.Name, user, member);
                return;
            }
        }
        Line(context, "*"u8, user, null);
    }

    private static void Line(CommandContext context, ReadOnlySpan<byte> room, User user, Membership? member)
    {
        Span<byte> flags = stackalloc byte[1 + Membership.Statuses.Count];
        flags[0] = user.Away is null ? (byte)'H' : (byte)'G';
        int length = 1 + (member?.WriteSigns(flags[1..], context.Session.Has(Capability.MultiPrefix)) ?? 0);

        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOREPLY);
        writer.Parameter(room);
        writer.Parameter(user.Username);
        writer.Parameter(user.Host);
        writer.Parameter(context.Server.Name);
        writer.Parameter(user.Nickname);
        writer.Parameter(flags[..length]);
        writer.Trailing([.. "0 "u8, .. user.RealName]);
        context.Reply.Buffer.End(ref writer);
    }
}

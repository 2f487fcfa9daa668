using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "KICK message": one room and several users, or as many rooms as users.</summary>
internal static class Kick
{
    /// <summary>The longest reason, in bytes (ISUPPORT KICKLEN).</summary>
    public const int MaximumReasonBytes = 255;

    public static readonly Command Row = new("KICK", Handle, "KICK <room> <nickname>[,<nickname>...] [:<reason>]",
        "Puts members out of a room.")
    {
        MinimumParameters = 2,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> reason = Utf8Text.Clip(message.Count > 2 ? message[2] : context.User.Nickname, MaximumReasonBytes);
        if (message[1].Contains((byte)',')) context.Reply.Buffer.ExpectMore();
        bool isOneRoom = !message[0].Contains((byte)',');
        var rooms = new PositionList(message[0]);
        int targets = 0;
        var nicknames = new PositionList(message[1]);
        while (nicknames.MoveNext())
        {
            rooms.MoveNext();
            ReadOnlySpan<byte> room = isOneRoom ? message[0] : rooms.Current, nickname = nicknames.Current;
            // Two lists go by their places: what has no counterpart is passed over, and so is a pair that was named before.
            if (room.IsEmpty || nickname.IsEmpty || WasNamed(message, nicknames.Position, room, nickname, isOneRoom)) continue;
            if (++targets > IsupportTokens.MaximumTargets)
            {
                context.Reply.TooManyTargets(Verbs.Kick);
                return;
            }
            KickOne(context, room, nickname, reason);
        }
    }

    private static bool WasNamed(in Message message, int position, ReadOnlySpan<byte> room, ReadOnlySpan<byte> nickname, bool isOneRoom)
    {
        PositionList rooms = new(message[0]), nicknames = new(message[1]);
        for (int i = 1; i < position; i++)
        {
            rooms.MoveNext();
            nicknames.MoveNext();
            bool isSameRoom = isOneRoom || CaseMapping.Ascii.Equals(rooms.Current, room);
            if (isSameRoom && CaseMapping.Ascii.Equals(nicknames.Current, nickname)) return true;
        }
        return false;
    }

    private static void KickOne(CommandContext context, ReadOnlySpan<byte> name, ReadOnlySpan<byte> nickname, ReadOnlySpan<byte> reason)
    {
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
            }
            else if (!member.IsAtLeast(Permissions.Kick))
            {
                context.Reply.StatusNeeded(room.Name, Permissions.Kick);
            }
            else if (!context.Server.Users.TryFind(nickname, out User? victim))
            {
                context.Reply.NoSuchNick(nickname);
            }
            else if (room.Find(victim) is not { } other)
            {
                context.Reply.NotInRoom(victim.Nickname, room.Name);
            }
            else if (!member.MayActOn(other))
            {
                context.Reply.RankTooLow(room.Name, other);
            }
            else
            {
                Override.Log(context, room, "KICK", own => own.IsAtLeast(Permissions.Kick) && own.MayActOn(other),
                    Encoding.UTF8.GetString(victim.Nickname));
                context.Tell(room, Lines.Kick(context.User, room, victim, reason), LineKind.Kick,
                    [.. victim.Nickname, (byte)' ', .. reason]);
                context.Reply.Buffer.Flush();
                room.Leave(victim);
            }
        }
    }
}

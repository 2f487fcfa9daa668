using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "WHOIS message".</summary>
internal static class Whois
{
    public static readonly Command Row = new("WHOIS", Handle, "WHOIS <nickname>", "Tells who somebody is and where.");

    private static void Handle(CommandContext context, in Message message)
    {
        // WHOIS <server> <nickname> asks a server; there is only this one.
        ReadOnlySpan<byte> nickname = message.Count > 1 ? message[1] : message[0];
        if (nickname.IsEmpty)
        {
            context.Reply.NoNicknameGiven();
            return;
        }
        if (message.Count > 1 && !Servers.IsThis(context, message[0])) return;
        if (context.Server.Users.TryFind(nickname, out User? user)) Tell(context, user);
        else context.Reply.NoSuchNick(nickname);
        context.Reply.Send(Numeric.RPL_ENDOFWHOIS, nickname, "End of /WHOIS list"u8);
    }

    private static void Tell(CommandContext context, User user)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISUSER);
        writer.Parameter(user.Nickname);
        writer.Parameter(user.Username);
        writer.Parameter(user.Host);
        writer.Parameter("*"u8);
        writer.Trailing(user.RealName);
        context.Reply.Buffer.End(ref writer);

        TellRooms(context, user);
        context.Reply.Send(
            Numeric.RPL_WHOISSERVER, user.Nickname, context.Server.Name, Encoding.UTF8.GetBytes(context.Server.Options.Network));
        context.Reply.Away(user);

        writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISIDLE);
        writer.Parameter(user.Nickname);
        writer.Parameter((long)(context.Server.Clock.GetUtcNow() - user.LastSpoke).TotalSeconds);
        writer.Parameter(user.SignedOn.ToUnixTimeSeconds());
        writer.Trailing("seconds idle, signon time"u8);
        context.Reply.Buffer.End(ref writer);
    }

    private static void TellRooms(CommandContext context, User user)
    {
        Span<byte> signs = stackalloc byte[Membership.Statuses.Count];
        var list = new List<byte>();
        foreach (Room room in user.Rooms)
        {
            lock (room.Gate)
            {
                bool isHidden = !room.IsVisibleTo(context.User)
                    || (user.IsInvisible && user != context.User && !context.User.May(Privileges.SeeHidden) && room.Find(context.User) is null);
                if (isHidden || room.Find(user) is not { } member) continue;
                if (list.Count + room.Name.Length > 300) Flush();
                if (list.Count > 0) list.Add((byte)' ');
                list.AddRange(signs[..member.WriteSigns(signs, context.Session.Has(Capability.MultiPrefix))]);
                list.AddRange(room.Name);
            }
        }
        Flush();

        void Flush()
        {
            if (list.Count > 0) context.Reply.Send(Numeric.RPL_WHOISCHANNELS, user.Nickname, list.ToArray());
            list.Clear();
        }
    }
}

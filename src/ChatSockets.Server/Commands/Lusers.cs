using System.Globalization;
using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "LUSERS message": how many are here.</summary>
internal static class Lusers
{
    public static readonly Command Row = new("LUSERS", Handle, "LUSERS", "Tells how many users and rooms there are.");

    // RFC 2812, 3.4.2: which servers are meant, and which is to answer.
    private static void Handle(CommandContext context, in Message message)
    {
        if (Servers.IsThis(context, message[0]) && Servers.IsThis(context, message[1])) Send(context);
    }

    public static void Send(CommandContext context)
    {
        UserDirectory all = context.Server.Users;
        int users = all.Count, most = all.Most, invisible = all.Invisible;
        context.Reply.Send(Numeric.RPL_LUSERCLIENT,
            $"There are {Math.Max(0, users - invisible)} users and {invisible} invisible on 1 servers");
        Count(context, Numeric.RPL_LUSEROP, all.Operators, "operator(s) online"u8);
        Count(context, Numeric.RPL_LUSERUNKNOWN, all.Unknown, "unknown connection(s)"u8);
        Count(context, Numeric.RPL_LUSERCHANNELS, context.Server.Rooms.Count, "channels formed"u8);
        context.Reply.Send(Numeric.RPL_LUSERME, $"I have {users} clients and 0 servers");
        Current(context, Numeric.RPL_LOCALUSERS, "local", users, most);
        Current(context, Numeric.RPL_GLOBALUSERS, "global", users, most);
    }

    // These three numbers are positive: what there is none of is not told (RFC 2812, 5.1).
    private static void Count(CommandContext context, Numeric numeric, int count, ReadOnlySpan<byte> text)
    {
        if (count <= 0) return;
        MessageWriter writer = context.Reply.Buffer.Begin(numeric);
        writer.Parameter(count);
        writer.Trailing(text);
        context.Reply.Buffer.End(ref writer);
    }

    private static void Current(CommandContext context, Numeric numeric, string which, int users, int most)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(numeric);
        writer.Parameter(users);
        writer.Parameter(most);
        writer.Trailing(string.Create(CultureInfo.InvariantCulture, $"Current {which} users {users}, max {most}"));
        context.Reply.Buffer.End(ref writer);
    }
}

using System.Globalization;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "LUSERS message": how many are here.</summary>
internal static class Lusers
{
    public static readonly Command Row = new("LUSERS", Handle, "LUSERS", "Tells how many users and rooms there are.");

    private static void Handle(CommandContext context, in Message message) => Send(context);

    public static void Send(CommandContext context)
    {
        int users = context.Server.Users.Count;
        int most = context.Server.Users.Most;
        int invisible = context.Server.Users.Invisible;
        context.Reply.Send(Numeric.RPL_LUSERCLIENT, $"There are {users - invisible} users and {invisible} invisible on 1 servers");
        Count(context, Numeric.RPL_LUSEROP, context.Server.Users.Operators, "operator(s) online"u8);
        Count(context, Numeric.RPL_LUSERCHANNELS, context.Server.Rooms.Count, "channels formed"u8);
        context.Reply.Send(Numeric.RPL_LUSERME, $"I have {users} clients and 0 servers");
        Current(context, Numeric.RPL_LOCALUSERS, "local", users, most);
        Current(context, Numeric.RPL_GLOBALUSERS, "global", users, most);
    }

    private static void Count(CommandContext context, Numeric numeric, int count, ReadOnlySpan<byte> text)
    {
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

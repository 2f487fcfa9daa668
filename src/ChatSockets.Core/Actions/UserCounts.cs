using System.Globalization;
using System.Text.Unicode;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>How many users and rooms there are: Modern IRC, "LUSERS message", which everybody is also told when they come.</summary>
internal static class UserCounts
{
    // Written as bytes, because an interpolated string borrows from a pool, of which the thread of each connection would keep a kilobyte.
    private const int LongestText = 128;

    public static void Send(CommandContext context)
    {
        UserDirectory all = context.Server.Users;
        int users = all.Count, most = all.Most, invisible = all.Invisible;
        Span<byte> text = stackalloc byte[LongestText];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture,
            $"There are {Math.Max(0, users - invisible)} users and {invisible} invisible on 1 servers", out int length);
        context.Reply.Send(Numeric.RPL_LUSERCLIENT, text[..length]);
        Count(context, Numeric.RPL_LUSEROP, all.Operators, "operator(s) online"u8);
        Count(context, Numeric.RPL_LUSERUNKNOWN, all.Unknown, "unknown connection(s)"u8);
        Count(context, Numeric.RPL_LUSERCHANNELS, context.Server.Rooms.Count, "channels formed"u8);
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"I have {users} clients and 0 servers", out length);
        context.Reply.Send(Numeric.RPL_LUSERME, text[..length]);
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
        Span<byte> text = stackalloc byte[LongestText];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"Current {which} users {users}, max {most}", out int length);
        writer.Trailing(text[..length]);
        context.Reply.Buffer.End(ref writer);
    }
}

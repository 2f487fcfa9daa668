using System.Globalization;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "WHOWAS message".</summary>
internal static class Whowas
{
    public static readonly Command Row = new("WHOWAS", Handle, "WHOWAS <nickname> [<count>]", "Tells who had a nickname before.");

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> nickname = message[0];
        if (nickname.IsEmpty)
        {
            context.Reply.NoNicknameGiven();
            return;
        }
        if (!Servers.IsThis(context, message[2])) return;
        // A count of none, or of less, means all.
        bool limited = int.TryParse(message[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0;
        IReadOnlyList<WhowasHistory.Entry> entries = context.Server.Whowas.Find(nickname.ToArray());
        foreach (WhowasHistory.Entry entry in entries.Take(limited ? count : entries.Count)) Tell(context, entry);
        if (entries.Count == 0) context.Reply.Send(Numeric.ERR_WASNOSUCHNICK, nickname, "There was no such nickname"u8);
        context.Reply.Send(Numeric.RPL_ENDOFWHOWAS, nickname, "End of WHOWAS"u8);
    }

    private static void Tell(CommandContext context, WhowasHistory.Entry entry)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOWASUSER);
        writer.Parameter(entry.Nickname);
        writer.Parameter(entry.Username);
        writer.Parameter(entry.Host);
        writer.Parameter("*"u8);
        writer.Trailing(entry.RealName);
        context.Reply.Buffer.End(ref writer);

        // Who is gone cannot prove that it was him: his address is for operators.
        if (context.User.SeesHidden()) context.Reply.Actually(entry.Nickname, entry.Username, entry.Address);
        if (entry.Account is { } account) context.Reply.Send(Numeric.RPL_WHOISACCOUNT, entry.Nickname, account, "was logged in as"u8);

        writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISSERVER);
        writer.Parameter(entry.Nickname);
        writer.Parameter(context.Server.Name);
        writer.Trailing(entry.Left.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture));
        context.Reply.Buffer.End(ref writer);
    }
}

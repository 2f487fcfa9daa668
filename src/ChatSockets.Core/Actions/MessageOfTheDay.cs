using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>The message of the day: Modern IRC, "MOTD message", which everybody is also told when they come.</summary>
internal static class MessageOfTheDay
{
    public static void Send(CommandContext context)
    {
        IReadOnlyList<string> lines = context.Server.Options.MessageOfTheDay;
        if (lines.Count == 0)
        {
            context.Reply.Send(Numeric.ERR_NOMOTD, "MOTD File is missing"u8);
            return;
        }
        context.Reply.Send(Numeric.RPL_MOTDSTART, $"- {context.Server.Options.Name} Message of the day - ");
        foreach (string line in lines) context.Reply.Send(Numeric.RPL_MOTD, $"- {line}");
        context.Reply.Send(Numeric.RPL_ENDOFMOTD, "End of /MOTD command."u8);
    }
}

using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "MOTD message".</summary>
internal static class Motd
{
    public static readonly Command Row = new("MOTD", Handle, "MOTD", "Shows the message of the day.") { Cost = 2 };

    private static void Handle(CommandContext context, in Message message)
    {
        if (Servers.IsThis(context, message[0])) Send(context);
    }

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

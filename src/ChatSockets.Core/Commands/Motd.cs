using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "MOTD message".</summary>
internal static class Motd
{
    public static readonly Command Row = new("MOTD", Handle, "MOTD", "Shows the message of the day.") { Cost = 2 };

    private static void Handle(CommandContext context, in Message message)
    {
        if (Servers.IsThis(context, message[0])) MessageOfTheDay.Send(context);
    }
}

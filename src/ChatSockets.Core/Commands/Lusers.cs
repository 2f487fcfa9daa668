using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "LUSERS message": how many are here.</summary>
internal static class Lusers
{
    public static readonly Command Row = new("LUSERS", Handle, "LUSERS", "Tells how many users and rooms there are.");

    // RFC 2812, 3.4.2: which servers are meant, and which is to answer.
    private static void Handle(CommandContext context, in Message message)
    {
        if (Servers.IsThis(context, message[0]) && Servers.IsThis(context, message[1])) UserCounts.Send(context);
    }
}

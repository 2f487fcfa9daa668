using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>RFC 2812, 4.6 "Users": the users logged in to the machine. No server reveals them any more, but each has to say so.</summary>
internal static class Users
{
    public static readonly Command Row = new("USERS", Handle, "USERS",
        "Does not list users of the server's machine; WHO lists the users of the chat.");

    private static void Handle(CommandContext context, in Message message)
    {
        if (Servers.IsThis(context, message[0])) context.Reply.Send(Numeric.ERR_USERSDISABLED, "USERS has been disabled"u8);
    }
}

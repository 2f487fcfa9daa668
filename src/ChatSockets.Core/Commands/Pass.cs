using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "PASS message".</summary>
internal static class Pass
{
    public static readonly Command Row = new("PASS", Handle, "PASS <password>", "Gives the server's password, before NICK and USER.")
    {
        BeforeRegistration = true,
        MinimumParameters = 1,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (context.User.IsRegistered) context.Reply.AlreadyRegistered();
        else context.Session.Password = message[0].ToArray();
    }
}

using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "ERROR message": for servers to send. From a client it is heard and not answered.</summary>
internal static class Error
{
    public static readonly Command Row = new("ERROR", Handle, "ERROR :<text>", "Is for servers only.") { BeforeRegistration = true };

    private static void Handle(CommandContext context, in Message message)
    {
    }
}

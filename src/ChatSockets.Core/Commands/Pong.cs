using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "PONG message": that something was heard was noted already; here the time that it took.</summary>
internal static class Pong
{
    public static readonly Command Row = new("PONG", Handle, "PONG <token>", "Answers a PING.") { BeforeRegistration = true };

    private static void Handle(CommandContext context, in Message message)
    {
        context.Session.Ponged();
    }
}

using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "PING message".</summary>
internal static class Ping
{
    public static readonly Command Row = new("PING", Handle, "PING <token>",
        "Is answered with PONG and the same token.")
    { BeforeRegistration = true };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message.Count == 0)
        {
            context.Reply.NeedMoreParameters(Verbs.Ping);
            return;
        }
        if (message[0].IsEmpty)
        {
            context.Reply.Send(Numeric.ERR_NOORIGIN, "No origin specified"u8);
            return;
        }
        MessageWriter writer = context.Reply.Buffer.Begin(Verbs.Pong);
        writer.Parameter(context.Server.Name);
        writer.Trailing(message[0]);
        context.Reply.Buffer.End(ref writer);
    }
}

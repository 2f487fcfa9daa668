using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// RFC 2812, 3.4.5 "Links message": the servers of the network, which is this one alone. Replies as in Modern IRC, "Numerics".
/// </summary>
internal static class Links
{
    public static readonly Command Row = new("LINKS", Handle, "LINKS [[<server>] <mask>]", "Lists the servers of the network.");

    private static void Handle(CommandContext context, in Message message)
    {
        // LINKS <server> <mask> asks a server; there is only this one.
        if (message.Count > 1 && !Servers.IsThis(context, message[0])) return;
        ReadOnlySpan<byte> mask = message.Count > 1 ? message[1] : message[0];
        if (mask.IsEmpty || Mask.Matches(mask, context.Server.Name, CaseMapping.Ascii))
        {
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_LINKS);
            writer.Parameter(context.Server.Name);
            writer.Parameter(context.Server.Name);
            writer.Trailing("0 " + context.Server.Options.Network);
            context.Reply.Buffer.End(ref writer);
        }
        context.Reply.Send(Numeric.RPL_ENDOFLINKS, "*"u8, "End of /LINKS list"u8);
    }
}

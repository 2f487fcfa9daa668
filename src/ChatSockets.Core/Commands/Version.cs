using ChatSockets.Core.Actions;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "VERSION message".</summary>
internal static class Version
{
    public static readonly Command Row = new("VERSION", Handle, "VERSION", "Tells the server's version and what it supports.");

    private static void Handle(CommandContext context, in Message message)
    {
        if (!Servers.IsThis(context, message[0])) return;
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_VERSION);
        writer.Parameter(ProgramVersion.Text);
        writer.Parameter(context.Server.Name);
        writer.Trailing("IRC with IRCv3, and line mode"u8);
        context.Reply.Buffer.End(ref writer);
        context.Server.Isupported.Send(context.Reply);
    }
}

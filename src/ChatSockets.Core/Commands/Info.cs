using System.Globalization;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "INFO message": the program and when it was started.</summary>
internal static class Info
{
    public static readonly Command Row = new("INFO", Handle, "INFO", "Tells what the server is.");

    private static void Handle(CommandContext context, in Message message)
    {
        if (!Servers.IsThis(context, message[0])) return;
        context.Reply.Send(Numeric.RPL_INFO,
            $"{ProgramVersion.Text}, a chat server for IRC with IRCv3 and for people with nothing but nc or telnet");
        context.Reply.Send(Numeric.RPL_INFO, $"This is {context.Server.Options.Name} of the {context.Server.Options.Network} network");
        string since = context.Server.Started.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        context.Reply.Send(Numeric.RPL_INFO, $"It runs since {since}");
        context.Reply.Send(Numeric.RPL_INFO, "HELP lists the commands, VERSION the supported features");
        context.Reply.Send(Numeric.RPL_ENDOFINFO, "End of INFO list"u8);
    }
}

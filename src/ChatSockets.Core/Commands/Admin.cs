using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "ADMIN message": the administrator, as far as configured.</summary>
internal static class Admin
{
    public static readonly Command Row = new("ADMIN", Handle, "ADMIN", "Tells who runs the server and how to reach them.");

    private static void Handle(CommandContext context, in Message message)
    {
        if (!Servers.IsThis(context, message[0])) return;
        ChatOptions options = context.Server.Options;
        if (options.AdminName.Length + options.AdminLocation.Length + options.AdminEmail.Length == 0)
        {
            context.Reply.Send(Numeric.ERR_NOADMININFO, context.Server.Name, "No administrative info available"u8);
            return;
        }
        context.Reply.Send(Numeric.RPL_ADMINME, context.Server.Name, "Administrative info"u8);
        // In the order of RFC 2812: where, who, how.
        Tell(context, Numeric.RPL_ADMINLOC1, options.AdminLocation);
        Tell(context, Numeric.RPL_ADMINLOC2, options.AdminName);
        Tell(context, Numeric.RPL_ADMINEMAIL, options.AdminEmail);
    }

    private static void Tell(CommandContext context, Numeric numeric, string text)
    {
        if (text.Length > 0) context.Reply.Send(numeric, Encoding.UTF8.GetBytes(text));
    }
}

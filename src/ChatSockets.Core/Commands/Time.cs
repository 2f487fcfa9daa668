using System.Globalization;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "TIME message".</summary>
internal static class Time
{
    public static readonly Command Row = new("TIME", Handle, "TIME", "Tells the server's local time.");

    private static void Handle(CommandContext context, in Message message)
    {
        if (!Servers.IsThis(context, message[0])) return;
        string time = context.Server.Clock.GetLocalNow().ToString("dddd, d MMMM yyyy, HH:mm:ss zzz", CultureInfo.InvariantCulture);
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_TIME);
        writer.Parameter(context.Server.Name);
        writer.Trailing(time);
        context.Reply.Buffer.End(ref writer);
    }
}

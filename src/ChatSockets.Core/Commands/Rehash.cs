using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Modern IRC, "REHASH message": rereads the configuration. Errors are reported line by line, and then nothing has changed.
/// </summary>
internal static class Rehash
{
    public static readonly Command Row = new("REHASH", Handle, "REHASH",
        "Has the server read its configuration again.")
    { Needs = Privileges.Rehash };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!Servers.IsThis(context, message[0])) return;
        OperatorLog.Act(context, "REHASH");
        context.Reply.Send(Numeric.RPL_REHASHING, "configuration"u8, "Rehashing"u8);
        ReloadResult result = context.Server.Rehash();
        if (result.Errors.Count > 0)
        {
            context.Reply.Notice("The configuration stays as it is:");
            foreach (string error in result.Errors) context.Reply.Notice(error);
            return;
        }
        context.Reply.Notice(result.Changed.Count == 0 ? "Nothing has changed" : $"Changed: {string.Join(", ", result.Changed)}");
        if (result.NeedsRestart.Count > 0)
            context.Reply.Notice($"This takes effect at the next start: {string.Join(", ", result.NeedsRestart)}");
    }
}

using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class Resend
{
    public static readonly SlashCommand Row = new(
        "resend", "", "send again what was refused here, or of which it is unknown whether it arrived", Run);

    private static string? Run(SlashCall call)
    {
        if (Failed.Of(call) is not { Count: > 0 } failed) return "nothing waits to be sent again";
        foreach (OutboxEntry each in failed) call.Network.Outbox.Retry(each);
        return null;
    }
}

using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class Drop
{
    public static readonly SlashCommand Row = new(
        "drop", "", "give up what was refused here, or of which it is unknown whether it arrived", Run)
    { Offline = true };

    private static string? Run(SlashCall call)
    {
        if (Failed.Of(call) is not { Count: > 0 } failed) return "nothing waits to be sent again";
        foreach (OutboxEntry each in failed) call.Network.Outbox.Remove(each);
        call.App.Tell(failed.Count == 1 ? $"given up: {failed[0].Text}" : $"given up: {failed.Count} messages");
        return null;
    }
}

namespace ChatSockets.Client.Commands;

internal static class Unread
{
    public static readonly SlashCommand Row = new(
        "unread", "", "go to the next conversation with unread messages, mentions first", Run)
    { Offline = true };

    private static string? Run(SlashCall call) =>
        call.App.Conversations.StepToUnread() ? null : "nothing is unread";
}

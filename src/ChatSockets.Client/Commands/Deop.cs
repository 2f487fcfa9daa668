namespace ChatSockets.Client.Commands;

internal static class Deop
{
    public static readonly SlashCommand Row = new("deop", "[ROOM] NICK...", "take an operator's rights back", Run);

    private static string? Run(SlashCall call) => MemberMode.Change(call, given: false, 'o');
}

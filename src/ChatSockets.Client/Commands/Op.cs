namespace ChatSockets.Client.Commands;

internal static class Op
{
    public static readonly SlashCommand Row = new("op", "[ROOM] NICK...", "make somebody an operator of the room", Run);

    private static string? Run(SlashCall call) => MemberMode.Change(call, given: true, 'o');
}

namespace ChatSockets.Client.Commands;

internal static class Voice
{
    public static readonly SlashCommand Row = new("voice", "[ROOM] NICK...", "let somebody speak in a moderated room", Run);

    private static string? Run(SlashCall call) => MemberMode.Change(call, given: true, 'v');
}

namespace ChatSockets.Client.Commands;

internal static class Unignore
{
    public static readonly SlashCommand Row = new("unignore", "NICK", "show again what somebody says", Run) { Offline = true };

    private static string? Run(SlashCall call)
    {
        string nick = call.Word();
        if (nick.Length == 0) return call.Usage;
        return call.Network.Ignored.Remove(nick) ? null : $"{nick} is not ignored";
    }
}

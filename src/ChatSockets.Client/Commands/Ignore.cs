namespace ChatSockets.Client.Commands;

internal static class Ignore
{
    public static readonly SlashCommand Row = new("ignore", "[NICK]", "do not show what somebody says; without a name, see whom",
        Run)
    { Offline = true };

    private static string? Run(SlashCall call)
    {
        string nick = call.Word();
        if (nick.Length > 0) call.Network.Ignored.Add(nick);
        call.App.Tell(call.Network.Ignored.Count == 0 ? "nobody is ignored" : $"ignored: {string.Join(' ', call.Network.Ignored)}");
        return null;
    }
}

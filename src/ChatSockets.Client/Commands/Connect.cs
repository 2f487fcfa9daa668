using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Commands;

internal static class Connect
{
    public static readonly SlashCommand Row = new("connect", "HOST[:PORT]", "leave this server for another one", Run)
    {
        Aliases = ["server"],
        Offline = true,
    };

    private static string? Run(SlashCall call)
    {
        string text = call.Word();
        if (text.Length == 0) return call.Usage;
        if (ServerAddress.Parse(text, out string error) is not { } server) return error;
        call.App.MoveTo(server);
        return null;
    }
}

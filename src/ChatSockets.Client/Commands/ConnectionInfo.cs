using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class ConnectionInfo
{
    public static readonly SlashCommand Row = new("connection", "", "see where you are connected to, and how safe that is", Run)
    {
        Offline = true,
    };

    private static string? Run(SlashCall call)
    {
        foreach (Network network in call.App.Networks)
        {
            string name = network.Options.NetworkName is { } own ? $"{own}: " : "";
            call.App.Tell($"{name}{network.Server}: {network.Session?.Security.ToString() ?? "not connected"}");
        }
        return null;
    }
}

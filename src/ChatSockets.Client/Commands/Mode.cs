using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Mode
{
    public static readonly SlashCommand Row = new("mode", "[TARGET] [MODES...]", "see or set modes", Run);

    private static string? Run(SlashCall call)
    {
        string target = call.Session.IsMe(call.Rest.Split(' ')[0]) ? call.Word() : call.Room() ?? "";
        if (target.Length == 0) return call.Usage;
        string[] words = call.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        call.Session.Outgoing.Send(Verbs.Mode, [target, .. words]);
        return null;
    }
}

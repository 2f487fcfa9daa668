using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Ctcp
{
    public static readonly SlashCommand Row = new("ctcp", "NICK COMMAND [TEXT]", "ask somebody's program: VERSION, PING, TIME", Run);

    private static string? Run(SlashCall call)
    {
        string target = call.Word();
        string command = call.Word().ToUpperInvariant();
        if (target.Length == 0 || command.Length == 0) return call.Usage;
        string text = call.Rest.Length > 0 ? $"{command} {call.Rest}" : command;
        call.Session.Outgoing.Send(Verbs.Privmsg, target, $"\u0001{text}\u0001");
        return null;
    }
}

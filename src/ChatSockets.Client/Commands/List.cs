using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class List
{
    public static readonly SlashCommand Row = new("list", "[MASK]", "see which rooms there are", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length > 0) call.Session.Outgoing.Send(Verbs.List, call.Word());
        else call.Session.Outgoing.Send(Verbs.List);
        return null;
    }
}

using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Ban
{
    public static readonly SlashCommand Row = new("ban", "[ROOM] [NICK|MASK]", "keep somebody out; without a name, see who is", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Room() is not { } room) return call.Usage;
        string who = call.Word();
        if (who.Length == 0) call.Session.Outgoing.Send(Verbs.Mode, room, "+b");
        else call.Session.Outgoing.Send(Verbs.Mode, room, "+b", Complete(who));
        return null;
    }

    // A nickname is the whole mask nick!*@*, part of a mask is completed.
    internal static string Complete(string who) => Encoding.UTF8.GetString(Mask.Complete(Encoding.UTF8.GetBytes(who)));
}

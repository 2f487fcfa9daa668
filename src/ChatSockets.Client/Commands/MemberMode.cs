using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

/// <summary>The common part of /op, /deop and /voice: one MODE for all given nicknames.</summary>
internal static class MemberMode
{
    public static string? Change(SlashCall call, bool given, char mode)
    {
        if (call.Room() is not { } room) return call.Usage;
        string[] nicks = call.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (nicks.Length == 0) return call.Usage;
        // Servers take a few changes a line (ISUPPORT MODES; 3 where it is not said).
        foreach (string[] few in nicks.Chunk(Math.Max(1, call.Session.Isupport.Number("MODES", 3))))
        {
            call.Session.Outgoing.Send(Verbs.Mode, [room, (given ? "+" : "-") + new string(mode, few.Length), .. few]);
        }
        return null;
    }
}

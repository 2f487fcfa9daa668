using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Queries that name the server they are meant for: there is one, whichever of its names is used.</summary>
internal static class Servers
{
    /// <summary>
    /// Whether this server is meant: by no name, its own, a mask of it, or a user's on it. Otherwise says that there is no other.
    /// </summary>
    public static bool IsThis(CommandContext context, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || Mask.Matches(name, context.Server.Name, CaseMapping.Ascii)) return true;
        if (context.Server.Users.TryFind(name, out User? _)) return true;
        context.Reply.NoSuchServer(name);
        return false;
    }
}

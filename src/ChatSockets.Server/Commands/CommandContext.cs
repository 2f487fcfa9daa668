using ChatSockets.Server.Replies;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>What a command's handler works with: one a connection, used by its thread alone.</summary>
internal sealed class CommandContext(Session session)
{
    public ServerContext Server { get; } = session.Server;

    public Session Session { get; } = session;

    public User User { get; } = session.User;

    public Reply Reply { get; } = new(session);
}

using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>What a command's handler works with: one a connection, used by its thread alone.</summary>
internal sealed class CommandContext
{
    public CommandContext(Session session)
    {
        Session = session;
        Reply = new Reply(session);
        Burst = new Burst(session, Reply);
    }

    public Session Session { get; }

    public ServerContext Server => Session.Server;

    public User User => Session.User;

    /// <summary>What the asker gets back.</summary>
    public Reply Reply { get; }

    /// <summary>What the user is saying.</summary>
    public Burst Burst { get; }
}

using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Dialects;

/// <summary>
/// How a connection's lines are to be understood. Its own thread calls; one object serves all connections unless it keeps state.
/// </summary>
internal abstract class Dialect
{
    /// <summary>Whether telnet's negotiation is to be taken out of the bytes, and CR NUL is a line end.</summary>
    public abstract bool IsTelnet { get; }

    public abstract void OnLine(CommandContext context, in Line line);

    /// <summary>Whether it answers a ping, so that its silence means that it is gone.</summary>
    public virtual bool AnswersPing => false;

    /// <summary>
    /// Sends something that shows whether the peer is still there: it was silent for long, or what it said waits to be handled.
    /// </summary>
    public virtual void Ping(CommandContext context)
    {
    }

    /// <summary>The last thing the peer is told: why the connection ends.</summary>
    public abstract byte[] Farewell(Session session, string reason);
}

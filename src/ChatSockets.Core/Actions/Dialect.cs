using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Interprets a connection's lines. Called by the connection's own thread; one object serves all connections unless it has state.
/// </summary>
internal abstract class Dialect
{
    /// <summary>What is spoken, in a word, for the figures.</summary>
    public abstract string Name { get; }

    /// <summary>Whether telnet's negotiation is removed from the bytes, and CR NUL ends a line.</summary>
    public abstract bool IsTelnet { get; }

    public abstract void OnLine(CommandContext context, in Line line);

    /// <summary>Whether the client answers a ping, so that its silence means that it is gone.</summary>
    public virtual bool AnswersPing => false;

    /// <summary>
    /// Sends something that shows whether the client is still there, because it has been silent for long or its input waits.
    /// </summary>
    public virtual void Ping(CommandContext context)
    {
    }

    /// <summary>Returns the last line to the client: why the connection ends.</summary>
    public abstract byte[] Farewell(Session session, string reason);
}

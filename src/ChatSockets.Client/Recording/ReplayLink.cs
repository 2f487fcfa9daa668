using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Recording;

/// <summary>A connection to nowhere: what comes from it is played, and what is sent goes nowhere.</summary>
internal sealed class ReplayLink : ILink
{
    public void Start()
    {
    }

    public bool Send(byte[] line) => true;

    public void Dispose()
    {
    }
}

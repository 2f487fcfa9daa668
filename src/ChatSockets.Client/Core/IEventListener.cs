using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>Hears of what happens beside the front, without showing it. The loop's thread calls all members.</summary>
internal interface IEventListener : IDisposable
{
    /// <summary>Registered, and each of the rooms has let us in or has not; again after each reconnection.</summary>
    void Ready(Network network)
    {
    }

    /// <summary>Something was said or has happened.</summary>
    void Happened(Network network, SessionEvent happened)
    {
    }

    /// <summary>A connection that was ready is lost or was closed.</summary>
    void Lost(Network network)
    {
    }
}

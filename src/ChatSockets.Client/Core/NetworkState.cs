namespace ChatSockets.Client.Core;

/// <summary>How far the connection to a network is.</summary>
internal enum NetworkState
{
    /// <summary>There is no connection, and none is being made.</summary>
    Offline,

    /// <summary>The address is being dialled, or the server has not let us in yet.</summary>
    Connecting,

    /// <summary>Registered, and each of the rooms has let us in or has refused.</summary>
    Ready,

    /// <summary>The connection was lost; the next attempt comes when the back-off is over.</summary>
    Waiting,
}

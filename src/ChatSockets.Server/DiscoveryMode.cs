namespace ChatSockets.Server;

/// <summary>Who can find the server by a UDP datagram.</summary>
public enum DiscoveryMode
{
    /// <summary>Hosts on the networks of this machine's interfaces, and this machine.</summary>
    Lan,

    /// <summary>Everybody whose datagram reaches the server.</summary>
    All,

    /// <summary>Nobody: there is no UDP socket.</summary>
    Off,
}

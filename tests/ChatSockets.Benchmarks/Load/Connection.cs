using System.Net.Sockets;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// One of thousands of client connections; it owns no buffer until it has something to keep. The driver's thread uses it.
/// </summary>
internal sealed class Connection(string nick, Receiver receiver, AddressFamily family)
{
    public string Nick { get; } = nick;

    public Socket Socket { get; } = NewSocket(family);

    /// <summary>Who gets the bytes; changes as the connection moves on from registering to listening.</summary>
    public Receiver Receiver { get; set; } = receiver;

    public bool IsConnected { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>Bytes of a line whose end has not come yet.</summary>
    public ByteStore PartialLine { get; } = new();

    /// <summary>Bytes that the socket would not take yet.</summary>
    public ByteStore Unsent { get; } = new();

    /// <summary>Whether the last bytes received ended a line.</summary>
    public bool AtLineStart { get; set; } = true;

    /// <summary>Where the poller keeps it.</summary>
    public int Slot { get; set; }

    public int Descriptor => (int)Socket.Handle;

    private static Socket NewSocket(AddressFamily family) => new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}

using System.Net.Sockets;

namespace ChatSockets.Server.Transport;

/// <summary>
/// The way in which a connection's lines come from its socket: in clear (<see cref="ClearLayer"/>), encrypted (<see cref="TlsLayer"/>), or
/// in frames. For the connection's own thread, which has waited for the socket.
/// </summary>
internal abstract class Layer
{
    /// <summary>Whether there is input that waiting for the socket would not show.</summary>
    public abstract bool HasInput { get; }

    /// <summary>Why the input has come to an end, in words; null where it just ended.</summary>
    public string? Failure { get; protected set; }

    /// <summary>Reads what there is, without waiting. Throws nothing, whatever a peer sends.</summary>
    /// <param name="free">Where to; at least one byte, not kept.</param>
    /// <param name="count">The number of bytes; 0 where the status is another one.</param>
    public abstract InputStatus Receive(Memory<byte> free, out int count);
}

/// <summary>The result of <see cref="Layer.Receive"/>.</summary>
internal enum InputStatus
{
    /// <summary>There are bytes.</summary>
    Received,

    /// <summary>There is nothing for now.</summary>
    Nothing,

    /// <summary>Nothing will come any more.</summary>
    Ended,
}

/// <summary>Lines in clear text.</summary>
internal sealed class ClearLayer(Socket socket) : Layer
{
    public override bool HasInput => false;

    public override InputStatus Receive(Memory<byte> free, out int count)
    {
        count = socket.Receive(free.Span, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return InputStatus.Nothing;
        if (error == SocketError.Success && count > 0) return InputStatus.Received;
        if (error != SocketError.Success) Failure = error.ToString();
        return InputStatus.Ended;
    }
}

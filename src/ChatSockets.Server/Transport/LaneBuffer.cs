using System.Buffers;

namespace ChatSockets.Server.Transport;

/// <summary>What a write lane needs to send: one for all of its outboxes. For its thread alone.</summary>
internal sealed class LaneBuffer
{
    /// <summary>Where small lines are put together; as long as one send at the most.</summary>
    public byte[] Lines { get; } = new byte[SocketOutbox.SendBytes];

    /// <summary>The same encrypted; as large as it has ever been needed.</summary>
    public ArrayBufferWriter<byte> Records { get; } = new();
}

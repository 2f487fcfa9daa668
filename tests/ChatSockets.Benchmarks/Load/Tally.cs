namespace ChatSockets.Benchmarks.Load;

/// <summary>A line that is no message, and when it came.</summary>
internal delegate void OtherLine(ReadOnlySpan<byte> line, long now);

/// <summary>What a whole crowd of receivers has seen together; the driver's thread writes it.</summary>
internal sealed class Tally
{
    /// <summary>Messages delivered, over all receivers.</summary>
    public long Lines { get; set; }

    /// <summary>How long deliveries took, where that is measured.</summary>
    public LatencyHistogram? Latency { get; set; }

    /// <summary>Told of every line that is neither a message nor a PING.</summary>
    public OtherLine? Other { get; set; }
}

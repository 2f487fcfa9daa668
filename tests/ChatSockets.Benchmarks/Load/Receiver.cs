namespace ChatSockets.Benchmarks.Load;

/// <summary>What a connection does with what happens to it. Called on the driver's thread.</summary>
internal abstract class Receiver
{
    public virtual void Connected(Driver driver, Connection connection)
    {
    }

    /// <param name="driver">Who calls, and who sends an answer.</param>
    /// <param name="connection">Where the bytes came in.</param>
    /// <param name="bytes">Valid during the call only.</param>
    /// <param name="now">When they were received, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
    public abstract void Received(Driver driver, Connection connection, ReadOnlySpan<byte> bytes, long now);

    public virtual void Closed(Driver driver, Connection connection)
    {
    }
}

namespace ChatSockets.Benchmarks.Load;

/// <summary>Waits for one line, such as the end of a list, and forgets the others.</summary>
internal sealed class AwaitingReceiver : LineReceiver
{
    private byte[] _awaited = [];

    /// <summary>When the awaited line came, in Stopwatch ticks; 0 while it has not.</summary>
    public long CameAt { get; private set; }

    /// <param name="command">How the line goes on after its source.</param>
    public void Await(ReadOnlySpan<byte> command)
    {
        _awaited = command.ToArray();
        CameAt = 0;
    }

    protected override void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        if (CameAt == 0 && WithoutPrefixes(line).StartsWith(_awaited)) CameAt = now;
    }
}

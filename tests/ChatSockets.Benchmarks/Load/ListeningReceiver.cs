namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// Looks at every message: takes its latency from the stamp in its text, and tells a speaker when one of his own lines
/// is among them.
/// </summary>
internal sealed class ListeningReceiver(Tally tally, Speaker? awaited = null) : LineReceiver
{
    private int _back;

    protected override void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        ReadOnlySpan<byte> command = WithoutPrefixes(line);
        if (!command.StartsWith("PRIVMSG "u8))
        {
            tally.Other?.Invoke(line, now);
            return;
        }
        tally.Lines++;
        if (tally.Latency is { } latency && Stamp.TryRead(line, out long sent)) latency.Record(now - sent);
        if (awaited is not null && awaited.IsSourceOf(line)) _back++;
    }

    protected override void EndOfBytes(Driver driver)
    {
        if (_back == 0) return;
        awaited!.Returned(_back);
        _back = 0;
    }
}

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// The receivers that only have to count: once a room is complete nothing flows in it but messages and now and then a
/// PING, so lines are counted by their ends, many bytes at a time, without being looked at.
/// </summary>
internal sealed class CountingReceiver(Tally tally) : Receiver
{
    public override void Received(Driver driver, Connection connection, ReadOnlySpan<byte> bytes, long now)
    {
        bool maybePing = connection.PartialLine.Length > 0
            || (connection.AtLineStart && bytes[0] == (byte)'P')
            || bytes.IndexOf("\nP"u8) >= 0;
        connection.AtLineStart = bytes[^1] == (byte)'\n';
        tally.Lines += bytes.Count((byte)'\n');
        if (maybePing) FindPings(driver, connection, bytes);
    }

    private void FindPings(Driver driver, Connection connection, ReadOnlySpan<byte> bytes)
    {
        connection.PartialLine.Append(bytes);
        ReadOnlySpan<byte> rest = connection.PartialLine.Span;
        while (true)
        {
            int end = rest.IndexOf((byte)'\n');
            if (end < 0) break;
            if (rest.StartsWith("PING "u8))
            {
                driver.Pong(connection, rest[5..end].TrimEnd((byte)'\r'));
                tally.Lines--;
            }
            rest = rest[(end + 1)..];
        }
        // Only the beginning of what may be a PING is worth keeping.
        byte[] kept = rest.StartsWith((byte)'P') ? rest.ToArray() : [];
        connection.PartialLine.Clear();
        connection.PartialLine.Append(kept);
    }
}

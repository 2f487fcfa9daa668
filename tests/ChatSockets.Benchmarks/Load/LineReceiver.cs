namespace ChatSockets.Benchmarks.Load;

/// <summary>Cuts what comes in into lines and answers every PING by itself.</summary>
internal abstract class LineReceiver : Receiver
{
    private const int LongestLine = 16 * 1024;

    public sealed override void Received(Driver driver, Connection connection, ReadOnlySpan<byte> bytes, long now)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                if (connection.PartialLine.Length > LongestLine) throw new BenchException($"{connection.Nick} was sent a line without end");
                connection.PartialLine.Append(bytes);
                break;
            }
            if (connection.PartialLine.Length == 0)
            {
                Line(driver, connection, bytes[..end].TrimEnd((byte)'\r'), now);
            }
            else
            {
                connection.PartialLine.Append(bytes[..end]);
                Line(driver, connection, connection.PartialLine.Span.TrimEnd((byte)'\r'), now);
                connection.PartialLine.Clear();
            }
            bytes = bytes[(end + 1)..];
            if (connection.IsClosed) return;
            if (connection.Receiver != this)
            {
                if (!bytes.IsEmpty) connection.Receiver.Received(driver, connection, bytes, now);
                break;
            }
        }
        EndOfBytes(driver);
    }

    /// <summary>A line without its end.</summary>
    protected abstract void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now);

    /// <summary>All lines of one read have been seen: the time to answer them with one send.</summary>
    protected virtual void EndOfBytes(Driver driver)
    {
    }

    /// <summary>The line without tags and source: verb and parameters.</summary>
    protected static ReadOnlySpan<byte> WithoutPrefixes(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith((byte)'@')) line = line[(line.IndexOf((byte)' ') + 1)..];
        return line.StartsWith((byte)':') ? line[(line.IndexOf((byte)' ') + 1)..] : line;
    }

    private void Line(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        if (line.StartsWith("PING "u8)) driver.Pong(connection, line[5..]);
        else OnLine(driver, connection, line, now);
    }
}

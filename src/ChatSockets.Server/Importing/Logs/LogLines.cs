namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// Reads a file line by line with a bounded buffer: a line that is too long is a result, as is a last one without a line feed, which may
/// still be being written. One thread.
/// </summary>
internal sealed class LogLines(Stream stream) : IDisposable
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int MaximumBytes = 64 << 10;

    private readonly byte[] _buffer = new byte[2 * MaximumBytes];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The bytes up to the end of the line.</summary>
    public long Position { get; private set; }

    /// <summary>The line is longer than <see cref="MaximumBytes"/>: it is empty here.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The file ends within the line.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Reads the next line, without its line feed; false at the end. It is valid until the next call.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        (IsTooLong, IsUnfinished) = (false, false);
        int searched = 0;
        while (true)
        {
            int feed = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (feed >= 0) return Take(searched + feed, 1, out line);
            searched = _end - _start;
            if (searched > MaximumBytes)
            {
                // What is known of it is enough; the rest is passed over.
                IsTooLong = true;
                Position += searched;
                (_start, _end, searched) = (0, 0, 0);
            }
            if (_isOver)
            {
                IsUnfinished = true;
                if (_end > _start || IsTooLong) return Take(_end - _start, 0, out line);
                line = default;
                return false;
            }
            Fill();
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Take(int length, int feed, out ReadOnlySpan<byte> line)
    {
        line = IsTooLong || length > MaximumBytes ? default : _buffer.AsSpan(_start, length).TrimEnd((byte)'\r');
        IsTooLong |= length > MaximumBytes;
        _start += length + feed;
        Position += length + feed;
        Number++;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _isOver = read == 0;
        _end += read;
    }
}

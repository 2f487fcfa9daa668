using System.Text.Unicode;

namespace ChatSockets.Protocol;

/// <summary>The result of <see cref="LineReader"/> for one line.</summary>
public enum LineStatus
{
    /// <summary>A whole line of valid UTF-8 within the limits.</summary>
    Ok,

    /// <summary>The line or its tags were over the limit; its bytes are gone, the next line is intact.</summary>
    TooLong,

    /// <summary>The line is whole but no UTF-8.</summary>
    NotUtf8,

    /// <summary>The line holds a NUL, or a CR that does not end it.</summary>
    ForbiddenByte,
}

/// <summary>
/// One line without its line end. The bytes live until the reader is fed or read again. Of a line that was too long they are its tags
/// with the space behind them, where these were within their limit and text, and nothing else.
/// </summary>
public readonly ref struct Line(ReadOnlySpan<byte> bytes, LineStatus status)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public LineStatus Status { get; } = status;
}

/// <summary>
/// Cuts a stream of bytes into lines (Modern IRC, "Message Format"): a line ends with LF or CR LF. Where more than one CR
/// stands before the LF, all of them are the line's end: a CR LF that passed through a stream in text mode has two.
/// Every byte sequence is accepted; what is wrong with a line is said in its <see cref="LineStatus"/>.
/// </summary>
/// <remarks>
/// One connection's reading thread uses it: <see cref="GetSpan"/>, receive into it, <see cref="Advance"/>,
/// then <see cref="TryRead"/> until it answers false. The buffer starts small, because most connections are idle most
/// of the time, and grows to what one largest message needs, never beyond.
/// </remarks>
public sealed class LineReader
{
    private const int InitialCapacity = 1024;

    private readonly int _lineLimit;
    private readonly int _tagsLimit;
    private readonly int _maximumCapacity;
    private byte[] _buffer = new byte[InitialCapacity];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _discarding;
    private byte[] _discardedTags = [];

    /// <param name="tagsLimit">Bytes of tags, with @ and space; 0 where lines have no tags.</param>
    /// <param name="lineLimit">Bytes of a line without its tags, with CR LF.</param>
    public LineReader(int tagsLimit = WireLimits.TagsFromServer, int lineLimit = WireLimits.Line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tagsLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(lineLimit, 3);
        _tagsLimit = tagsLimit;
        _lineLimit = lineLimit;
        _maximumCapacity = Math.Max(InitialCapacity, tagsLimit + lineLimit);
    }

    /// <summary>Whether bytes of an unfinished line are waiting.</summary>
    public bool HasPartialLine => _discarding || _end > _start;

    /// <summary>Room for the next bytes; never empty once <see cref="TryRead"/> has answered false.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            // A read that filled the buffer tells of a busy peer: give it the room for larger reads.
            if (_end == _buffer.Length) Grow();
            _start = _scanned = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_start == 0) Grow();
            Compact();
        }
        return _buffer.AsMemory(_end);
    }

    /// <inheritdoc cref="GetMemory"/>
    public Span<byte> GetSpan() => GetMemory().Span;

    /// <summary>Says how many bytes were put at the start of the span.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <summary>Takes the next whole line. False: feed more bytes first.</summary>
    public bool TryRead(out Line line)
    {
        int found = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
        if (found < 0)
        {
            _scanned = _end;
            if (_end - _start >= _maximumCapacity)
            {
                // No end in sight within the largest legal message: forget these bytes, remember the offence.
                if (!_discarding) _discardedTags = TagsOf(_buffer.AsSpan(_start, _end - _start)).ToArray();
                _discarding = true;
                _start = _scanned = _end = 0;
            }
            line = default;
            return false;
        }

        int lineEnd = _scanned + found;
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, lineEnd - _start);
        _start = _scanned = lineEnd + 1;
        if (_discarding)
        {
            _discarding = false;
            line = new Line(_discardedTags, LineStatus.TooLong);
            _discardedTags = [];
            return true;
        }
        bytes = bytes.TrimEnd((byte)'\r');
        LineStatus status = Inspect(bytes);
        line = new Line(status == LineStatus.TooLong ? TagsOf(bytes) : bytes, status);
        return true;
    }

    private LineStatus Inspect(ReadOnlySpan<byte> bytes)
    {
        int tags = 0;
        if (_tagsLimit > 0 && bytes.Length > 0 && bytes[0] == (byte)'@')
        {
            int space = bytes.IndexOf((byte)' ');
            tags = space < 0 ? bytes.Length : space + 1;
        }
        if (tags > _tagsLimit || bytes.Length - tags + 2 > _lineLimit) return LineStatus.TooLong;
        if (bytes.ContainsAny((byte)0, (byte)'\r')) return LineStatus.ForbiddenByte;
        return Utf8.IsValid(bytes) ? LineStatus.Ok : LineStatus.NotUtf8;
    }

    // Where they can be read: whatever is wrong with the rest, it may have a label.
    private ReadOnlySpan<byte> TagsOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != (byte)'@') return default;
        int length = bytes.IndexOf((byte)' ') + 1;
        if (length == 0 || length > _tagsLimit) return default;
        bytes = bytes[..length];
        return Utf8.IsValid(bytes) && !bytes.ContainsAny((byte)0, (byte)'\r') ? bytes : default;
    }

    private void Grow()
    {
        if (_buffer.Length < _maximumCapacity) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, _maximumCapacity));
    }

    private void Compact()
    {
        if (_start == 0) return;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _scanned -= _start;
        _end -= _start;
        _start = 0;
    }
}

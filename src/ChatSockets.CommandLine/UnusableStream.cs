namespace ChatSockets.CommandLine;

/// <summary>A standard stream that was closed when the program began; using it reports so.</summary>
public sealed class UnusableStream : Stream
{
    /// <summary>Returns one in the place of a standard stream (0, 1 or 2) that was closed; null if it was not.</summary>
    public static Stream? InPlaceOf(int descriptor) => ClosedStream.Is(descriptor) ? new UnusableStream() : null;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new IOException("it is closed");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("it is closed");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}

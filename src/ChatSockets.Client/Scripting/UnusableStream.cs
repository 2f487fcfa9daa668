namespace ChatSockets.Client.Scripting;

/// <summary>A standard stream that was closed when the program began; using it reports so.</summary>
internal sealed class UnusableStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new IOException("it is closed");

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("it is closed");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

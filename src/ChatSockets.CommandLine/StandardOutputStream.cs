using Microsoft.Win32.SafeHandles;

namespace ChatSockets.CommandLine;

/// <summary>
/// Standard output, whose failures say that it was standard output: each one is a <see cref="StandardOutputException"/>. Not for several
/// threads.
/// </summary>
public sealed class StandardOutputStream : Stream
{
    private readonly Stream _output;

    private StandardOutputStream(Stream output) => _output = output;

    /// <inheritdoc/>
    public override bool CanRead => false;

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

    /// <summary>Opens it. A reader who goes away is ignored, as the console's own stream does it.</summary>
    public static StandardOutputStream Open() => Of(UnusableStream.InPlaceOf(1) ?? Console.OpenStandardOutput());

    /// <summary>
    /// Opens it so that a reader who goes away is noticed: a program that goes on without one (<c>| head -1</c>) would do so for ever.
    /// </summary>
    public static StandardOutputStream OpenToNoticeReader()
    {
        if (OperatingSystem.IsWindows() || ClosedStream.Is(1)) return Open();
        try
        {
            var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            // A file is left to the console's stream, which writes at the position that it shares with others.
            if (!direct.CanSeek) return Of(direct);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Closed, or a device that cannot be opened so: then the console's stream has to do.
        }
        return Of(Console.OpenStandardOutput());
    }

    /// <summary>Returns a stream as standard output; the stream itself if it is standard output already.</summary>
    public static StandardOutputStream Of(Stream output) => output as StandardOutputStream ?? new StandardOutputStream(output);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _output.Write(buffer);
        }
        catch (Exception failure) when (StandardOutputException.IsOne(failure))
        {
            throw StandardOutputException.Of(failure);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => Attempt(_output.Flush);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Attempt(_output.Dispose);
        base.Dispose(disposing);
    }

    private static void Attempt(Action act)
    {
        try
        {
            act();
        }
        catch (Exception failure) when (StandardOutputException.IsOne(failure))
        {
            throw StandardOutputException.Of(failure);
        }
    }
}

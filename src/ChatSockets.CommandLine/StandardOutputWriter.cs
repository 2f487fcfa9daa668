using System.Text;

namespace ChatSockets.CommandLine;

/// <summary>
/// Standard output, whose failures say that it was standard output: an <see cref="IOException"/> with "standard output cannot be written"
/// and the reason. Not for several threads.
/// </summary>
public sealed class StandardOutputWriter(TextWriter output) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Attempt(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Attempt(() => output.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Attempt(() => output.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Attempt(output.Flush);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Attempt(output.Dispose);
        base.Dispose(disposing);
    }

    private static void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The framework says of a stream that was closed from the start that access is denied.
            string reason = exception is IOException ? exception.Message : "it is closed";
            throw new IOException($"standard output cannot be written: {reason}", exception);
        }
    }
}

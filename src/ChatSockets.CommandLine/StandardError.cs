using System.Text;

namespace ChatSockets.CommandLine;

/// <summary>
/// Standard error as the last resort: if it cannot be written (closed, a full disk), nobody can be told, and only the exit code remains.
/// </summary>
public sealed class StandardError(TextWriter errors) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => errors.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        try
        {
            errors.Write(value);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // As the summary says.
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + Environment.NewLine);
}

using System.Text;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// Standard error as the last resort: if it cannot be written (closed, a full disk), nobody can be told, and only the exit code remains.
/// </summary>
internal sealed class StandardError(TextWriter errors) : TextWriter
{
    public override Encoding Encoding => errors.Encoding;

    public override void Write(char value) => Write(value.ToString());

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

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);
}

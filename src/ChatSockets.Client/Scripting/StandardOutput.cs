using ChatSockets.Client.Core;
using Microsoft.Win32.SafeHandles;

namespace ChatSockets.Client.Scripting;

/// <summary>Standard output for a script.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Returns the reason why it cannot be written; null if only the reader has gone (EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA on
    /// Windows).
    /// </summary>
    public static string? Failure(Exception gone) =>
        (gone.HResult & 0xFFFF) is 32 or 109 or 232 ? null
            // The framework says of a stream that was closed from the start that access is denied.
            : $"standard output cannot be written: {(gone is UnauthorizedAccessException ? "it is closed" : gone.Message)}";

    /// <summary>Writes all of it, and returns the exit code.</summary>
    public static int Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using Stream output = Open();
            output.Write(bytes);
            return ExitCode.Done;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            if (Failure(gone) is not { } failure) return ExitCode.Done;
            Console.Error.WriteLine($"chat-client: {failure}");
            return ExitCode.Failed;
        }
    }

    /// <summary>
    /// Opens a stream that reports a reader who went away. The console's own stream ignores a broken pipe, and a client without a reader
    /// (<c>| head -1</c>) would listen for ever.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        if (ClosedStream.Is(1)) return new UnusableStream();
        try
        {
            var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            // A file is left to the console's stream, which writes at the position that it shares with others.
            if (!direct.CanSeek) return direct;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Closed, or a device that cannot be opened so: then the console's stream has to do.
        }
        return Console.OpenStandardOutput();
    }
}

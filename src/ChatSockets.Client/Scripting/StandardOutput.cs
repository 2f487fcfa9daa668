using ChatSockets.Client.Core;
using ChatSockets.CommandLine;

namespace ChatSockets.Client.Scripting;

/// <summary>Standard output for what is printed at once.</summary>
internal static class StandardOutput
{
    /// <summary>Writes all of it, and returns the exit code.</summary>
    public static int Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var output = StandardOutputStream.OpenToNoticeReader();
            output.Write(bytes);
            return ExitCode.Done;
        }
        catch (StandardOutputException failure)
        {
            if (failure.IsReaderGone) return ExitCode.Done;
            Console.Error.WriteLine($"chat-client: {failure.Message}");
            return ExitCode.Failed;
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace ChatSockets.CommandLine;

/// <summary>The standard streams of a program that was started without some of them, as with <c>&gt;&amp;-</c> in a shell.</summary>
public static class StandardStreams
{
    private const string Nothing = "/dev/null";

    // Open as long as the process.
    private static readonly List<SafeFileHandle> Kept = [];

    /// <summary>
    /// Puts something in the place of each stream that is closed, so that no socket and no file of the program's own gets its number and
    /// then what was meant for a person. Reading and writing there fail, as they would. The first thing that a program does; it lasts as
    /// long as the process. On Windows streams have no numbers to take.
    /// </summary>
    public static void Fill()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            // The system gives the lowest free number. Input is open for writing only, and output for reading only.
            Keep(File.OpenHandle(Nothing, access: FileAccess.Write, share: FileShare.ReadWrite), last: 0);
            while (Keep(File.OpenHandle(Nothing), last: 2)) { }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A system without it has nothing to put there.
        }
    }

    private static bool Keep(SafeFileHandle handle, int last)
    {
        if (handle.DangerousGetHandle() <= last)
        {
            Kept.Add(handle);
            return true;
        }
        handle.Dispose();
        return false;
    }
}

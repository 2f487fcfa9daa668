using Microsoft.Win32.SafeHandles;

namespace ChatSockets.CommandLine;

/// <summary>The standard streams of a program that was started without some of them, as with <c>&gt;&amp;-</c> in a shell.</summary>
public static class StandardStreams
{
    private const string Nothing = "/dev/null";
    private const int LastStream = 2;

    // Open as long as the process.
    private static readonly List<SafeFileHandle> Kept = [];

    /// <summary>
    /// Puts something in the place of each stream that is closed, so that no socket and no file of the program's own gets its number and
    /// then what was meant for a person. What is read there is at its end, and what is written there fails. The first thing that a program
    /// does; it lasts as long as the process. On Windows streams have no numbers to take.
    /// </summary>
    public static void Fill()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            // The system gives the lowest free number.
            while (true)
            {
                SafeFileHandle handle = File.OpenHandle(Nothing);
                if (handle.DangerousGetHandle() > LastStream)
                {
                    handle.Dispose();
                    return;
                }
                Kept.Add(handle);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A system without it has nothing to put there.
        }
    }
}

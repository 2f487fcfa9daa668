using System.Security;

namespace ChatSockets.Client.Settings;

/// <summary>Tells files that cannot be used from mistakes of the program.</summary>
internal static class FileError
{
    /// <summary>Whether an exception says that a file cannot be used, rather than that the program is wrong.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;
}

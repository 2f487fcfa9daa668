using System.Runtime.InteropServices;

namespace ChatSockets.Storage;

/// <summary>
/// Whether this process may write a file or folder. Nothing is opened for it: to close a file would end the locks that SQLite holds on it
/// in this process. Any thread.
/// </summary>
internal static class WriteAccess
{
    // The same number on every Unix.
    private const int Write = 2;

    /// <summary>Whether it may be written; on Windows always true, as only an attempt shows it there.</summary>
    public static bool IsGiven(string path) => OperatingSystem.IsWindows() || Access(path, Write) == 0;

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}

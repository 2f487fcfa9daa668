using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// The calls of the C library that a terminal needs. The modes of a terminal are bytes here: their layout is the system's.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class LibC
{
    /// <summary>struct termios has 60 bytes on Linux and 72 on macOS.</summary>
    public const int ModesLength = 256;

    /// <summary>tcsetattr, TCSADRAIN: after what was written has been sent.</summary>
    public const int DrainFirst = 1;

    public struct PollHandle
    {
        public int Handle;
        public short Events;
        public short Happened;
    }

#pragma warning disable SYSLIB1054 // The generated code would need unsafe blocks in the whole project.
    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int isatty(int handle);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int tcgetattr(int handle, byte[] modes);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void cfmakeraw(byte[] modes);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int tcsetattr(int handle, int when, byte[] modes);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int ioctl(int handle, nuint request, ushort[] size);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint read(int handle, byte[] buffer, nint count);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint write(int handle, byte[] buffer, nint count);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int poll(ref PollHandle handles, nuint count, int milliseconds);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int kill(int process, int signal);
#pragma warning restore SYSLIB1054
}

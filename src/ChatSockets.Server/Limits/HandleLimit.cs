using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatSockets.Server.Limits;

/// <summary>
/// The limit of handles of this process. The last of them are not for connections: the runtime needs a few for each new thread and ends the
/// whole process without them. <see cref="SystemLimits"/> counts those in use at the start; this checks those opened since, at each accept.
/// </summary>
internal static class HandleLimit
{
    /// <summary>The handles that are never a connection's.</summary>
    public const int Reserve = 64;

    // A socket's handle is the lowest number that is free, on every Unix, so its number tells how near the end is.
    private static readonly long Last = OperatingSystem.IsWindows() ? long.MaxValue : Maximum - Reserve;

    /// <summary>Whether this socket is one too many.</summary>
    public static bool IsReachedBy(Socket socket) => !OperatingSystem.IsWindows() && socket.Handle >= Last && IsReached();

    // An accept has its number from when it began to wait, which may be long ago: what a new socket gets is what counts.
    private static bool IsReached()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            return probe.Handle >= Last;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>
    /// How many there may be; not on Windows. The runtime has raised the limit as far as it may be raised when it started.
    /// </summary>
    public static long Maximum
    {
        get
        {
            const int LinuxNoFile = 7, OtherNoFile = 8;
            int resource = OperatingSystem.IsLinux() ? LinuxNoFile : OtherNoFile;
            if (GetLimit(resource, out ResourceLimit limit) != 0 || limit.Current > int.MaxValue) return int.MaxValue;
            return (long)limit.Current;
        }
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Current;
        public ulong Maximum;
    }
}

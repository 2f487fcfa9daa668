using System.Runtime.InteropServices;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// The few calls of the C library that a cheap load generator needs and the framework hides. Linux only, save the limits.
/// </summary>
internal static class Libc
{
    public const int InputReady = 0x001;
    public const int OutputReady = 0x004;
    public const int ErrorReady = 0x008;
    public const int HangUp = 0x010;
    public const int Add = 1;
    public const int Remove = 2;
    public const int Change = 3;
    public const int NoSignal = 0x4000;
    public const int WouldBlock = 11;
    public const int Interrupted = 4;
    public const int InProgress = 115;

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static extern int EpollControl(int epoll, int operation, int descriptor, ref byte epollEvent);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static extern int EpollWait(int epoll, ref byte events, int capacity, int milliseconds);

    [DllImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static extern int EpollWaitPrecisely(int epoll, ref byte events, int capacity, in TimeSpec timeout, nint signals);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static extern int Connect(int descriptor, ref byte address, int length);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static extern nint Receive(int descriptor, ref byte buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    public static extern nint Send(int descriptor, ref byte buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    public readonly struct TimeSpec(TimeSpan time)
    {
        public readonly nint Seconds = (nint)(time.Ticks / TimeSpan.TicksPerSecond);
        public readonly nint Nanoseconds = (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100);
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }
}

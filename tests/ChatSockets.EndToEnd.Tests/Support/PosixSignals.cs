using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>Signals to a process, as Ctrl-C and a service manager send them. Not on Windows, which has none.</summary>
internal static class PosixSignals
{
    private const nint Default = 0;
    private const nint Ignored = 1;

    public enum Number
    {
        HangUp = 1,
        Interrupt = 2,
        Quit = 3,
        Terminate = 15,
    }

    /// <summary>A test that needs signals returns where there are none.</summary>
    public static bool AreMissing => OperatingSystem.IsWindows();

    public static void Send(int process, Number signal)
    {
        if (Kill(process, (int)signal) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Whatever a script starts in the background ignores Ctrl-C, and so do all its children: tests that run there must not hand that on.
    /// </summary>
    public static void LetChildrenBeInterrupted()
    {
        if (AreMissing) return;
        nint before = SetHandler((int)Number.Interrupt, Default);
        if (before != Ignored) SetHandler((int)Number.Interrupt, before);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetHandler(int signal, nint handler);
}

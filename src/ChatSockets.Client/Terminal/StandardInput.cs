using Microsoft.Win32.SafeHandles;

namespace ChatSockets.Client.Terminal;

/// <summary>Standard input as it is.</summary>
internal static class StandardInput
{
    /// <summary>
    /// Opens it. On Unix not by the framework's console: at a terminal that edits and echoes lines itself, and switches the terminal's
    /// modes.
    /// </summary>
    public static Stream Open() => OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 1);
}

using System.Diagnostics;

namespace ChatSockets.Client.Terminal;

/// <summary>Opens an address with the program that the system has for it.</summary>
internal static class LinkOpener
{
    public static bool TryOpen(string link)
    {
        try
        {
            ProcessStartInfo start = OperatingSystem.IsWindows() ? new ProcessStartInfo(link) { UseShellExecute = true }
                : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [link])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    RedirectStandardInput = true,
                };
            using Process? process = Process.Start(start);
            return true;
        }
        catch (Exception missing)
            when (missing is System.ComponentModel.Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            return false;
        }
    }
}

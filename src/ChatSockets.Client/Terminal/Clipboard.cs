using System.ComponentModel;
using System.Diagnostics;

namespace ChatSockets.Client.Terminal;

/// <summary>The desktop's clipboard, by the program that the system has for it.</summary>
internal static class Clipboard
{
    /// <summary>Copies a text in the background. Returns false if no program for it is there.</summary>
    public static bool TryCopy(string text)
    {
        foreach (string[] each in Programs())
        {
            try
            {
                var start = new ProcessStartInfo(each[0], each[1..])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    StandardInputEncoding = new System.Text.UTF8Encoding(false),
                };
                Process process = Process.Start(start)!;
                // One that takes nothing must not stop the chat.
                new Thread(() => Feed(process, text)) { Name = "clipboard", IsBackground = true }.Start();
                return true;
            }
            catch (Exception missing) when (missing is Win32Exception or InvalidOperationException or IOException)
            {
                // The next one may be there.
            }
        }
        return false;
    }

    private static List<string[]> Programs()
    {
        if (OperatingSystem.IsWindows()) return [["clip.exe"]];
        if (OperatingSystem.IsMacOS()) return [["pbcopy"]];
        var programs = new List<string[]>();
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"))) programs.Add(["wl-copy"]);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")))
            programs.AddRange([["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]);
        return programs;
    }

    private static void Feed(Process process, string text)
    {
        try
        {
            using (process)
            {
                process.StandardInput.Write(text);
                process.StandardInput.Close();
                process.WaitForExit();
            }
        }
        catch (IOException)
        {
            // It has ended without reading.
        }
    }
}

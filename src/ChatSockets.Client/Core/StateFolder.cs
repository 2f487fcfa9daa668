namespace ChatSockets.Client.Core;

/// <summary>The folder for what outlives the program: messages that were not sent yet. It is its owner's alone.</summary>
internal static class StateFolder
{
    /// <summary>
    /// Returns the user's folder, made if it is missing; null if there can be none. XDG Base Directory Specification on Unix, the local
    /// application data on Windows.
    /// </summary>
    public static string? Open(Func<string, string?> variable)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : variable("XDG_STATE_HOME") is { Length: > 0 } named ? named : home.Length > 0 ? Path.Combine(home, ".local", "state") : "";
        if (root.Length == 0) return null;
        string folder = Path.Combine(root, "chatsockets");
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

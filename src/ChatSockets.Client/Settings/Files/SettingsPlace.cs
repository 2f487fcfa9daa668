namespace ChatSockets.Client.Settings.Files;

/// <summary>Where the settings file is, and the folder for what the client itself keeps.</summary>
/// <param name="File">The full path of the file, which need not be there.</param>
/// <param name="StateFolder">The full path of the folder, which need not be there.</param>
/// <param name="IsExplicit">Whether the user named the file, so that it must be there.</param>
internal sealed record SettingsPlace(string File, string StateFolder, bool IsExplicit)
{
    public const string Variable = "CHAT_CLIENT_CONFIG";

    private const string FileName = "chat-client.json";

    /// <summary>Returns the place on this machine.</summary>
    /// <param name="option">The value of <c>--config</c>; null for none.</param>
    public static SettingsPlace Find(string? option) => Find(
        option,
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows(),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Returns the place: the option's, the variable's, or the usual one (on Unix that of the XDG specification).</summary>
    public static SettingsPlace Find(string? option, Func<string, string?> environment, bool isWindows, string home)
    {
        string? named = option ?? environment(Variable);
        if (string.IsNullOrEmpty(named)) named = null;
        string config = isWindows
            ? Path.Combine(Folder("APPDATA", "AppData", "Roaming"), "ChatSockets")
            : Path.Combine(Folder("XDG_CONFIG_HOME", ".config"), "chatsockets");
        string state = isWindows
            ? Path.Combine(Folder("LOCALAPPDATA", "AppData", "Local"), "ChatSockets")
            : Path.Combine(Folder("XDG_STATE_HOME", ".local", "state"), "chatsockets");
        return new SettingsPlace(named is null ? Path.Combine(config, FileName) : Path.GetFullPath(named), state, named is not null);

        // The specification says that a relative path is to be ignored.
        string Folder(string variable, params string[] usual) =>
            environment(variable) is { Length: > 0 } folder && (isWindows || Path.IsPathRooted(folder))
                ? folder
                : Path.Combine([home, .. usual]);
    }

    /// <summary>Reads the settings. A file that nobody named and that is not there stands for the defaults.</summary>
    public LoadedSettings Load() =>
        IsExplicit || System.IO.File.Exists(File)
            ? SettingsFile.Load(File)
            : new LoadedSettings(new ClientSettings(), [], new Dictionary<string, string>());

    /// <summary>Makes the state folder if it is not there; only the user can read it.</summary>
    public void MakeStateFolder() => PrivateFile.MakeFolder(StateFolder);
}

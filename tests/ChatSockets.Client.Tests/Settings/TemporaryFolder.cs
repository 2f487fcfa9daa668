namespace ChatSockets.Client.Tests.Settings;

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-client-test-");

    public string File(params string[] names) => Path.Combine([_folder.FullName, .. names]);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        string path = File(name);
        System.IO.File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, mode);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

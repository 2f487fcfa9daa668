namespace ChatSockets.Client.Settings;

/// <summary>A file whose first line is a password. On Unix it is refused if other users can read it.</summary>
internal static class PasswordFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static PasswordResult Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            // The mode of the open file, as another one may have the name by now.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
                return new PasswordResult(null, $"Other users can read the password in {path}. Protect it: chmod 600 {path}");
            using var reader = new StreamReader(file);
            return reader.ReadLine() is { Length: > 0 } password
                ? new PasswordResult(password)
                : new PasswordResult(null, $"{path} must have the password in its first line, which is empty.");
        }
        catch (Exception exception) when (FileError.Is(exception))
        {
            return new PasswordResult(null, $"The password in {path} cannot be read: {exception.Message}");
        }
    }
}

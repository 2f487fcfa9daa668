namespace ChatSockets.Client.Settings;

/// <summary>Files and folders that only the user can read: on Unix by their mode, on Windows as the user's profile is protected.</summary>
internal static class PrivateFile
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder if it is not there.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Makes a file at once with all its contents. Returns false if there is one.</summary>
    public static bool Create(string path, byte[] contents)
    {
        string next = WriteBeside(path, contents, FileMode);
        try
        {
            File.Move(next, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>Replaces a file at once with other contents. It keeps its mode; a link keeps pointing to it.</summary>
    public static void Replace(string path, byte[] contents)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        string next = WriteBeside(target, contents, OperatingSystem.IsWindows() ? FileMode : File.GetUnixFileMode(target));
        try
        {
            File.Move(next, target, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>Opens a file to write that is not there yet.</summary>
    public static FileStream New(string path)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        return new FileStream(path, options);
    }

    private static string WriteBeside(string path, byte[] contents, UnixFileMode mode)
    {
        string next = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var file = new FileStream(next, options);
        file.Write(contents);
        file.Flush(flushToDisk: true);
        return next;
    }
}

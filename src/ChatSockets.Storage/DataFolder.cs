using System.Globalization;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The folder of a server's data. On Unix only its owner can read it and its files. One server uses it at a time: it locks the file
/// <c>lock</c>, and its process id is in <c>pid</c>.
/// </summary>
internal static class DataFolder
{
    private const string LockName = "lock";

    // Not in the lock, which nobody else can read while it is held.
    private const string ProcessName = "pid";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Makes the folder if it does not exist, and claims it for this process until the result is disposed.</summary>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static FileStream Open(string folder)
    {
        try
        {
            Make(folder);
            FileStream claim = Claim(folder);
            try
            {
                File.WriteAllText(Path.Combine(folder, ProcessName), ProcessNumber.Own);
                return claim;
            }
            catch
            {
                claim.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(Reason(folder, exception), exception);
        }
    }

    /// <summary>Has a folder to itself, against other servers, until it is disposed.</summary>
    /// <exception cref="IOException">Another has it, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FileStream Claim(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(LockOf(folder), options);
    }

    /// <summary>The number of the process whose server has the folder; null if none has it, or if that is not known.</summary>
    public static int? Process(string folder)
    {
        try
        {
            return IsClaimed(folder) ? ProcessNumber.Read(Path.Combine(folder, ProcessName)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a new file that only its owner can read.</summary>
    /// <exception cref="IOException">It exists, or cannot be written.</exception>
    public static void WriteForOwner(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes other users' access to files that an older version left readable.</summary>
    public static void CloseToOthers(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (string name in new[] { Database.FileName, Database.FileName + "-wal", Database.FileName + "-shm" })
        {
            string path = Path.Combine(folder, name);
            try
            {
                if (File.Exists(path) && (File.GetUnixFileMode(path) & ~OwnerOnlyFolder) != 0) File.SetUnixFileMode(path, OwnerOnly);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is somebody else's, who lets this server use it: so it is for them to say who else may.
            }
        }
    }

    /// <summary>Returns why the folder cannot be used, and what to do.</summary>
    public static string Reason(string folder, Exception exception)
    {
        if (File.Exists(folder)) return $"{folder} is a file, not a folder: name another with --data.";
        if (exception is UnauthorizedAccessException)
            return $"The data folder {folder} may not be written by this account: change its owner or permissions, name another with "
                + "--data, or store nothing with --in-memory.";
        return CauseOf(exception) switch
        {
            Cause.InUse =>
                $"The data folder {folder} is used by another chat-server{Named(folder)}: stop that one, or name another "
                    + "folder with --data.",
            Cause.ReadOnly =>
                $"The data folder {folder} lies on a read-only file system: name another with --data, or store nothing with --in-memory.",
            Cause.Full => $"The disk of the data folder {folder} is full: make room on it, or name another folder with --data.",
            _ => $"The data folder {folder} cannot be used: {exception.Message} Name another with --data, or store nothing "
                + "with --in-memory.",
        };
    }

    private static string LockOf(string folder) => Path.Combine(folder, LockName);

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnlyFolder);
    }

    private static bool IsClaimed(string folder)
    {
        try
        {
            Claim(folder).Dispose();
            return false;
        }
        catch (IOException exception)
        {
            // On a read-only file system nothing can be locked, and what would lock it could not write.
            return CauseOf(exception) != Cause.ReadOnly;
        }
    }

    private static string Named(string folder) =>
        Process(folder) is { } process ? string.Create(CultureInfo.InvariantCulture, $" (process {process})") : "";

    private enum Cause
    {
        Other,
        InUse,
        ReadOnly,
        Full,
    }

    // What the framework has no type for: the system's own number of the error.
    private static Cause CauseOf(Exception exception) => exception.HResult switch
    {
        // ERROR_SHARING_VIOLATION, ERROR_WRITE_PROTECT, ERROR_DISK_FULL
        unchecked((int)0x80070020) => Cause.InUse,
        unchecked((int)0x80070013) => Cause.ReadOnly,
        unchecked((int)0x80070070) => Cause.Full,
        // EWOULDBLOCK of Linux and of macOS, EROFS, ENOSPC
        11 or 35 => Cause.InUse,
        30 => Cause.ReadOnly,
        28 => Cause.Full,
        _ => Cause.Other,
    };
}

using System.Buffers.Binary;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// A file that gets its name only when it is whole. Until then it lies beside it as <c>NAME.XXXXXXXX.partial</c>, readable by its owner
/// alone and locked, so that one whose process was killed can be told from one that is still being written. One thread.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Extension = ".partial";
    private const string JournalExtension = "-journal";
    private const int RandomLength = 8;

    // Where the header of a file of SQLite has the application's number (Database File Format, 1.3), and how its journals begin (3).
    private const int ApplicationId = 68;
    private static readonly byte[] Journal = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

    private readonly string _target;
    private readonly FileStream _lock;

    private PartialFile(string target)
    {
        _target = target;
        Path = $"{target}.{System.IO.Path.GetRandomFileName()[..RandomLength]}{Extension}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            // On Unix this is a lock that only other such streams look at; on Windows it would keep SQLite out.
            Share = OperatingSystem.IsWindows() ? FileShare.ReadWrite | FileShare.Delete : FileShare.None,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _lock = new FileStream(Path, options);
    }

    /// <summary>Where it lies until it is whole.</summary>
    public string Path { get; }

    /// <summary>Makes an empty one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static PartialFile Create(string target) => new(target);

    /// <summary>
    /// Deletes abandoned files of the same name, and those of other names in the same folder that are copies of a store: a backup often has
    /// the date in its name. Those that cannot be deleted stay.
    /// </summary>
    public static void DeleteAbandoned(string target)
    {
        string folder = System.IO.Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) return;
        string prefix = $"{System.IO.Path.GetFileName(target)}.";
        foreach (string path in Directory.EnumerateFiles(folder, $"*{Extension}"))
        {
            string name = System.IO.Path.GetFileName(path);
            int end = name.Length - Extension.Length - RandomLength;
            if (end < 2 || name[end - 1] != '.') continue;
            DeleteIfAbandoned(path, isOfTarget: name[..end] == prefix);
        }
    }

    /// <summary>Flushes it to the disk and gives it its name. Returns its size in bytes.</summary>
    /// <exception cref="IOException">It cannot be written, or there is a file of that name that is not to be overwritten.</exception>
    public long Complete(bool overwrites)
    {
        _lock.Flush(flushToDisk: true);
        long size = new FileInfo(Path).Length;
        File.Move(Path, _target, overwrites);
        return size;
    }

    /// <summary>Deletes it, unless it is complete.</summary>
    public void Dispose()
    {
        Delete(Path);
        _lock.Dispose();
    }

    private static void DeleteIfAbandoned(string path, bool isOfTarget)
    {
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite,
                OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
            if (isOfTarget || IsCopyOfStore(free, path)) Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody is writing it, or it is somebody else's.
        }
    }

    // SQLite writes the header last: before that there is nothing in its place, and a journal beside it.
    private static bool IsCopyOfStore(FileStream file, string path)
    {
        Span<byte> head = stackalloc byte[ApplicationId + sizeof(int)];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return false;
        if (BinaryPrimitives.ReadInt32BigEndian(head[ApplicationId..]) == Schema.ApplicationId) return true;
        if (head.ContainsAnyExcept((byte)0) || !File.Exists(path + JournalExtension)) return false;
        using FileStream journal = File.OpenRead(path + JournalExtension);
        Span<byte> magic = stackalloc byte[Journal.Length];
        return journal.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual(Journal);
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete(path + JournalExtension);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It could not be written, and cannot be deleted either; the reason is told.
        }
    }
}

using System.Runtime.InteropServices;
using System.Text;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The identity of a file, to detect another file of the same name. On Unix a file can be deleted or replaced while it is open, and its
/// device and inode identify it; on Windows it cannot, so only its existence counts. Any thread; one system call.
/// </summary>
/// <param name="Device">The device's number.</param>
/// <param name="Inode">The file's number on that device, unique while any process has it open.</param>
internal readonly record struct FileIdentity(long Device, long Inode)
{
    // The bits of a file's mode that say what it is, and those of a regular one: the same on every Unix.
    private const int TypeMask = 0xF000, Regular = 0x8000;

    // The framework reads it through its own native library and does not tell it to anybody. Where that is different one day, only
    // existence is looked at.
    private static readonly bool CanTell = !OperatingSystem.IsWindows() && TellsFilesApart();

    /// <summary>The file of that path; null for none.</summary>
    public static FileIdentity? Of(string path)
    {
        if (CanTell) return Read(path, out Status status) ? new FileIdentity(status.Device, status.Inode) : null;
        return File.Exists(path) ? default(FileIdentity) : null;
    }

    /// <summary>
    /// Whether the path, or what it links to, is a file on a disk: no folder, and neither a pipe, which would be waited for for ever, nor a
    /// socket or device. False if there is none.
    /// </summary>
    public static bool IsRegular(string path) =>
        CanTell ? Read(path, out Status status) && (status.Mode & TypeMask) == Regular : File.Exists(path);

    private static bool Read(string path, out Status status) => Stat([.. Encoding.UTF8.GetBytes(path), 0], out status) == 0;

    private static bool TellsFilesApart()
    {
        try
        {
            return Read("/", out Status root) && Read("/", out Status same) && Read("/dev/null", out Status other)
                && root.Inode != 0 && (root.Device, root.Inode) == (same.Device, same.Inode)
                    && (root.Device, root.Inode) != (other.Device, other.Inode);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Stat(byte[] path, out Status status);

    // As the library fills it on every Unix, with room for what it may add.
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Status
    {
        [FieldOffset(4)]
        public int Mode;

        [FieldOffset(88)]
        public long Device;

        [FieldOffset(104)]
        public long Inode;
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ChatSockets.Server.Diagnostics.Control;

/// <summary>
/// Where the control sockets are: <c>control.sock</c> in the data folder; for a server without one, or with one whose name is too long
/// for a
/// socket, <c>PID.sock</c> in a folder of the user's own, under XDG_RUNTIME_DIR or the temporary folder.
/// </summary>
internal static class ControlPath
{
    private const string InFolder = "control.sock";
    private const string Extension = ".sock";

    // sockaddr_un has room for 104 bytes on macOS, 108 elsewhere, with the zero at the end.
    private const int LongestPath = 103;

    /// <summary>Where a server listens.</summary>
    /// <param name="dataFolder">Its data folder; null for none.</param>
    /// <param name="process">Its process.</param>
    public static string Of(string? dataFolder, int process)
    {
        string? inFolder = dataFolder is null ? null : Path.GetFullPath(Path.Combine(dataFolder, InFolder));
        return inFolder is not null && Encoding.UTF8.GetByteCount(inFolder) <= LongestPath
            ? inFolder : Path.Combine(RuntimeFolder, process.ToString(CultureInfo.InvariantCulture) + Extension);
    }

    /// <summary>
    /// The processes of this user's servers whose sockets are in the user's own folder and answer. Sockets that were left behind are
    /// deleted.
    /// </summary>
    public static IReadOnlyList<int> FindProcesses()
    {
        var found = new List<int>();
        if (!Directory.Exists(RuntimeFolder)) return found;
        foreach (string path in Directory.EnumerateFiles(RuntimeFolder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (!int.TryParse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture, out int process)) continue;
            if (IsAnswered(path)) found.Add(process);
            else File.Delete(path);
        }
        return found;
    }

    /// <summary>Makes the folder of a socket, for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made, or others may write in it.</exception>
    public static void MakeFolder(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (folder != RuntimeFolder) return;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, OwnerOnly);
        // Somebody else may have made it before, where everybody may make folders.
        if (File.GetUnixFileMode(folder) != OwnerOnly) throw new UnauthorizedAccessException($"{folder} is open to others.");
    }

    private static string RuntimeFolder =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } own && Directory.Exists(own)
            ? Path.Combine(own, "chat-server")
            : Path.Combine(Path.GetTempPath(), $"chat-server-{Environment.UserName}");

    private static bool IsAnswered(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

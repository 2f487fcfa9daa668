using System.Globalization;

namespace ChatSockets.CommandLine;

/// <summary>
/// Detects a standard stream that was closed when the program began (<c>&lt;&amp;-</c>). Its number then belongs to a pipe of the runtime:
/// reading it would wait for ever, and writing it would confuse the runtime.
/// </summary>
internal static class ClosedStream
{
    /// <summary>True when the descriptor is a pipe of which this very process holds an other end. Linux only; elsewhere never.</summary>
    public static bool Is(int descriptor)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            string own = $"/proc/self/fd/{descriptor.ToString(CultureInfo.InvariantCulture)}";
            if (new FileInfo(own).LinkTarget is not { } target) return true;
            if (!target.StartsWith("pipe:", StringComparison.Ordinal)) return false;
            bool writes = OpenForWriting(own);
            return Directory.EnumerateFileSystemEntries("/proc/self/fd")
                .Any(other => new FileInfo(other).LinkTarget == target && OpenForWriting(other) != writes);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool OpenForWriting(string path)
    {
        // "flags: 0100001", in octal; the last bits are read only, write only, or both.
        string info = path.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal);
        string? flags = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal))
            : null;
        return flags is not null && (flags[^1] - '0') % 4 == 1;
    }
}

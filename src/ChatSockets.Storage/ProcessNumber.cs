using System.Globalization;

namespace ChatSockets.Storage;

/// <summary>The number of a process in a file, as a line of text.</summary>
internal static class ProcessNumber
{
    /// <summary>What such a file of this process contains.</summary>
    public static string Own => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n");

    /// <summary>Returns the number in such a file; null if the file has none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static int? Read(string path) =>
        int.TryParse(File.ReadAllText(path).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && process > 0 ? process : null;
}

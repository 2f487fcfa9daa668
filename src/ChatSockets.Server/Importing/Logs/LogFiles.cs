using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>A log that is to be imported.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="IsNamed">Whether the user named it, and not a folder that has it.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct LogFile(string Path, bool IsNamed, long Length);

/// <summary>
/// Finds the logs of one program. What cannot be read is told and does not end it, unless the user wants that. Links to folders are not
/// followed within a folder: they may lead back into it. One thread.
/// </summary>
/// <param name="format">Whose logs.</param>
/// <param name="isStrict">Whether what cannot be read ends it.</param>
/// <param name="report">Counts what is left out.</param>
internal sealed class LogFiles(LogFormat format, bool isStrict, ImportReport report)
{
    private readonly List<LogFile> _found = [];

    /// <summary>The files, in an order in which the days of one room follow each other.</summary>
    /// <param name="paths">Files, which are all logs, and folders, of which those are logs that look like some.</param>
    /// <exception cref="ImportStoppedException">One cannot be read, and that is to end it.</exception>
    public List<LogFile> Find(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (!Directory.Exists(path)) Add(path, isNamed: true);
            else foreach (string file in Within(path)) AddOfFolder(file);
        }
        return _found;
    }

    private List<string> Within(string root)
    {
        var files = new List<string>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out string? folder))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    string path = Path.Combine(folder, entry.Name);
                    if (entry is not DirectoryInfo)
                    {
                        files.Add(path);
                    }
                    else if (entry.LinkTarget is null) folders.Push(path);
                    else report.LeaveOut("links to folders (name the folder itself)");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                report.Refuse(folder, "the folder cannot be read", isStrict);
            }
        }
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private void AddOfFolder(string path)
    {
        if (format.IsLog(path)) Add(path, isNamed: false);
        else report.AddStranger(path);
    }

    private void Add(string path, bool isNamed)
    {
        try
        {
            // Before it is opened: a pipe would be waited for.
            if (FileIdentity.IsRegular(path)) _found.Add(new LogFile(path, isNamed, new FileInfo(path).Length));
            else report.Refuse(path, FileIdentity.Of(path) is null ? "it is a link to nothing" : "it is not a regular file", isStrict);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Refuse(path, "it cannot be looked at", isStrict);
        }
    }
}

namespace ChatSockets.Benchmarks.Servers;

/// <summary>
/// A server that the benchmark knows how to start, with every flood limit lifted so that all are measured at the same work.
/// </summary>
internal abstract class ServerKind
{
    public abstract string Name { get; }

    /// <summary>Whether this is ours, which is compared with the others: in memory first, where both are.</summary>
    public virtual bool IsOurs => false;

    /// <summary>What to do to have it, for one that is missing.</summary>
    public abstract string HowToInstall { get; }

    public abstract bool IsInstalled { get; }

    /// <summary>Starts it on a free port of the loopback interface and waits until it listens.</summary>
    public abstract RunningServer Start();

    protected static string? FindProgram(string name)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        // Debian keeps daemons where a user's PATH does not look.
        return path.Split(Path.PathSeparator).Append("/usr/sbin").Append("/usr/local/sbin")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}

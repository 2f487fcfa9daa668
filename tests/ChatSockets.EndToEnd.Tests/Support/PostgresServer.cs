using System.Diagnostics;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A PostgreSQL of a test's own, in a temporary folder and on a Unix domain socket there: no port is taken.</summary>
internal sealed class PostgresServer : IDisposable
{
    // It refuses to run as root.
    private const string Unprivileged = "postgres";

    /// <summary>The folder of its programs; null where there is none that could be used.</summary>
    public static readonly string? Programs = FindPrograms();

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-pg-").FullName;

    private PostgresServer()
    {
    }

    /// <summary>How chat-server reaches it.</summary>
    public string ConnectionString => $"Host={_folder};Username=chat;Database=postgres";

    /// <summary>Makes one, and starts it.</summary>
    public static PostgresServer Start()
    {
        var server = new PostgresServer();
        try
        {
            if (Environment.IsPrivilegedProcess) Run("chown", Unprivileged, server._folder);
            Use("initdb", "--pgdata", server.Data, "--username", "chat", "--auth", "trust", "--no-sync");
            server.Resume();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a machine does that loses its power: nothing is finished, and nobody is told.</summary>
    public void Crash() => Use("pg_ctl", "--pgdata", Data, "--mode", "immediate", "stop");

    /// <summary>Starts it again; it answers when this returns.</summary>
    public void Resume() => Use("pg_ctl", "--pgdata", Data, "--log", Path.Combine(_folder, "log"), "--wait",
        "--options", $"-c listen_addresses= -c unix_socket_directories={_folder} -c fsync=off", "start");

    /// <summary>Has it carry out some statements, as a foolish administrator might.</summary>
    public void Execute(string sql) => Use("psql", "--host", _folder, "--username", "chat", "--dbname", "postgres", "--command", sql);

    public void Dispose()
    {
        try
        {
            Crash();
        }
        catch (InvalidOperationException)
        {
            // It does not run.
        }
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static void Use(string program, params string[] arguments)
    {
        string path = Path.Combine(Programs!, program);
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", Unprivileged, "--", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Into nothing: what it starts would keep a pipe open.
        string quoted = string.Join(' ', arguments.Select(argument => $"'{argument}'"));
        using var process = Process.Start("sh", ["-c", $"'{program}' {quoted} > /dev/null 2>&1"]);
        process.WaitForExit(Deadline.Wait);
        if (!process.HasExited || process.ExitCode != 0) throw new InvalidOperationException($"{program} {quoted} failed.");
    }

    private static string? FindPrograms()
    {
        if (OperatingSystem.IsWindows()) return null;
        if (Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{Unprivileged}:",
            StringComparison.Ordinal))) return null;
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        // Debian has them in a folder for each version.
        string[] debian = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))] : [];
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}

using System.Diagnostics;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>The data folder: who may use it, the space on its disk, what is stored in it, and how long a commit takes there.</summary>
internal static class DataCheck
{
    private const string Name = "data";
    private const int Commits = 20;
    private const long Megabyte = 1 << 20;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<Finding> Run(ServerOptions options)
    {
        if (options.DataFolder is not { } folder) return [new Finding(Name, Verdict.Ok, "Nothing is stored on disk.")];
        if (File.Exists(folder)) return [new Finding(Name, Verdict.Fail, $"{folder} is a file, not a folder.",
            "Name another with --data.")];
        var findings = new List<Finding>();
        if (!Directory.Exists(folder)) findings.Add(new Finding(Name, Verdict.Ok, $"{folder} does not exist yet; the server makes it."));
        else findings.AddRange([Rights(folder), Content(folder)]);
        string parent = Existing(folder);
        findings.Add(Space(parent));
        findings.Add(Latency(parent, options.Durability));
        return findings;
    }

    private static Finding Rights(string folder)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Others) != 0)
            return new Finding(Name, Verdict.Warn, $"Other users of this machine may look into {folder}.", $"Close it: chmod 700 {folder}");
        return new Finding(Name, Verdict.Ok, $"{folder} is its owner's alone.");
    }

    private static Finding Content(string folder)
    {
        string path = Path.Combine(folder, Database.FileName);
        if (!File.Exists(path)) return new Finding(Name, Verdict.Ok, "Nothing is stored yet.");
        try
        {
            using var file = StoreFile.Open(folder, CancellationToken.None);
            return new Finding(Name, Verdict.Ok, $"{path} can be read; it has {new FileInfo(path).Length / Megabyte} MB.");
        }
        catch (StoreException exception)
        {
            return new Finding(Name, Verdict.Fail, $"{path} cannot be used.", exception.Message);
        }
    }

    private static Finding Space(string folder)
    {
        long free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / Megabyte;
        string text = $"There are {free} MB free on the disk of {folder}.";
        return free switch
        {
            < 10 => new Finding(Name, Verdict.Fail, text, "Make room: without it, messages are refused."),
            < 500 => new Finding(Name, Verdict.Warn, text, "Make room, or limit what is stored with --history-megabytes."),
            _ => new Finding(Name, Verdict.Ok, text),
        };
    }

    // In a file of its own, with the settings of the real one.
    private static Finding Latency(string folder, Durability durability)
    {
        string scratch = Path.Combine(folder, $"doctor-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(scratch);
            TimeSpan[] times = [.. Measure(scratch, durability).Order()];
            string text = $"A commit takes {times[Commits / 2].TotalMilliseconds:0.0} ms, "
                + $"the slowest of {Commits} took {times[^1].TotalMilliseconds:0.0} ms.";
            return times[Commits / 2] < Slow ? new Finding(Name, Verdict.Ok, text)
                : new Finding(Name, Verdict.Warn, text, "Each message waits so long: use a faster disk, or --durability process.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException or StoreException)
        {
            return new Finding(Name, Verdict.Fail, $"Nothing can be written in {folder}: {exception.Message}",
                "Change its owner or permissions, name another with --data, or store nothing with --in-memory.");
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }

    private static List<TimeSpan> Measure(string scratch, Durability durability)
    {
        using SqliteConnection connection = Database.OpenFile(scratch, durability).Open();
        var times = new List<TimeSpan>();
        for (int i = 0; i < Commits; i++)
        {
            long began = Stopwatch.GetTimestamp();
            Store.Set(connection, "doctor", $"{i}");
            times.Add(Stopwatch.GetElapsedTime(began));
        }
        return times;
    }

    private static string Existing(string folder)
    {
        string path = Path.GetFullPath(folder);
        while (!Directory.Exists(path)) path = Path.GetDirectoryName(path)!;
        return path;
    }
}

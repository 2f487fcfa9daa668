using System.CommandLine;
using ChatSockets.Server.Configuration;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// What the commands on a data folder have in common: the folder is found as the server finds it, a server may be running on it, and what
/// cannot be done is said with the exit code for it.
/// </summary>
internal sealed class FolderCommand(SettingFlags flags, ProgramStreams streams)
{
    /// <summary>Runs such a command.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="run">Gets the folder and the server's options; returns the exit code.</param>
    /// <param name="mayBeNew">Whether the folder is made if no server has run on it yet.</param>
    public int Run(ParseResult result, Func<string, ServerOptions, int> run, bool mayBeNew = false)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(flags.Read(result, streams.Environment));
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        if (loaded.Options.Server.Cluster.Length > 0)
        {
            return streams.Complain(ExitCode.WrongUsage, "This is about the data folder of one server, and a server of a cluster has none: "
                + "accounts, rooms and hooks are managed from within the chat (/msg NickServ HELP, /msg ChanServ HELP), and PostgreSQL's "
                + "own tools back up the database.");
        }
        if (loaded.Options.ForServer.DataFolder is not { } folder)
            return streams.Complain(ExitCode.WrongUsage,
                "This server stores nothing on disk. Name a folder with --data, or a server with --port.");
        try
        {
            if (mayBeNew) Prepare(folder, loaded.Options.Server.Durability);
            return run(folder, loaded.Options.ForServer);
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            return streams.Complain(ExitCode.CouldNotRun, exception.Message);
        }
    }

    private static void Prepare(string folder, Durability durability)
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(folder, Database.FileName))) Database.OpenFile(folder, durability);
    }
}

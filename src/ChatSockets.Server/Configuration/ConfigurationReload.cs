using Serilog.Core;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// Reads the program's sources again and puts what they say in force (<see cref="ServerOptions.Reread"/>): the server takes its part, the
/// log's level is the program's.
/// </summary>
/// <param name="sources">The same as at the start.</param>
/// <param name="options">What was read at the start.</param>
/// <param name="level">The log's.</param>
internal sealed class ConfigurationReload(ConfigurationSources sources, ProgramOptions options, LoggingLevelSwitch level)
{
    private volatile ProgramOptions _inForce = options;

    /// <summary>Any thread, under no lock: it reads files.</summary>
    public ReloadResult Run(ChatServer server)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        if (loaded.Errors.Count > 0) return new ReloadResult { Errors = [.. loaded.Errors.Select(error => error.ToString())] };
        ReloadResult ofServer = server.Reload(loaded.Options.Server);
        if (ofServer.Errors.Count > 0) return ofServer;
        // The server's part is compared by the server.
        var ofProgram = SettingChanges.Between(_inForce with { Server = loaded.Options.Server }, loaded.Options);
        _inForce = ofProgram.Options;
        level.MinimumLevel = ofProgram.Options.LogLevel;
        return new ReloadResult
        {
            Changed = [.. ofServer.Changed, .. ofProgram.Changed],
            NeedsRestart = [.. ofServer.NeedsRestart, .. ofProgram.NeedsRestart],
        };
    }
}

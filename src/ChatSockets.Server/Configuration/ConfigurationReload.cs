using ChatSockets.Core.Settings;
using Serilog.Core;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// Rereads the program's sources and applies them (<see cref="ServerOptions.Reread"/>): options to the server, the log level to the
/// program.
/// </summary>
/// <param name="sources">The sources read at the start.</param>
/// <param name="options">The options read at the start.</param>
/// <param name="level">The log's level.</param>
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

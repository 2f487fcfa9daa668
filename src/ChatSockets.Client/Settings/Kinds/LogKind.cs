namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A <see cref="LogSettings"/> as the file has it.</summary>
internal sealed class LogKind() : RecordKind<LogSettings>("the log", new LogSettings(), Table)
{
    private static readonly IReadOnlyList<Setting<LogSettings>> Table =
    [
        new Setting<LogSettings, bool>(
            "enabled", "Whether messages are written down.", "true", new SwitchKind(),
            log => log.Enabled, (log, isEnabled) => log with { Enabled = isEnabled }),
        new Setting<LogSettings, string>(
            "folder", "Where; the folder \"logs\" of the client's state folder if it is left out.", "\"~/chat-logs\"",
            new PathKind("folder"),
            log => log.Folder, (log, folder) => log with { Folder = folder }),
    ];
}

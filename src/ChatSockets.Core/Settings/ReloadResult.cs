namespace ChatSockets.Core.Settings;

/// <summary>The result of <c>ChatServer.Reload</c>: either everything possible was applied, or nothing.</summary>
public sealed record ReloadResult
{
    /// <summary>The settings that have changed and are in force, by their names in the configuration file.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>The settings that have changed but take effect at the next start; until then they are as they were.</summary>
    public IReadOnlyList<string> NeedsRestart { get; init; } = [];

    /// <summary>Why nothing was taken, one line each; empty when it was.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}

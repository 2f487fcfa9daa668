namespace ChatSockets.Server.Configuration;

/// <summary>Where settings come from, before any was read; a reload reads the same sources again.</summary>
internal sealed record ConfigurationSources
{
    /// <summary>The flags of the command line that were given, by the names of their settings.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();

    /// <summary>The file named by <c>--config</c>; null without that flag.</summary>
    public string? File { get; init; }

    /// <summary>Reads the environment's variables, as they are now.</summary>
    public Func<IReadOnlyDictionary<string, string>> Environment { get; init; } = static () => new Dictionary<string, string>();
}

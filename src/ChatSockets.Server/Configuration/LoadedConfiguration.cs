using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration;

/// <summary>The combination of all sources.</summary>
/// <param name="Options">The resulting options; meaningful only without errors.</param>
/// <param name="Origins">The source of each setting that is not the default: the flag, the variable, or <c>file:line:column</c>.</param>
/// <param name="Errors">All errors, in the order of the sources.</param>
/// <param name="File">The file that was read; null for none.</param>
internal sealed record LoadedConfiguration(
    ProgramOptions Options, IReadOnlyDictionary<string, string> Origins, IReadOnlyList<ConfigurationError> Errors, string? File);

namespace ChatSockets.Server.Configuration;

/// <summary>What all sources say together.</summary>
/// <param name="Options">What is in force, which is something only where there are no errors.</param>
/// <param name="Origins">Where each setting comes from that is not the default: the flag, the variable, or <c>file:line:column</c>.</param>
/// <param name="Errors">Everything that is wrong, in the order of the sources.</param>
/// <param name="File">The file that was read; null for none.</param>
internal sealed record LoadedConfiguration(
    ProgramOptions Options, IReadOnlyDictionary<string, string> Origins, IReadOnlyList<ConfigurationError> Errors, string? File);

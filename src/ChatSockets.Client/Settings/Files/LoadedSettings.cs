namespace ChatSockets.Client.Settings.Files;

/// <summary>What a settings file contains.</summary>
/// <param name="Settings">The settings; the defaults if there are errors.</param>
/// <param name="Errors">All errors, in the order of the file.</param>
/// <param name="Origins">Where each setting that the file has stands, by its name: <c>file:line:column</c>.</param>
internal sealed record LoadedSettings(
    ClientSettings Settings, IReadOnlyList<SettingsError> Errors, IReadOnlyDictionary<string, string> Origins);

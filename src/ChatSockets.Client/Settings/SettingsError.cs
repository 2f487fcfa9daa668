namespace ChatSockets.Client.Settings;

/// <summary>An error in the settings.</summary>
/// <param name="Where">The file, or <c>file:line:column</c>.</param>
/// <param name="Reason">What is wrong and what to do, as a sentence.</param>
/// <param name="IsUnreadable">Whether the file cannot be read, rather than contains an error.</param>
internal sealed record SettingsError(string Where, string Reason, bool IsUnreadable = false)
{
    public override string ToString() => $"{Where}: {Reason}";
}

namespace ChatSockets.Server.Configuration.Json;

/// <summary>An error in the configuration.</summary>
/// <param name="Where">The flag, the variable, or <c>file:line:column</c>.</param>
/// <param name="Reason">What is wrong and what to do, as a sentence.</param>
/// <param name="IsUnreadable">Whether a file cannot be read, rather than contains an error.</param>
internal sealed record ConfigurationError(string Where, string Reason, bool IsUnreadable = false)
{
    public override string ToString() => $"{Where}: {Reason}";
}

namespace ChatSockets.Server.Configuration;

/// <summary>A mistake in the configuration.</summary>
/// <param name="Where">The flag, the variable, or <c>file:line:column</c>.</param>
/// <param name="Reason">What is wrong and what to do, in a sentence.</param>
/// <param name="IsUnreadable">Nothing is written wrong: a file cannot be read.</param>
internal sealed record ConfigurationError(string Where, string Reason, bool IsUnreadable = false)
{
    public override string ToString() => $"{Where}: {Reason}";
}

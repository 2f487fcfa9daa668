namespace ChatSockets.Client.Scripting;

/// <summary>What to listen for, how many messages, and how long; null means everything, without limit.</summary>
internal sealed record ListenOptions(Pattern? Pattern, int? Count, TimeSpan? Timeout)
{
    /// <summary>The only nickname to listen to; null for everybody.</summary>
    public string? From { get; init; }
}

namespace ChatSockets.Client.Scripting;

/// <summary>What to listen for, how often, and for how long; null is everything, without an end.</summary>
internal sealed record ListenOptions(Pattern? Pattern, int? Count, TimeSpan? Timeout);

namespace ChatSockets.Server.Delivery;

/// <summary>When something was said, and the number of its first line's id; those of the others follow.</summary>
internal readonly record struct Stamp(DateTimeOffset Time, ulong FirstId);

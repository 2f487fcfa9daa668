namespace ChatSockets.Server.Storage;

/// <summary>Lines of one conversation that somebody asks for: those between two ids.</summary>
/// <param name="Conversation">Which, by its number in the store; 0 has no lines.</param>
/// <param name="After">They are behind that one.</param>
/// <param name="Before">They are before that one.</param>
/// <param name="WithEvents">Whether what is not said in words is among them.</param>
internal readonly record struct LineRange(long Conversation, long After, long Before, bool WithEvents)
{
    /// <summary>The id before which all lines are.</summary>
    public const long End = long.MaxValue;
}

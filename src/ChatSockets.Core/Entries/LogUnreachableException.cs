namespace ChatSockets.Core.Entries;

/// <summary>A shared log does not answer.</summary>
/// <param name="message">Why, for people.</param>
/// <param name="cause">The cause.</param>
internal sealed class LogUnreachableException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>Whether it may have heard what was asked of it: then that was done or not.</summary>
    public bool WasAsked { get; init; } = true;
}

namespace ChatSockets.Server.Storage;

/// <summary>When a room was closed (modes i, k, R, s), by the ids of what was said then: from one up to, but without, another.</summary>
/// <param name="First">The first id.</param>
/// <param name="Until">The first id after it; <see cref="Open"/> while it goes on.</param>
internal readonly record struct ClosedPeriod(long First, long Until)
{
    /// <summary>There is no end yet.</summary>
    public const long Open = long.MaxValue;

    /// <summary>
    /// The most of one conversation: what would be one more goes on from the last, and what was said in between is closed, too.
    /// </summary>
    public const int Maximum = 64;

    public bool IsOpenEnded => Until == Open;
}

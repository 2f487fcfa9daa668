namespace ChatSockets.Storage;

/// <summary>A period in which a room was closed (modes i, k, R, s), from one message id up to but excluding another.</summary>
/// <param name="First">The first id.</param>
/// <param name="Until">The first id after it; <see cref="Open"/> while it lasts.</param>
internal readonly record struct ClosedPeriod(long First, long Until)
{
    /// <summary>There is no end yet.</summary>
    public const long Open = long.MaxValue;

    /// <summary>The most periods of one conversation; a further one extends the last, including the messages in between.</summary>
    public const int Maximum = 64;

    public bool IsOpenEnded => Until == Open;
}

namespace ChatSockets.Server.Storage;

/// <summary>A line as the store has it.</summary>
/// <param name="Id">Its id, of which <see cref="MessageIds.TimeOf(long)"/> tells the time.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Source">nick!user@host of whoever said or did it, as it was then.</param>
/// <param name="Account">The account that this user had; null for none.</param>
/// <param name="IsBot">Whether it was a bot.</param>
/// <param name="Tags">The client-only tags as they stand on the wire, each with a semicolon before it.</param>
/// <param name="Text">What follows the target: see <see cref="LineKind"/>.</param>
internal sealed record StoredLine(long Id, LineKind Kind, byte[] Source, byte[]? Account, bool IsBot, byte[] Tags, byte[] Text)
{
    /// <summary>About as many bytes as a reader is sent for it, each line of a message with its source and the tags.</summary>
    public int Weight => Text.Length + Tags.Length
        + ((1 + Text.AsSpan().Count((byte)'\n') + Text.AsSpan().Count((byte)'\r')) * (Source.Length + LineHead));

    // Time, batch, msgid, verb and target.
    private const int LineHead = 160;
}

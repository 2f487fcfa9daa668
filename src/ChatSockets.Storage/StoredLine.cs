namespace ChatSockets.Storage;

/// <summary>A stored line.</summary>
/// <param name="Id">Its id; <see cref="MessageIds.TimeOf(long)"/> returns its time.</param>
/// <param name="Kind">The kind of line.</param>
/// <param name="Source">The sender's nick!user@host at the time.</param>
/// <param name="Account">The sender's account; null for a guest.</param>
/// <param name="IsBot">Whether it was a bot.</param>
/// <param name="Tags">The client-only tags as on the wire, each preceded by a semicolon.</param>
/// <param name="Text">Everything after the target: see <see cref="LineKind"/>.</param>
internal sealed record StoredLine(long Id, LineKind Kind, byte[] Source, byte[]? Account, bool IsBot, byte[] Tags, byte[] Text)
{
    /// <summary>About as many bytes as a reader is sent for it, each line of a message with its source and the tags.</summary>
    public int Weight => Text.Length + Tags.Length
        + ((1 + Text.AsSpan().Count((byte)'\n') + Text.AsSpan().Count((byte)'\r')) * (Source.Length + LineHead));

    // Time, batch, msgid, verb and target.
    private const int LineHead = 160;
}

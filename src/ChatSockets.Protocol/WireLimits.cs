namespace ChatSockets.Protocol;

/// <summary>The sizes of the wire, in bytes. Modern IRC "Message Format"; IRCv3 message-tags "Size limit".</summary>
public static class WireLimits
{
    /// <summary>A message without its tags, with its CR LF.</summary>
    public const int Line = 512;

    /// <summary>The tags that a client may send, with the leading @ and the trailing space.</summary>
    public const int TagsFromClient = 4096;

    /// <summary>The tags that a client must be able to read, with the leading @ and the trailing space.</summary>
    public const int TagsFromServer = 8191;

    /// <summary>The largest message there is: tags and line.</summary>
    public const int Message = TagsFromServer + Line;
}

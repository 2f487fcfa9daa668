namespace ChatSockets.Core.State;

/// <summary>
/// The forms in which one message may leave: a reader's capabilities choose its form, and a message is encoded once for
/// each form that its readers need.
/// </summary>
[Flags]
internal enum Variant : byte
{
    /// <summary>IRC without tags.</summary>
    Plain = 0,

    /// <summary>With msgid and the sender's client-only tags: IRCv3 message-tags.</summary>
    Tags = 1,

    /// <summary>With the time: IRCv3 server-time.</summary>
    Time = 2,

    /// <summary>Lines to be read by a person: line mode. Comes alone.</summary>
    Typed = 4,

    /// <summary>With the speaker's account: IRCv3 account-tag.</summary>
    Account = 8,

    /// <summary>JOIN with account and real name: IRCv3 extended-join.</summary>
    ExtendedJoin = 16,

    /// <summary>A message of several lines as a batch: IRCv3 multiline.</summary>
    Multiline = 32,

    /// <summary>In text messages of a WebSocket: IRCv3 websocket. Comes with any other form of lines.</summary>
    TextFrames = 64,

    /// <summary>The same in binary messages.</summary>
    BinaryFrames = 128,

    /// <summary>Either of these.</summary>
    Frames = TextFrames | BinaryFrames,
}

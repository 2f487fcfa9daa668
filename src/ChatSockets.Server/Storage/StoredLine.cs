namespace ChatSockets.Server.Storage;

/// <summary>One line of a conversation as it is kept. Immutable.</summary>
/// <param name="Id">Its place in the order of all lines; from 1 on, never used twice. The msgid is made of it.</param>
/// <param name="Conversation">The room or the pair of users, by its number in the store.</param>
/// <param name="Time">When the server took it, in milliseconds since 1970; never less than that of a line with a lower id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Source">Who said or did it: nick!user@host.</param>
/// <param name="Account">The account of that user; null for none.</param>
/// <param name="IsBot">Whether that user was a bot.</param>
/// <param name="Tags">The client-only tags as they stand on the wire, each with a semicolon before it; null for none.</param>
/// <param name="Text">What follows the target: the text of a message, the parameters of an event.</param>
internal sealed record StoredLine(
    long Id, long Conversation, long Time, LineKind Kind, byte[] Source, byte[]? Account, bool IsBot, byte[]? Tags, byte[] Text);

namespace ChatSockets.Storage;

/// <summary>One line of a <see cref="MessageWrite"/>. Its bytes must not change any more.</summary>
/// <param name="Kind">The kind of line.</param>
/// <param name="Text">Everything after the target: the text of a message, the parameters of an event.</param>
/// <param name="Tags">The client-only tags as on the wire, each preceded by a semicolon; empty for none.</param>
/// <param name="Place">Its index among the submission's ids, from 0.</param>
internal readonly record struct MessageLine(LineKind Kind, ReadOnlyMemory<byte> Text, byte[] Tags, int Place);

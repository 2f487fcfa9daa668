namespace ChatSockets.Server.Storage;

/// <summary>One line of a <see cref="MessageWrite"/>. Its bytes must not change any more.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What follows the target: the text of a message, the parameters of an event.</param>
/// <param name="Tags">The client-only tags as they stand on the wire, each with a semicolon before it; empty for none.</param>
/// <param name="Place">Which of the submission's ids it has, from 0 on.</param>
internal readonly record struct MessageLine(LineKind Kind, ReadOnlyMemory<byte> Text, byte[] Tags, int Place);

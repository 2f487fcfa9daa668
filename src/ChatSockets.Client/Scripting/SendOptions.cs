using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Scripting;

/// <summary>What <c>chat-client send</c> says, and to whom.</summary>
/// <param name="Targets">The rooms, or the one person.</param>
/// <param name="Text">The text; null for the lines of standard input.</param>
/// <param name="Marks">What it answers, and the id under which it arrives once.</param>
internal sealed record SendOptions(IReadOnlyList<string> Targets, string? Text, MessageMarks Marks);

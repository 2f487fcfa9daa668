using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>What the server has answered to one of our messages.</summary>
/// <param name="Message">The message.</param>
/// <param name="Refusal">Why the server refused it; null if it took it.</param>
/// <param name="Echo">Its echo (IRCv3 echo-message), which has its id; null without one.</param>
internal sealed record Receipt(SentMessage Message, Refused? Refusal, ChatMessage? Echo);

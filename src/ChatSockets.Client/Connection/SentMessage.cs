namespace ChatSockets.Client.Connection;

/// <summary>A sent message. With labeled-response (IRCv3) it has a label, which the server's reply carries; otherwise null.</summary>
internal sealed record SentMessage(string Target, SpeechKind Kind, string Text, string? Label);

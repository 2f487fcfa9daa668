namespace ChatSockets.Client.Connection;

/// <summary>
/// One message that we have sent. With labeled-response (IRCv3) it carries a label, which comes back on the server's answer to it; else
/// null.
/// </summary>
internal sealed record SentMessage(string Target, SpeechKind Kind, string Text, string? Label);

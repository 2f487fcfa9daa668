using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

internal enum OutboxState
{
    /// <summary>It waits for the connection, or for the room.</summary>
    Queued,

    /// <summary>It is on its way: the server has not answered.</summary>
    Sent,

    /// <summary>The connection was lost before the server answered; what became of it is being found out.</summary>
    Uncertain,

    /// <summary>What became of it cannot be found out: the user decides.</summary>
    Unknown,

    /// <summary>The server has refused it.</summary>
    Refused,
}

/// <summary>One message of ours that the server has not accepted yet.</summary>
/// <param name="token">An id that no other message of ours has.</param>
/// <param name="target">The room or nickname.</param>
/// <param name="text">What is said; its lines end with LF.</param>
/// <param name="kind">How it is said.</param>
/// <param name="replyTo">The id of the message that it answers; null for none.</param>
/// <param name="time">When it was typed.</param>
internal sealed class OutboxEntry(string token, string target, string text, SpeechKind kind, string? replyTo, DateTimeOffset time)
{
    public string Token => token;

    public string Target => target;

    public string Text => text;

    public SpeechKind Kind => kind;

    public string? ReplyTo => replyTo;

    public DateTimeOffset Time => time;

    public OutboxState State { get; set; }

    /// <summary>Why it was refused, as a clause; empty for any other.</summary>
    public string Reason { get; set; } = "";
}

namespace ChatSockets.Client.Core;

/// <summary>How much of a conversation's history has been loaded.</summary>
internal sealed class HistoryState
{
    /// <summary>Whether the server may have older messages than the oldest that is loaded.</summary>
    public bool HasOlder { get; set; } = true;

    /// <summary>Whether older messages are on their way.</summary>
    public bool IsLoadingOlder { get; set; }

    /// <summary>Whether the messages of a time without connection are on their way: what is said meanwhile waits for them.</summary>
    public bool IsFilling { get; set; }

    /// <summary>What the log had.</summary>
    public HeardUpTo Restored { get; } = new();

    /// <summary>What was said meanwhile.</summary>
    public List<Action> Held { get; } = [];
}

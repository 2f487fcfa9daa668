using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>The open batches (IRCv3 batch): which messages are played back, and which command a reply belongs to.</summary>
internal sealed class Batches
{
    // A server that opens batches and never closes them must not make us grow.
    private const int Most = 256;

    private readonly Dictionary<string, Batch> _open = [];

    /// <summary>Returns whether the message is played back, and the label of its command.</summary>
    public (bool Replayed, string? Label) OriginOf(in Message message)
    {
        Batch? batch = message.Tags.Get("batch"u8) is { } reference ? _open.GetValueOrDefault(reference) : null;
        return (batch is { Replayed: true }, message.Tags.Get("label"u8) ?? batch?.Label);
    }

    /// <summary>Handles BATCH. Returns the label of the command whose reply is now complete, or null.</summary>
    public string? Handle(in Message message)
    {
        string reference = WireText.Decode(message[0]);
        if (reference.Length < 2) return null;
        string name = reference[1..];
        if (reference[0] == '-')
        {
            return _open.Remove(name, out Batch? closed) && closed.IsLabelled ? closed.Label : null;
        }
        if (_open.Count == Most) return null;
        (bool replayed, string? label) = OriginOf(message);
        string type = WireText.Decode(message[1]);
        bool isHistory = type is "chathistory" or "draft/chathistory" or "znc.in/playback" or "soju.im/search" or "playback" or "history";
        _open[name] = new Batch(replayed || isHistory, label, message.Tags.TryGet("label"u8, out _));
        return null;
    }

    private sealed record Batch(bool Replayed, string? Label, bool IsLabelled);
}

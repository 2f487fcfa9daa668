using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// The open batches (IRCv3 batch): which messages are played back, which command a reply belongs to, and lines that are one message.
/// </summary>
internal sealed class Batches
{
    // A server that opens batches and never closes them must not make us grow.
    private const int Most = 256;
    private const int MostText = 64 * 1024;

    private readonly Dictionary<string, Batch> _open = [];

    /// <summary>Returns whether the message is played back, and the label of its command.</summary>
    public (bool Replayed, string? Label) OriginOf(in Message message)
    {
        Batch? batch = Of(message);
        return (batch is { Replayed: true }, message.Tags.Get("label"u8) ?? batch?.Label);
    }

    /// <summary>
    /// Takes a message that is one line of several (IRCv3 draft/multiline). Returns false for every other one.
    /// </summary>
    public bool TryTakeLine(in Message message)
    {
        if (Of(message) is not { Opening: { } opening } batch) return false;
        if (batch.Lines++ > 0 && !message.Tags.TryGet("draft/multiline-concat"u8, out _)) batch.Text.Append('\n');
        if (batch.Text.Length < MostText) batch.Text.Append(WireText.Decode(message[1]));
        batch.IsNotice = message.Is(Verbs.Notice);
        return opening.Length > 0;
    }

    /// <summary>Handles BATCH. Returns what has ended by that.</summary>
    public EndedBatch Handle(in Message message)
    {
        string reference = WireText.Decode(message[0]);
        if (reference.Length < 2) return default;
        string name = reference[1..];
        if (reference[0] == '-')
        {
            if (!_open.Remove(name, out Batch? closed)) return default;
            byte[]? joined = closed.Opening is { } opening && closed.Lines > 0 ? Joined(opening, closed) : null;
            return new EndedBatch(closed.IsLabelled ? closed.Label : null, joined, closed.Replayed, closed.Label);
        }
        if (_open.Count == Most) return default;
        (bool replayed, string? label) = OriginOf(message);
        string type = WireText.Decode(message[1]);
        bool isHistory = type is "chathistory" or "draft/chathistory" or "znc.in/playback" or "soju.im/search" or "playback" or "history";
        _open[name] = new Batch(replayed || isHistory, label, message.Tags.TryGet("label"u8, out _))
        {
            Opening = type == "draft/multiline" ? OpeningOf(message) : null,
        };
        return default;
    }

    private Batch? Of(in Message message) =>
        message.Tags.Get("batch"u8) is { } reference ? _open.GetValueOrDefault(reference) : null;

    // What the whole message has: the tags, the source and the target of the BATCH.
    private static byte[] OpeningOf(in Message message)
    {
        var opening = new List<byte>();
        foreach (MessageTag tag in message.Tags)
        {
            // Its place in another batch has been looked at.
            if (tag.Key.SequenceEqual("batch"u8) || tag.Key.SequenceEqual("label"u8)) continue;
            opening.AddRange(opening.Count == 0 ? "@"u8 : ";"u8);
            opening.AddRange(tag.Key);
            if (tag.EscapedValue.IsEmpty) continue;
            opening.Add((byte)'=');
            opening.AddRange(tag.EscapedValue);
        }
        return [.. opening, .. opening.Count > 0 ? " :"u8 : ":"u8, .. message.Source, (byte)'\0', .. message[2]];
    }

    // A line of any length, and with LF in its text: the parser takes both.
    private static byte[] Joined(byte[] opening, Batch batch)
    {
        int end = Array.IndexOf(opening, (byte)'\0');
        return [.. opening[..end], .. batch.IsNotice ? " NOTICE "u8 : " PRIVMSG "u8, .. opening[(end + 1)..], .. " :"u8,
            .. Encoding.UTF8.GetBytes(batch.Text.ToString())];
    }

    private sealed class Batch(bool replayed, string? label, bool isLabelled)
    {
        public bool Replayed => replayed;

        public string? Label => label;

        public bool IsLabelled => isLabelled;

        public byte[]? Opening { get; init; }

        public StringBuilder Text { get; } = new();

        public int Lines { get; set; }

        public bool IsNotice { get; set; }
    }
}

/// <summary>What has ended with a batch.</summary>
/// <param name="Label">The label of the command whose reply is complete now; null for none.</param>
/// <param name="Message">The whole of a message of several lines, as one line with LF in its text; null for none.</param>
/// <param name="Replayed">Whether that is played back.</param>
/// <param name="MessageLabel">The label of the command that it belongs to; null for none.</param>
internal readonly record struct EndedBatch(string? Label, byte[]? Message, bool Replayed, string? MessageLabel);

using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Our messages: cut so that nothing is lost at 512 bytes, and shown at once if the server sends no echo.</summary>
internal sealed class Speech(ClientSession session)
{
    // Before a message of ours has shown our source: a user name and a host of the longest kind.
    private const int UnknownUserAndHost = 12 + 64;

    private int _batches;

    /// <summary>Sends the text in as many messages as it needs, and returns those.</summary>
    public List<SentMessage> Say(string target, string text, SpeechKind kind, ICollection<SessionEvent> events, MessageMarks? marks = null,
        int firstPiece = 0)
    {
        var sent = new List<SentMessage>();
        (string status, string conversation) = session.SplitStatus(target);
        // Under an id, the text is cut the same way each time, whatever we know of ourselves by then.
        int room = marks?.Once is null ? Room(target, kind) : Room(target, kind, SourceBytes(session.Nick));
        foreach (string piece in MessageSplitter.Split(text, room))
        {
            sent.Add(Send(target, piece, kind, marks?.ReplyTo, marks?.OnceOf(firstPiece + sent.Count)));
            if (session.Echoes) continue;
            events.Add(new ChatMessage(session.Now, kind, conversation, session.Nick, piece, Self: true, Id: null) { Status = status });
        }
        return sent;
    }

    /// <summary>
    /// Sends one message that is known to fit, or several lines as one (IRCv3 draft/multiline), without showing it. Null tags are left out.
    /// </summary>
    /// <param name="target">The room or nickname.</param>
    /// <param name="text">What to say, with LF between lines where the server takes several.</param>
    /// <param name="kind">How.</param>
    /// <param name="replyTo">The id of the message that it answers (IRCv3 +draft/reply).</param>
    /// <param name="token">An id of ours, by which the server takes it once (chatsockets/once).</param>
    public SentMessage Send(string target, string text, SpeechKind kind, string? replyTo, string? token)
    {
        string? label = session.NextLabel();
        string tags = string.Join(';', new[]
        {
            label is null ? null : $"label={label}",
            replyTo is null || !session.Has(Capability.MessageTags) ? null : $"+draft/reply={Escaped(replyTo)}",
            token is null || !session.Has(Capability.Deduplication) ? null : $"chatsockets/once={token}",
        }.OfType<string>());
        if (session.IsMe(target)) session.OwnCopies.Add(text, isShown: !session.Echoes);
        if (text.Contains('\n', StringComparison.Ordinal)) SendLines(target, text, kind, tags);
        else if (kind == SpeechKind.Notice) session.Outgoing.SendTagged(tags, Verbs.Notice, target, text);
        else session.Outgoing.SendTagged(tags, Verbs.Privmsg, target, kind == SpeechKind.Action ? $"\u0001ACTION {text}\u0001" : text);
        return new SentMessage(target, kind, text, label);
    }

    /// <summary>
    /// Cuts a text into messages that this or any server takes: as few as possible where it takes several lines (IRCv3 draft/multiline),
    /// else one a line.
    /// </summary>
    public static IEnumerable<string> Cut(string target, string text, SpeechKind kind, string nick, (int Bytes, int Lines) multiline)
    {
        int room = Room(target, kind, SourceBytes(nick));
        var lines = new List<string>();
        int bytes = 0;
        foreach (string piece in MessageSplitter.Split(text, room))
        {
            int length = Encoding.UTF8.GetByteCount(piece) + 1;
            bool fits = lines.Count > 0 && kind == SpeechKind.Message && lines.Count < multiline.Lines && bytes + length <= multiline.Bytes;
            if (lines.Count > 0 && !fits)
            {
                yield return string.Join('\n', lines);
                lines.Clear();
                bytes = 0;
            }
            lines.Add(piece);
            bytes += length;
        }
        if (lines.Count > 0) yield return string.Join('\n', lines);
    }

    private void SendLines(string target, string text, SpeechKind kind, string tags)
    {
        string reference = $"m{++_batches}";
        session.Outgoing.SendTagged(tags, Verbs.Batch, $"+{reference}", "draft/multiline", target);
        foreach (string line in text.Split('\n'))
        {
            session.Outgoing.SendTagged($"batch={reference}", kind == SpeechKind.Notice ? Verbs.Notice : Verbs.Privmsg, target, line);
        }
        session.Outgoing.Send(Verbs.Batch, $"-{reference}");
    }

    private static string Escaped(string value) => Encoding.UTF8.GetString(MessageTags.Escape(Encoding.UTF8.GetBytes(value)));

    // The bytes that are left in the line that the others get: ":nick!user@host PRIVMSG target :text" and CR LF.
    private int Room(string target, SpeechKind kind) => Room(target, kind, session.Source is { } known
        ? Encoding.UTF8.GetByteCount(known)
        : SourceBytes(session.Nick));

    private static int SourceBytes(string nick) => Encoding.UTF8.GetByteCount(nick) + UnknownUserAndHost;

    private static int Room(string target, SpeechKind kind, int source)
    {
        int around = 1 + source + 1 + "PRIVMSG".Length + 1 + Encoding.UTF8.GetByteCount(target) + 2 + 2;
        if (kind == SpeechKind.Action) around += "\u0001ACTION \u0001".Length;
        return Math.Max(32, WireLimits.Line - around);
    }
}

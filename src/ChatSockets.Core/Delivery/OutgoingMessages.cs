using System.Buffers;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// Consecutive messages of a session as whole lines, ready to be sent to any number of readers and to be stored. Immutable; made by the
/// sender's thread, possibly delivered by another.
/// </summary>
/// <param name="session">The sender's session.</param>
/// <param name="lines">The whole lines without tags, concatenated. They must not change any more.</param>
/// <param name="messages">The place of each line in the bytes. Must not change either.</param>
/// <param name="batchTarget">The target, if all lines are one multiline message; otherwise null.</param>
/// <param name="deduplication">The client's id of the message; null for none.</param>
internal sealed class OutgoingMessages(Session session, byte[] lines, OutgoingMessage[] messages, byte[]? batchTarget = null,
    Deduplication? deduplication = null)
{
    public Session Session => session;

    /// <summary>Whether any of it belongs into the history.</summary>
    public bool IsKept => Array.Exists(messages, static utterance => utterance.IsKept);

    /// <summary>The texts of the lines in their order; empty if a line has none.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Texts => messages.Select(utterance => TextOf(utterance));

    /// <summary>The texts of the messages: that of several lines is one, with line feeds.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Whole
    {
        get
        {
            if (batchTarget is null) return Texts;
            var text = new ArrayBufferWriter<byte>(lines.Length);
            for (int i = 0; i < messages.Length; i++)
            {
                if (i > 0 && !messages[i].IsContinued) text.Write("\n"u8);
                text.Write(TextOf(messages[i]).Span);
            }
            return [text.WrittenMemory];
        }
    }

    /// <summary>How many ids it takes.</summary>
    public int Ids => batchTarget is null ? messages.Length : 1;

    /// <summary>Returns the messages as a broadcast, with the ids under which they are stored, or with new ids if that is 0.</summary>
    public Broadcast ToBroadcast(long firstId = 0)
    {
        Broadcast broadcast = batchTarget is null
            ? new(session.Server, session.User, lines, messages)
            : new(session.Server, session.User, lines, messages, batchTarget);
        broadcast.Use(firstId);
        return broadcast;
    }

    /// <summary>
    /// Returns the messages under the present names: since they were sent, the room, the reader or the sender may have been renamed. Within
    /// the lock that keeps the names until everybody has been told.
    /// </summary>
    /// <param name="target">The present name of the target.</param>
    public OutgoingMessages Now(byte[] target)
    {
        if (IsFrom(session.User.Source, target)) return this;
        var renamed = new ArrayBufferWriter<byte>(lines.Length + (64 * messages.Length));
        var places = new OutgoingMessage[messages.Length];
        for (int i = 0; i < places.Length; i++)
        {
            OutgoingMessage utterance = messages[i];
            _ = MessageParser.TryParse(lines.AsSpan(utterance.Start, utterance.Length - "\r\n".Length), out Message line);
            int length = Delivery.Lines.Say(renamed.GetSpan(WireLimits.Line), session.User, line.Verb, target, line[1],
                utterance.IsTagsOnly);
            places[i] = utterance with { Start = renamed.WrittenCount, Length = length };
            renamed.Advance(length);
        }
        return new OutgoingMessages(session, renamed.WrittenSpan.ToArray(), places, batchTarget is null ? null : target, deduplication);
    }

    /// <summary>The same on its way to the disk.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="waitsFor">Whose mailbox it is left in; null for none.</param>
    public MessageWrite ToSubmission(long conversation, MailboxEntry? waitsFor = null)
    {
        User user = session.User;
        return new MessageWrite(conversation, new Speaker(user.Source, user.Account, user.IsBot),
            batchTarget is null ? Lines() : [Joined()], Ids, IsKept ? deduplication : null)
        { WaitsFor = waitsFor };
    }

    // All of it has the same source and target, and neither has a space in it.
    private bool IsFrom(byte[] source, byte[] target)
    {
        ReadOnlySpan<byte> line = lines.AsSpan(1);
        if (!line.StartsWith(source) || line[source.Length] != (byte)' ') return false;
        line = line[(source.Length + 1)..];
        line = line[(line.IndexOf((byte)' ') + 1)..];
        return line.StartsWith(target) && line[target.Length] is (byte)' ' or (byte)'\r';
    }

    private MessageLine[] Lines()
    {
        var kept = new MessageLine[messages.Count(static utterance => utterance.IsKept)];
        int count = 0;
        for (int i = 0; i < messages.Length; i++)
        {
            if (messages[i].IsKept)
                kept[count++] = new MessageLine(KindOf(messages[i], isMultiline: false), TextOf(messages[i]), messages[i].ClientTags, i);
        }
        return kept;
    }

    // Several lines in one text: see LineKind.MultilinePrivmsg.
    private MessageLine Joined()
    {
        var text = new List<byte>(lines.Length);
        for (int i = 0; i < messages.Length; i++)
        {
            if (i > 0) text.Add(messages[i].IsContinued ? (byte)'\r' : (byte)'\n');
            text.AddRange(TextOf(messages[i]).Span);
        }
        return new MessageLine(KindOf(messages[0], isMultiline: true), text.ToArray(), messages[0].ClientTags, 0);
    }

    // Neither the source nor the target has a space in it.
    private ReadOnlyMemory<byte> TextOf(in OutgoingMessage utterance)
    {
        ReadOnlyMemory<byte> line = lines.AsMemory(utterance.Start, utterance.Length - "\r\n".Length);
        int start = utterance.IsTagsOnly ? -1 : line.Span.IndexOf(" :"u8);
        return start < 0 ? default : line[(start + 2)..];
    }

    private LineKind KindOf(in OutgoingMessage utterance, bool isMultiline)
    {
        if (utterance.IsTagsOnly) return LineKind.Tagmsg;
        ReadOnlySpan<byte> line = lines.AsSpan(utterance.Start, utterance.Length);
        bool isNotice = line[(line.IndexOf((byte)' ') + 1)..].StartsWith(Verbs.Notice);
        return (isNotice, isMultiline) switch
        {
            (false, false) => LineKind.Privmsg,
            (true, false) => LineKind.Notice,
            (false, true) => LineKind.MultilinePrivmsg,
            (true, true) => LineKind.MultilineNotice,
        };
    }
}

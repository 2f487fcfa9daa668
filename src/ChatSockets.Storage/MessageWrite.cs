using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage;

/// <summary>Consecutive lines of one sender in one conversation: either all are committed or none.</summary>
/// <param name="conversation">The number of the conversation in the store.</param>
/// <param name="speaker">The sender.</param>
/// <param name="lines">The lines to store.</param>
/// <param name="ids">The number of ids: one per line, stored or not.</param>
/// <param name="deduplication">The client's id of the message; null for none.</param>
internal sealed class MessageWrite(long conversation, Speaker speaker, MessageLine[] lines, int ids,
    Deduplication? deduplication = null) : PendingWrite
{
    private bool _isAnother;

    /// <summary>Once decided: a message with another text, or to another target, had its client's id before.</summary>
    public bool IsAnother => _isAnother;

    /// <summary>
    /// The first of its ids; the store gives them when it takes the submission, so that the order of the ids is that of the commits.
    /// </summary>
    public long FirstId { get; set; }

    public int Ids => ids;

    public long LastId => FirstId + ids - 1;

    public long Conversation => conversation;

    /// <summary>Whether only the store can tell if anybody is to see it, when it writes it.</summary>
    public bool IsDecidedByStore => deduplication is not null || WaitsFor is not null;

    /// <summary>Once decided: it came before, and was this line then; 0 for most.</summary>
    public long RepeatOf { get; private set; }

    public override string? Failure => base.Failure ?? (_isAnother ? "its id belongs to another message." : Mailbox.Explain(Refusal));

    public override int Weight => lines.Length;

    /// <summary>The recipient for whom it waits; null for most. Then it is one message.</summary>
    public MailboxEntry? WaitsFor { get; init; }

    /// <summary>Once decided: why it cannot wait and was not stored.</summary>
    public MailboxRefusal Refusal { get; private set; }

    public override void Write(Writer writer)
    {
        if (deduplication is not null)
        {
            RepeatOf = deduplication.Find(writer, conversation, FirstId, lines[0].Text.Span, out _isAnother);
            if (RepeatOf != 0) return;
        }
        if (WaitsFor is not null) Refusal = Mailbox.TryPut(writer.Connection, WaitsFor, conversation, FirstId);
        if (Refusal != MailboxRefusal.None)
        {
            if (deduplication is not null) Deduplication.Forget(writer.Connection, conversation, FirstId);
            return;
        }
        foreach (MessageLine line in lines) writer.Lines.Insert(conversation, FirstId + line.Place, speaker, line);
    }
}

/// <summary>The sender of a line, as stored with it.</summary>
/// <param name="Source">nick!user@host.</param>
/// <param name="Account">The account; null for none.</param>
/// <param name="IsBot">Whether it was a bot.</param>
internal readonly record struct Speaker(byte[] Source, byte[]? Account, bool IsBot);

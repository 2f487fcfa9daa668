using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// A message before its target is resolved: one line, or the lines of a <see cref="MultilineBatch"/>. Lives as long as the line.
/// </summary>
internal readonly ref struct Speech
{
    /// <summary>One line.</summary>
    public Speech(Session session, ReadOnlySpan<byte> verb, in Message message)
    {
        Deduplication = DeduplicationOf(session, message.Tags);
        Verb = verb;
        Text = message[1];
        Tags = message.Tags;
    }

    /// <summary>Several lines.</summary>
    public Speech(MultilineBatch batch)
    {
        Verb = batch.Verb;
        Batch = batch;
        Deduplication = batch.Deduplication;
    }

    /// <summary>PRIVMSG, NOTICE or TAGMSG.</summary>
    public ReadOnlySpan<byte> Verb { get; }

    /// <summary>The text of a single line.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The tags that a single line came with.</summary>
    public MessageTags Tags { get; }

    /// <summary>Where the lines are, when there are several.</summary>
    public MultilineBatch? Batch { get; }

    /// <summary>The client's id of the message; null for none.</summary>
    public Deduplication? Deduplication { get; }

    /// <summary>A NOTICE is never answered.</summary>
    public bool IsSilent => Verb.SequenceEqual(Verbs.Notice);

    public bool IsTagsOnly => Verb.SequenceEqual(Verbs.Tagmsg);

    /// <summary>The same, said to that target.</summary>
    public OutgoingMessages To(Session session, byte[] target)
    {
        if (Batch is not null) return Batch.To(session, target);
        Span<byte> line = stackalloc byte[WireLimits.Line];
        int length = Lines.Say(line, session.User, Verb, target, Text, IsTagsOnly);
        return new OutgoingMessages(session, line[..length].ToArray(), [OutgoingMessage.Of(0, length, Text, Tags, IsTagsOnly)],
            deduplication: Deduplication);
    }

    /// <summary>
    /// Returns the client's id of the message with these tags (our chatsockets/once), if the client negotiated it and has an account.
    /// </summary>
    public static Deduplication? DeduplicationOf(Session session, MessageTags tags)
    {
        if (tags.IsEmpty || session.User.Account is not { } account || !session.Has(Capability.Deduplication)) return null;
        return tags.TryGet(DeduplicationTag, out ReadOnlySpan<byte> token)
            && token.Length is > 0 and <= Deduplication.MaximumBytes ? new Deduplication(account, token.ToArray()) : null;
    }

    private static readonly byte[] DeduplicationTag = System.Text.Encoding.ASCII.GetBytes(Deduplication.Name);
}

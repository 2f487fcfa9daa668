using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Delivery;

/// <summary>What somebody says, before it is known to whom: one line, or the several of a <see cref="MultilineBatch"/>. Lives as long as the line.</summary>
internal readonly ref struct Speech
{
    /// <summary>One line.</summary>
    public Speech(ReadOnlySpan<byte> verb, in Message message)
    {
        Verb = verb;
        Text = message[1];
        Tags = message.Tags;
    }

    /// <summary>Several lines.</summary>
    public Speech(MultilineBatch batch)
    {
        Verb = batch.Verb;
        Batch = batch;
    }

    /// <summary>PRIVMSG, NOTICE or TAGMSG.</summary>
    public ReadOnlySpan<byte> Verb { get; }

    /// <summary>The text of a single line.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The tags that a single line came with.</summary>
    public MessageTags Tags { get; }

    /// <summary>Where the lines are, when there are several.</summary>
    public MultilineBatch? Batch { get; }

    /// <summary>A NOTICE is never answered.</summary>
    public bool IsSilent => Verb.SequenceEqual(Verbs.Notice);

    public bool IsTagsOnly => Verb.SequenceEqual(Verbs.Tagmsg);

    /// <summary>The same, said to that target.</summary>
    public Said To(Session session, byte[] target)
    {
        if (Batch is not null) return Batch.To(session, target);
        Span<byte> line = stackalloc byte[WireLimits.Line];
        int length = Lines.Say(line, session.User, Verb, target, Text, IsTagsOnly);
        return new Said(session, line[..length].ToArray(), [Utterance.Of(0, length, Text, Tags, IsTagsOnly)]);
    }
}

using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// Messages without a text, whose tags say it all (IRCv3 message-tags, "The TAGMSG tag-only message"): typing and reactions.
/// </summary>
internal static class TaggedMessages
{
    /// <summary>The id of the message that one answers, by the tag's ratified name or the draft's; null for none.</summary>
    public static string? ReplyTo(MessageTags tags) => tags.Get("+reply"u8) ?? tags.Get("+draft/reply"u8);

    public static void Add(ClientSession session, in Message message, string from, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        (_, string target) = session.SplitStatus(WireText.Decode(message[0]));
        bool isRoom = session.Isupport.IsRoom(target);
        string conversation = isRoom || session.IsMe(from) ? target : from;
        if (message.Tags.Get("+typing"u8) is { } typing && !session.IsMe(from))
        {
            events.Add(new Typing(time, conversation, from, typing == "active"));
        }
        if (ReplyTo(message.Tags) is not { } id) return;
        string? symbol = message.Tags.Get("+react"u8) ?? message.Tags.Get("+draft/react"u8);
        if (!string.IsNullOrEmpty(symbol)) events.Add(new Reacted(time, conversation, from, id, symbol, IsTakenBack: false));
        symbol = message.Tags.Get("+unreact"u8) ?? message.Tags.Get("+draft/unreact"u8);
        if (!string.IsNullOrEmpty(symbol)) events.Add(new Reacted(time, conversation, from, id, symbol, IsTakenBack: true));
    }
}

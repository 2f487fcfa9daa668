using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// Events that are played back (IRCv3 draft/event-playback): they tell what happened and change nothing that we know now.
/// </summary>
internal static class PastEvents
{
    public static void Add(ClientSession session, in Message message, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string from = WireText.Decode(Source.Parse(message.Source).Name);
        string target = WireText.Decode(message[0]);
        string? id = message.Tags.Get("msgid"u8);
        if (message.Is(Verbs.Tagmsg)) TaggedMessages.Add(session, message, from, time, events);
        else if (message.Is(Verbs.ChatHistory)) AddTarget(message, time, events);
        else if (message.Is(Verbs.Redact))
            events.Add(new Redacted(time, target, from, WireText.Decode(message[1]), WireText.Decode(message[2])));
        else if (message.Is(Verbs.Join)) events.Add(new PastEvent(time, target, "JOIN", from, "", id));
        else if (message.Is(Verbs.Part)) events.Add(new PastEvent(time, target, "PART", from, WireText.Decode(message[1]), id));
        else if (message.Is(Verbs.Quit)) events.Add(new PastEvent(time, "", "QUIT", from, target, id));
        else if (message.Is(Verbs.Nick)) events.Add(new PastEvent(time, "", "NICK", from, target, id));
        else if (message.Is(Verbs.Topic)) events.Add(new PastEvent(time, target, "TOPIC", from, WireText.Decode(message.Last), id));
        else if (message.Is(Verbs.Kick))
        {
            string reason = WireText.Decode(message[2]);
            events.Add(new PastEvent(time, target, "KICK", from,
                WireText.Decode(message[1]) + (reason.Length > 0 ? $" ({reason})" : ""), id));
        }
        else if (message.Is(Verbs.Mode))
        {
            var words = new List<string>();
            for (int i = 1; i < message.Count; i++) words.Add(WireText.Decode(message[i]));
            events.Add(new PastEvent(time, target, "MODE", from, string.Join(' ', words), id));
        }
    }

    private static void AddTarget(in Message message, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        if (WireTime.Parse(WireText.Decode(message[2])) is { } latest)
            events.Add(new HistoryTarget(time, WireText.Decode(message[1]), latest));
    }
}

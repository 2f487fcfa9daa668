using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>
/// Puts what happens into the timelines of its conversations, each message once: by its id, which is known for sure, or, where messages
/// have none, as it comes. Counts what is unread. The loop's thread alone uses it.
/// </summary>
internal sealed class TimelineWriter(ClientApp app, Highlights highlights, IChatLog? log)
{
    private const int MostOfLog = 200;

    /// <summary>Whether the user is looking at the current conversation's end.</summary>
    public bool IsWatched { get; set; } = true;

    /// <summary>Told of each new message that is meant for the user and was not seen at once.</summary>
    public Action<Conversation, TimelineEntry>? Mentioned { get; set; }

    public void Take(Network network, SessionEvent happened)
    {
        switch (happened)
        {
            case ChatMessage said: TakeMessage(network, said); break;
            case Joined e: Add(network, e.Room, e, EntryKind.Joined, e.Nick, "", e.Self); break;
            case Parted e: Add(network, e.Room, e, EntryKind.Parted, e.Nick, e.Reason, e.Self); break;
            case Kicked e:
                Add(network, e.Room, e, EntryKind.Kicked, e.By,
                e.Reason.Length > 0 ? $"{e.Nick} ({e.Reason})" : e.Nick, e.Self); break;
            case LeftServer e:
                foreach (string room in e.Rooms) Add(network, room, e, EntryKind.Quit, e.Nick, e.Reason, isSelf: false);
                if (app.Conversations.Find(network, e.Nick) is { } talk) Append(talk, Entry(e, EntryKind.Quit, e.Nick, e.Reason));
                break;
            case Renamed e:
                foreach (Conversation each in app.Conversations.Of(network)
                    .Where(each => each.Roster?.Contains(e.NewNick) == true || each.Name == e.NewNick))
                {
                    Append(each, Entry(e, EntryKind.Renamed, e.OldNick, e.NewNick));
                }
                break;
            case TopicSeen e:
                if (app.Conversations.Find(network, e.Room) is { } room2) room2.Topic = e.Text;
                if (e.By.Length > 0) Add(network, e.Room, e, EntryKind.TopicChanged, e.By, e.Text, isSelf: false);
                break;
            case ModeChanged e when network.Session?.Isupport.IsRoom(e.Target) == true:
                Add(network, e.Target, e, EntryKind.ModeChanged, e.By, e.Modes, isSelf: false);
                break;
            case PastEvent e: TakePast(network, e); break;
            case Reacted e: React(network, e); break;
            case Redacted e: Redact(network, e); break;
            case Typing e: app.Conversations.Find(network, e.Conversation)?.SetTyping(e.From, e.IsActive, network.Now); break;
            case ReadMarked { UpTo: { } time } e: MarkRead(network, e.Conversation, time); break;
            case Informed { Room.Length: > 0 } e when app.Conversations.Find(network, e.Room) is not null:
                Add(network, e.Room, e, EntryKind.Info, "", e.Text, isSelf: false);
                break;
            case UserListed e when app.Conversations.Find(network, e.Room) is not null:
                Add(network, e.Room, e, EntryKind.Info, "", app.Lines.From(network, e)!.Text, isSelf: false);
                break;
            // A list of members is shown beside the room.
            case MembersListed or Typing or ReadMarked or AwayChanged or HistoryTarget or RoomListed or RoomsListed or UsersListed or Ponged
                or Acknowledged or AccountMade or StrictTransportSeen:
                break;
            default: TakeOther(network, happened); break;
        }
    }

    /// <summary>The client's own words, in the conversation that the user looks at where no other one is named.</summary>
    public void Tell(ChatLine line, Conversation? where)
    {
        Conversation? conversation = where ?? app.Conversations.Current;
        if (conversation is null) app.Conversations.SwitchTo(conversation = app.Conversations.Server(app.Network));
        EntryKind kind = line.Kind == ChatLineKind.Error ? EntryKind.Error : EntryKind.Info;
        conversation.Timeline.Append(new TimelineEntry(line.LocalTime.ToUniversalTime(), kind, "", line.Text));
    }

    /// <summary>An entry of a message, for whatever has a timeline.</summary>
    public TimelineEntry EntryOf(Network network, ChatMessage said)
    {
        EntryKind kind = said.Kind switch
        {
            SpeechKind.Action => EntryKind.Action,
            SpeechKind.Notice => EntryKind.Notice,
            _ => EntryKind.Message,
        };
        bool isMention = !said.Self && highlights.IsIn(said.Text, network.Nick);
        return new TimelineEntry(said.Time, kind, said.From, Clean(ChatLines.ShownText(said)))
        {
            Id = said.Id,
            ReplyTo = said.ReplyTo,
            Flags = (said.Self ? EntryFlags.Self : 0) | (isMention ? EntryFlags.Mention : 0) | (said.Replayed ? EntryFlags.Replayed : 0),
        };
    }

    /// <summary>What belongs to a message that is in a timeline now: the message that it answers is told of it.</summary>
    public static void Link(Conversation conversation, in TimelineEntry entry)
    {
        if (entry.ReplyTo is { } id) conversation.ExtrasFor(id).AddAnswer(entry.Id, entry.From, entry.Text);
    }

    /// <summary>A conversation was opened, and the server has no history for it: the log has the last lines.</summary>
    public void RestoreFromLog(Conversation conversation)
    {
        if (log is null || conversation.Timeline.Count > 0) return;
        foreach (TimelineEntry each in log.Last(conversation, MostOfLog))
        {
            conversation.Timeline.Append(each);
            conversation.History.Restored.Add(each.Time, each.From, each.Text);
        }
    }

    /// <summary>A message of the history takes its place at the end.</summary>
    public void Restore(Conversation conversation, in TimelineEntry entry) => AppendNow(conversation, entry);

    private static string Clean(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u0001') ? text.Replace('\0', ' ').Replace('\u0001', ' ') : text;

    private static TimelineEntry Entry(SessionEvent e, EntryKind kind, string from, string text, bool isSelf = false) =>
        new(e.Time, kind, from, text) { Id = e.EventId, Flags = (isSelf ? EntryFlags.Self : 0) | (e.Replayed ? EntryFlags.Replayed : 0) };

    private void TakeMessage(Network network, ChatMessage said)
    {
        bool isServerNotice = said.Kind == SpeechKind.Notice && !said.Self && network.Session?.Isupport.IsRoom(said.Conversation) == false
            && app.Conversations.Find(network, said.Conversation) is null;
        // A notice opens no conversation: it is shown where the user looks.
        Conversation conversation = isServerNotice
            ? app.Conversations.Current is { } current && current.Network == network ? current : app.Conversations.Server(network)
            : app.Conversations.Ensure(network, said.Conversation);
        conversation.SetTyping(said.From, isActive: false, network.Now);
        Append(conversation, EntryOf(network, said));
    }

    private void TakePast(Network network, PastEvent e)
    {
        if (e.Conversation.Length > 0 && PastEntry(network, e) is { } entry
            && app.Conversations.Find(network, e.Conversation) is { } conversation) Append(conversation, entry);
    }

    /// <summary>The entry of an event that is played back; null for one that is not shown.</summary>
    public static TimelineEntry? PastEntry(Network network, PastEvent e)
    {
        EntryKind? kind = e.Verb switch
        {
            "JOIN" => EntryKind.Joined,
            "PART" => EntryKind.Parted,
            "QUIT" => EntryKind.Quit,
            "NICK" => EntryKind.Renamed,
            "KICK" => EntryKind.Kicked,
            "MODE" => EntryKind.ModeChanged,
            "TOPIC" => EntryKind.TopicChanged,
            _ => null,
        };
        return kind is { } known ? Entry(e, known, e.Nick, e.Text) with
        {
            Id = e.Id,
            Flags = EntryFlags.Replayed | (network.Names.Equals(e.Nick, network.Nick) ? EntryFlags.Self : 0),
        } : null;
    }

    private void React(Network network, Reacted e)
    {
        if (app.Conversations.Find(network, e.Conversation) is not { } conversation) return;
        if (e.IsTakenBack) conversation.ExtrasFor(e.MessageId).Unreact(e.Symbol, e.From);
        else conversation.ExtrasFor(e.MessageId).React(e.Symbol, e.From);
    }

    private void Redact(Network network, Redacted e)
    {
        foreach (Conversation each in app.Conversations.Of(network))
        {
            if (!each.Timeline.TryFind(e.MessageId, out long position)) continue;
            if (!e.Replayed) app.Frontend.Redacting(each, e);
            if (each.Timeline[position].ReplyTo is { } answered) each.ExtrasOf(answered)?.RemoveAnswer(e.MessageId);
            each.Timeline.Redact(position);
        }
    }

    private void MarkRead(Network network, string name, DateTimeOffset time)
    {
        if (app.Conversations.Find(network, name) is not { } conversation || conversation.ReadUpTo >= time) return;
        conversation.ReadUpTo = time;
        // Another terminal of ours has read it: what is left is what came since.
        int unread = 0, mentions = 0;
        long? first = null;
        for (long position = conversation.Timeline.End - 1; position >= conversation.Timeline.Start; position--)
        {
            TimelineEntry entry = conversation.Timeline[position];
            if (entry.Time <= time || unread > 999) break;
            if (!entry.IsSpeech || entry.IsSelf) continue;
            unread++;
            if (entry.IsMention) mentions++;
            first = position;
        }
        if (conversation != app.Conversations.Current)
            (conversation.Unread, conversation.Mentions, conversation.NewFrom) = (unread, mentions, first);
    }

    private void TakeOther(Network network, SessionEvent happened)
    {
        if (app.Lines.From(network, happened) is not { } line) return;
        EntryKind kind = line.Kind == ChatLineKind.Error ? EntryKind.Error : EntryKind.Info;
        bool isAnswer = happened is Informed or UserListed or Refused or JoinRefused or Invited or ServerClosing or ModeChanged;
        Conversation conversation = isAnswer && app.Conversations.Current is { } current && current.Network == network
            ? current : app.Conversations.Server(network);
        conversation.Timeline.Append(new TimelineEntry(happened.Time, kind, "", line.Text));
    }

    private void Add(Network network, string name, SessionEvent e, EntryKind kind, string from, string text, bool isSelf)
    {
        if (app.Conversations.Find(network, name) is { } conversation) Append(conversation, Entry(e, kind, from, text, isSelf));
    }

    // What happens while older messages are on their way comes behind them.
    private void Append(Conversation conversation, TimelineEntry entry)
    {
        if (conversation.History.IsFilling && !entry.Flags.HasFlag(EntryFlags.Replayed))
            conversation.History.Held.Add(() => AppendNow(conversation, entry));
        else AppendNow(conversation, entry);
    }

    private void AppendNow(Conversation conversation, in TimelineEntry entry)
    {
        if (entry.Id is not null && conversation.Timeline.TryFind(entry.Id, out _)) return;
        // A bouncer that plays back what the log had.
        bool isOld = entry.Id is null && entry.Flags.HasFlag(EntryFlags.Replayed);
        if (isOld && conversation.History.Restored.Has(entry.Time, entry.From, entry.Text)) return;
        log?.Write(conversation, entry);
        long position = conversation.Timeline.Append(entry);
        Link(conversation, entry);
        bool isKnown = conversation.ReadUpTo is { } read && entry.Time <= read;
        if (!entry.IsSpeech || entry.IsSelf || isKnown) return;
        if (conversation == app.Conversations.Current && IsWatched) return;
        conversation.NewFrom ??= position;
        if (conversation != app.Conversations.Current) conversation.Unread++;
        bool isForUs = entry.IsMention || (!conversation.IsRoom && !conversation.IsServer && entry.Kind != EntryKind.Notice);
        if (!isForUs) return;
        if (conversation != app.Conversations.Current) conversation.Mentions++;
        if (!entry.Flags.HasFlag(EntryFlags.Replayed)) Mentioned?.Invoke(conversation, entry);
    }
}

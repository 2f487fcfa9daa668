using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>
/// Loads a network's messages from the server (IRCv3 draft/chathistory): the latest of a room that is entered, what was said while there
/// was no connection, and older ones as the user scrolls back. Replies are told from everything else by their labels. The loop's thread
/// alone uses it.
/// </summary>
internal sealed class HistoryLoader(ClientApp app, Network network, TimelineWriter writer, Outbox outbox)
{
    // A longer absence is not filled up: the newest are shown, and the others come as one scrolls.
    private const int MostToFill = 1000;

    private readonly Dictionary<string, Request> _requests = [];

    private enum Purpose
    {
        Latest,
        Fill,
        Older,
        Search,
        Targets,
    }

    /// <summary>Told of what a search has found, newest last.</summary>
    public Action<IReadOnlyList<ChatMessage>>? Found { get; set; }

    private bool IsOffered => network.Session?.Has(Capability.ChatHistory | Capability.LabeledResponse | Capability.Batch) == true;

    /// <summary>A room was entered, or a private talk was opened.</summary>
    public void Opened(Conversation conversation)
    {
        if (!IsOffered)
        {
            writer.RestoreFromLog(conversation);
            outbox.CaughtUp(conversation.Name, isComplete: false);
            return;
        }
        string limit = Limit();
        if (conversation.Timeline.NewestId is { } newest)
        {
            conversation.History.IsFilling = true;
            Ask(new Request(Purpose.Fill, conversation, []) { After = newest }, "LATEST", conversation.Name, $"msgid={newest}", limit);
        }
        else
        {
            conversation.History.IsFilling = true;
            Ask(new Request(Purpose.Latest, conversation, []), "LATEST", conversation.Name, "*", limit);
        }
        if (network.Session!.Has(Capability.ReadMarker) && !conversation.IsRoom)
            network.Session.Outgoing.Send(Verbs.MarkRead, conversation.Name);
    }

    /// <summary>Registered: private talks in which something was said since are opened.</summary>
    public void Registered(DateTimeOffset since)
    {
        if (!IsOffered) return;
        Ask(new Request(Purpose.Targets, null, []), "TARGETS", $"timestamp={WireTime.Format(since)}",
            $"timestamp={WireTime.Format(network.Now.AddMinutes(1))}", "50");
    }

    /// <summary>The user has come to the oldest message that is loaded. Returns false if there is nothing more to load.</summary>
    public bool LoadOlder(Conversation conversation)
    {
        HistoryState state = conversation.History;
        if (state.IsLoadingOlder || state.IsFilling) return true;
        if (!IsOffered || !state.HasOlder || conversation.IsServer || conversation.Timeline.IsFull) return false;
        if (conversation.Timeline.OldestWithId() is not { Id: { } oldest }) return false;
        var request = new Request(Purpose.Older, conversation, []);
        return state.IsLoadingOlder = Ask(request, "BEFORE", conversation.Name, $"msgid={oldest}", Limit());
    }

    /// <summary>Searches on the server: soju.im/search. False if it cannot.</summary>
    public bool Search(Conversation conversation, string words)
    {
        if (network.Session is not { } session || !session.Has(Capability.Search) || session.NextLabel() is not { } label) return false;
        _requests[label] = new Request(Purpose.Search, conversation, []);
        string text = System.Text.Encoding.UTF8.GetString(MessageTags.Escape(System.Text.Encoding.UTF8.GetBytes(words)));
        session.Outgoing.SendLabeled(label, Verbs.Search, $"in={conversation.Name};text={text};limit=50");
        return true;
    }

    public void ConnectionLost()
    {
        _requests.Clear();
        foreach (Conversation each in app.Conversations.Of(network))
        {
            each.History.IsLoadingOlder = false;
            Release(each);
        }
    }

    /// <summary>Takes what belongs to a request; false for everything else.</summary>
    public bool TryTake(SessionEvent happened)
    {
        if (happened.Label is not { } label || !_requests.TryGetValue(label, out Request? request)) return false;
        switch (happened)
        {
            case ChatMessage said when request.Purpose == Purpose.Search: request.Found.Add(said); break;
            case ChatMessage said:
                if (said.Self) outbox.TakePlayedBack(said);
                request.Entries.Add(writer.EntryOf(network, said with { Replayed = true }));
                break;
            case PastEvent past: if (TimelineWriter.PastEntry(network, past) is { } entry) request.Entries.Add(entry); break;
            case Reacted or Redacted: request.Later.Add(happened); break;
            case HistoryTarget target: OpenTarget(target); break;
            case Acknowledged:
                _requests.Remove(label);
                End(request, isRefused: false);
                break;
            case Refused:
                _requests.Remove(label);
                End(request, isRefused: true);
                break;
            default: return false;
        }
        return true;
    }

    private string Limit() => network.Session!.HistoryLimit.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private bool Ask(Request request, params ReadOnlySpan<string> parameters)
    {
        if (network.Session?.RequestHistory(parameters) is not { } label) return false;
        _requests[label] = request;
        return true;
    }

    private void OpenTarget(HistoryTarget target)
    {
        if (network.Session?.Isupport.IsRoom(target.Conversation) != false) return;
        if (app.Conversations.Find(network, target.Conversation) is null) Opened(app.Conversations.Ensure(network, target.Conversation));
    }

    private void End(Request request, bool isRefused)
    {
        Conversation? conversation = request.Conversation;
        switch (request.Purpose)
        {
            case Purpose.Search: Found?.Invoke(request.Found); break;
            case Purpose.Targets: break;
            case Purpose.Older:
                conversation!.History.IsLoadingOlder = false;
                conversation.History.HasOlder = !isRefused && request.Entries.Count > 0;
                Prepend(conversation, request.Entries);
                break;
            default: EndFill(request, conversation!, isRefused); break;
        }
        foreach (SessionEvent each in request.Later) writer.Take(network, each);
    }

    // The newest page comes first; the ones before it until the messages that were known, or too many.
    private void EndFill(Request request, Conversation conversation, bool isRefused)
    {
        bool isFull = !isRefused && request.Entries.Count >= network.Session!.HistoryLimit && request.Entries[0].Id is not null;
        bool fills = request.After is not null && request.Entries.Count + request.Newer.Count < MostToFill;
        // What we have said must be looked for as far back as it may be.
        bool looks = isFull && outbox.OldestUncertain(conversation.Name) is { } time && request.Entries[0].Time > time;
        if (isFull && (fills || looks))
        {
            var next = new Request(request.Purpose, conversation, [.. request.Entries, .. request.Newer]) { After = request.After };
            next.Later.AddRange(request.Later);
            request.Later.Clear();
            string oldest = $"msgid={request.Entries[0].Id}";
            bool isAsked = request.After is { } after
                ? Ask(next, "BETWEEN", conversation.Name, oldest, $"msgid={after}", Limit())
                : Ask(next, "BEFORE", conversation.Name, oldest, Limit());
            if (isAsked) return;
        }
        List<TimelineEntry> entries = [.. request.Entries, .. request.Newer];
        bool isGap = request.After is not null && entries.Count >= MostToFill;
        if (isGap)
        {
            // What was loaded before comes again as the user scrolls back: so there is no hole in it.
            conversation.Timeline.Clear();
            conversation.NewFrom = null;
            conversation.History.HasOlder = true;
        }
        foreach (TimelineEntry each in entries) writer.Restore(conversation, each);
        Release(conversation);
        outbox.CaughtUp(conversation.Name, isComplete: !isRefused);
    }

    private static void Prepend(Conversation conversation, List<TimelineEntry> older)
    {
        older.RemoveAll(each => each.Id is { } id && conversation.Timeline.TryFind(id, out _));
        conversation.Timeline.Prepend(older);
        foreach (TimelineEntry each in older) TimelineWriter.Link(conversation, each);
    }

    private static void Release(Conversation conversation)
    {
        conversation.History.IsFilling = false;
        foreach (Action each in conversation.History.Held) each();
        conversation.History.Held.Clear();
    }

    private sealed class Request(Purpose purpose, Conversation? conversation, IReadOnlyList<TimelineEntry> newer)
    {
        public Purpose Purpose => purpose;

        public Conversation? Conversation => conversation;

        public IReadOnlyList<TimelineEntry> Newer => newer;

        /// <summary>The newest message that was known before; null if none was.</summary>
        public string? After { get; init; }

        public List<TimelineEntry> Entries { get; } = [];

        public List<ChatMessage> Found { get; } = [];

        /// <summary>What is about messages, and comes when they are there.</summary>
        public List<SessionEvent> Later { get; } = [];
    }
}

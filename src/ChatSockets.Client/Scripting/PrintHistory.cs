using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// <c>chat-client history</c>: what was said before, oldest first (IRCv3 draft/chathistory). All of it, or all since a time, is printed
/// page by page as it comes; the last so many messages are fetched from the newest back and printed when they are there.
/// </summary>
/// <param name="app">The client.</param>
/// <param name="streams">The streams.</param>
/// <param name="since">The time of the first message; null for the beginning.</param>
/// <param name="count">How many messages of each room, the newest; null for all.</param>
internal sealed class PrintHistory(ClientApp app, ScriptStreams streams, DateTimeOffset? since, int? count) : Query(app, streams)
{
    private readonly List<ChatMessage> _page = [];
    private readonly List<ChatMessage> _newer = [];
    private string? _label;
    private string? _asked;
    private string? _first;
    private string? _last;
    private int _room;

    public override Capability Wanted => Capability.ChatHistory;

    private string Room => App.Options.Rooms[_room];

    protected override void Ask()
    {
        if (!Session.Has(Capability.ChatHistory)) Refuse($"{App.Options.Server} has no history to ask for (draft/chathistory)");
        else if (count is not null) Request("LATEST", "*");
        // Messages of that very moment belong to it.
        else Request("AFTER", $"timestamp={WireTime.Format(since?.AddMilliseconds(-1) ?? DateTimeOffset.UnixEpoch)}");
    }

    protected override bool IsAnswer(Refused refused) => refused.Label == _label || refused.Command == "CHATHISTORY";

    protected override void Take(SessionEvent happened)
    {
        if (happened.Label is null || happened.Label != _label) return;
        if (happened is Acknowledged)
        {
            EndPage();
            return;
        }
        if (happened is ChatMessage said) _page.Add(said);
        if (Reference(happened) is not { } reference) return;
        _first ??= reference;
        _last = reference;
    }

    private void Request(string subcommand, string reference)
    {
        _page.Clear();
        _asked = reference;
        _first = _last = null;
        int limit = Math.Min(Session.MostHistory, (count - _newer.Count) ?? int.MaxValue);
        _label = Session.RequestHistory(subcommand, Room, reference, limit.ToString(CultureInfo.InvariantCulture));
        if (_label is null) Refuse($"{App.Options.Server} has a history, but no labels to tell its pages by (labeled-response)");
        else Await();
    }

    // A page may be short for many reasons; only an empty one is the end.
    private void EndPage()
    {
        bool isBackwards = count is not null;
        if (isBackwards) _newer.InsertRange(0, _page);
        else foreach (ChatMessage each in _page) Print(each);
        string? next = isBackwards ? _first : _last;
        bool isEnough = isBackwards && (_newer.Count >= count || (_newer.Count > 0 && _newer[0].Time < since));
        if (next is null || next == _asked || isEnough) EndRoom();
        else Request(isBackwards ? "BEFORE" : "AFTER", next);
    }

    private void EndRoom()
    {
        foreach (ChatMessage each in _newer.Where(each => since is null || each.Time >= since).TakeLast(count ?? 0)) Print(each);
        _newer.Clear();
        if (++_room < App.Options.Rooms.Count) Ask();
        else Done();
    }

    private void Print(ChatMessage said) => Output.Write(said with { Replayed = true });

    // A reaction has its place between the messages, too.
    private static string? Reference(SessionEvent happened) => happened switch
    {
        ChatMessage { Id: null } said => $"timestamp={WireTime.Format(said.Time)}",
        ChatMessage said => $"msgid={said.Id}",
        { EventId: { } id } => $"msgid={id}",
        _ => null,
    };
}

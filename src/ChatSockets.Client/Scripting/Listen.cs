using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// <c>chat-client tail</c> and <c>wait</c>: prints other people's messages, all or those that match, until there are enough or the time is
/// up. Other events (joins, topics) are left out.
/// </summary>
internal sealed class Listen : IFrontend
{
    private readonly ClientApp _app;
    private readonly ScriptOutput _output;
    private readonly ListenOptions _options;
    private readonly Dictionary<string, Page> _pages = [];
    private int _heard;

    public Listen(ClientApp app, ScriptStreams streams, ListenOptions options)
    {
        _app = app;
        _output = new ScriptOutput(app, streams.Output, streams.Errors);
        _options = options;
    }

    public bool Reconnects => false;

    public void Begin()
    {
        if (_options.Timeout is { } timeout) _app.Alarms.Set(Alarm.Script, timeout);
    }

    public void Ready(Network network)
    {
        if (_app.Options.Since is not { } since || _app.Session is not { } session || !session.Has(Capability.ChatHistory)) return;
        foreach (string room in session.Rooms.Joined.Keys) Ask(room, $"timestamp={WireTime.Format(since)}");
    }

    public void Show(Network network, SessionEvent happened)
    {
        _output.WarnOfNick(happened);
        if (happened is JoinRefused or Refused) _output.Write(happened);
        TurnPage(happened);
        if (happened is not ChatMessage said || _heard == _options.Count) return;
        // What was said before is heard only by those who ask for it; our own words of then are part of it.
        bool isMeant = said.Replayed ? said.Time >= _app.Options.Since : !said.Self;
        if (!isMeant) return;
        if (_options.From is { } nick && !network.Names.Equals(said.From, nick)) return;
        if (_options.Pattern is { } pattern && !pattern.Matches(PlainText.Clean(said.Text))) return;
        _output.Write(said);
        if (++_heard == _options.Count) _app.Leave(ExitCode.Done);
    }

    // What the server returns at once may not be all: the rest is asked for until a page is not full.
    private void TurnPage(SessionEvent happened)
    {
        if (happened.Label is not { } label || !_pages.TryGetValue(label, out Page? page)) return;
        if (happened is ChatMessage { Id: { } id })
        {
            page.Count++;
            page.Last = id;
        }
        else if (happened is PastEvent { Id: { } eventId })
        {
            page.Count++;
            page.Last = eventId;
        }
        else if (happened is Acknowledged)
        {
            _pages.Remove(label);
            if (page.Last is { } last && _app.Session is { } session && page.Count >= session.MostHistory) Ask(page.Room, $"msgid={last}");
        }
    }

    private void Ask(string room, string reference)
    {
        if (_app.Session?.AskHistory(room, reference) is { } label) _pages[label] = new Page(room);
    }

    public void Tell(ChatLine line) => _output.Tell(line);

    public void Handle(InputEvent input)
    {
    }

    public void TimeOut()
    {
        // Whoever asked for a number of lines wants to know that they did not come.
        string within = $"within {_options.Timeout?.TotalSeconds:0.###} s";
        if (!_app.IsReady) _app.Leave(ExitCode.TimedOut, $"timed out: {_app.Options.Server} did not let us in {within}");
        else if (_options.Count is null) _app.Leave(ExitCode.Done);
        else _app.Leave(ExitCode.TimedOut, $"timed out: {_heard} of {_options.Count} lines were heard {within}");
    }

    public void Flush()
    {
        if (_output.Flush(out string? failure)) return;
        if (failure is null) _app.Leave(ExitCode.Done);
        else _app.LeaveForOutput(failure);
    }

    public void Dispose()
    {
    }

    private sealed class Page(string room)
    {
        public string Room => room;

        public int Count { get; set; }

        public string? Last { get; set; }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.CommandLine;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Plain;

/// <summary>
/// A person at a terminal that only takes lines, or with a screen reader: lines are printed one under the other and never changed, the
/// terminal itself edits what is typed, and what can be chosen has numbers. The loop's thread alone uses it.
/// </summary>
internal sealed class PlainChat : IFrontend
{
    // Of what was said before a room was entered, so much is read out.
    private const int MostEarlier = 10;

    private const int LinesAhead = 1000;

    // A flood of mentions rings once.
    private static readonly TimeSpan RingPause = TimeSpan.FromSeconds(1);

    // No person types two lines in that time: they were pasted.
    private static readonly TimeSpan PastePause = TimeSpan.FromMilliseconds(40);

    private readonly ClientApp _app;
    private readonly ClientSettings _settings;
    private readonly LineInput _input;
    private readonly StandardOutputStream _output;
    private readonly PlainLines _lines;
    private readonly StringBuilder _pending = new();
    private readonly Dictionary<Conversation, Printed> _printed = [];
    private readonly Dictionary<OutboxEntry, OutboxState> _outbox = [];
    private readonly HashSet<Conversation> _counted = [];
    private readonly List<string> _typed = [];
    private IReadOnlyList<Choice> _choices = [];
    private Conversation? _current;
    private DateTimeOffset? _day;
    private long? _rang;
    private bool _inputIsOver;

    public PlainChat(ClientApp app, ScriptStreams streams, ClientSettings settings)
    {
        _app = app;
        _settings = settings;
        _input = new LineInput(streams.Input, app.Post);
        _output = streams.Output;
        _lines = new PlainLines(app, settings.TimeFormat);
    }

    public bool Reconnects => true;

    public bool KeepsTimelines => true;

    public Capability Wanted => ClientApp.ForTimelines;

    public void Begin()
    {
        foreach (Network each in _app.Networks)
        {
            each.History!.Found = ShowFound;
            _app.Conversations.SwitchTo(_app.Conversations.Server(each));
        }
        _app.Conversations.SwitchTo(1);
        _app.Timelines!.Mentioned = (_, _) => Ring();
        _current = _app.Conversations.Current;
        foreach (Network each in _app.Networks) Print($"connecting to {PlainText.Clean(each.Name)}; /help lists the commands");
        _input.Start();
        _input.Want(LinesAhead);
    }

    public void Ready(Network network)
    {
    }

    public void Show(Network network, SessionEvent happened)
    {
        switch (happened)
        {
            case Reacted { Replayed: false } e when _app.Conversations.Find(network, e.Conversation) is { } conversation:
                PrintNews(conversation);
                Print(_lines.Of(conversation, e));
                break;
            case RoomListed e: _rooms.Add(e); break;
            case RoomsListed: OfferRooms(); break;
            // After a join it comes by itself, and the number of members is enough.
            case Joined { Self: true } e when _app.Conversations.Find(network, e.Room) is { } room: _counted.Remove(room); break;
            case MembersListed e when _app.Conversations.Find(network, e.Room) is { } room && !_counted.Add(room):
                Print($"{_lines.Clock(e.Time)} in {PlainText.Clean(e.Room)}: "
                    + (e.Members.Count == 0 ? "nobody" : PlainText.Clean(string.Join(' ', e.Members))));
                break;
            default: break;
        }
    }

    public void Tell(ChatLine line)
    {
    }

    public void Redacting(Conversation conversation, Redacted happened)
    {
        PrintNews(conversation);
        Print(_lines.Of(conversation, happened));
    }

    public void Offer(string heading, IReadOnlyList<Choice> choices)
    {
        _choices = choices;
        PrintAll();
        Print(choices.Count == 0 ? $"{heading}: none" : $"{heading}:");
        for (int i = 0; i < choices.Count; i++)
        {
            string detail = choices[i].Detail.Length > 0 ? $", {choices[i].Detail}" : "";
            Print($"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {choices[i].Title}{detail}");
        }
        if (choices.Count > 0) Print("/1 chooses the first one, and so on");
    }

    public void Reveal(MessageReference message)
    {
        if (message.Find() is not { } entry)
        {
            Print(MessageReference.Gone);
            return;
        }
        _app.Conversations.SwitchTo(message.Conversation);
        PrintAll();
        foreach (string each in _lines.Of(message.Conversation, message.Position)) Print(each);
        if (message.Conversation.ExtrasOf(entry.Id) is not { } extras) return;
        foreach (Reaction each in extras.Reactions)
            Print($"{PlainText.Clean(each.Symbol)} by {PlainText.Clean(string.Join(' ', each.Nicks))}");
        foreach (Answer each in extras.Answers) Print($"answered by {each.Nick}: {PlainText.Clean(each.Text.ReplaceLineEndings(" "))}");
    }

    public string Copy(string text) =>
        Clipboard.TryCopy(text) ? "copied" : "no program for the clipboard was found (wl-copy, xclip or xsel)";

    public void Handle(InputEvent input)
    {
        switch (input)
        {
            case InputLine line:
                _input.Want(1);
                if (line.Text.Trim().Length > 0 || _typed.Count > 0) _typed.Add(line.Text);
                _app.Alarms.Set(Alarm.Script, PastePause);
                break;
            case InputEnded:
                _inputIsOver = true;
                if (_typed.Count == 0) _app.Leave(ExitCode.Done);
                break;
            case InputFailed failed:
                _app.Leave(ExitCode.Failed, $"the terminal cannot be read: {failed.Reason}");
                break;
            default: throw new UnreachableException();
        }
    }

    // A pause after the last line: so it was typed, and not pasted with others.
    public void TimeOut()
    {
        string[] lines = [.. _typed];
        _typed.Clear();
        if (lines.Length == 1) Take(lines[0]);
        else if (lines.Length > 1) AskAboutPaste(lines);
        if (_inputIsOver) _app.Leave(ExitCode.Done);
    }

    public void Flush()
    {
        PrintAll();
        if (_pending.Length == 0) return;
        byte[] bytes = Encoding.UTF8.GetBytes(_pending.ToString());
        _pending.Clear();
        try
        {
            _output.Write(bytes);
            _output.Flush();
        }
        catch (StandardOutputException gone)
        {
            if (gone.IsReaderGone) _app.Leave(ExitCode.Done);
            else _app.Leave(ExitCode.Failed, gone.Message);
        }
    }

    public void Dispose()
    {
    }

    private readonly List<RoomListed> _rooms = [];

    private void Take(string text)
    {
        TypedLine typed = TypedLine.Parse(text);
        string? error = typed.Command is not { } command ? Say(typed.Text)
            : int.TryParse(command, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Choose(number)
            : SlashCommands.Run(_app, typed);
        if (error is not null) Print($"error: {PlainText.Clean(error)}");
    }

    private string? Say(string text)
    {
        if (_app.Conversations.Current is not { IsServer: false } conversation) return "nobody can hear you here: /join a room first";
        ClientApp.Say(conversation, _settings.EmojiShortcodes ? EmojiNames.Replace(text) : text, SpeechKind.Message, replyTo: null);
        return null;
    }

    private string? Choose(int number)
    {
        if (_choices.Count == 0) return "there is nothing to choose from";
        if (number < 1 || number > _choices.Count) return $"there is no choice {number}; the list has 1 to {_choices.Count}";
        _choices[number - 1].Choose();
        return null;
    }

    private void AskAboutPaste(string[] lines)
    {
        string first = PlainText.Clean(lines[0]);
        var choices = new List<Choice>
        {
            new($"send them to {PlainText.Clean(_app.Conversations.Current?.Name ?? "")}", "", () => Resolve(() =>
            {
                if (Say(string.Join('\n', lines)) is { } error) Print($"error: {error}");
            })),
            new("take them one after the other, commands too", "", () => Resolve(() =>
            {
                foreach (string each in lines) Take(each);
            })),
            new("forget them", "", () => Resolve(() => Print("forgotten"))),
        };
        Offer($"{lines.Length} lines came at once, the first is \"{first}\"", choices);

        // Once, and not again.
        void Resolve(Action what)
        {
            _choices = [];
            what();
        }
    }

    private void OfferRooms()
    {
        List<RoomListed> rooms = [.. _rooms.OrderByDescending(room => room.Members)];
        _rooms.Clear();
        Offer("rooms", [.. rooms.Select(room =>
        {
            string members = $"{room.Members} {(room.Members == 1 ? "member" : "members")}";
            string topic = room.Topic.Length > 0 ? $", {PlainText.Clean(room.Topic)}" : "";
            return new Choice(PlainText.Clean(room.Room), members + topic, () => _app.Session?.Join(room.Room));
        })]);
    }

    private void ShowFound(IReadOnlyList<ChatMessage> found) => Offer("found", [.. found.Select(each => new Choice(
        $"{each.From}: {PlainText.Clean(each.Text.ReplaceLineEndings(" "))}",
        TimeZoneInfo.ConvertTime(each.Time, _app.Clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        () => Print("this is all of it")))]);

    private void Ring()
    {
        bool isTooSoon = _rang is { } last && _app.Clock.GetElapsedTime(last) < RingPause;
        if (_settings.Notify == NotifyMode.None || isTooSoon) return;
        _rang = _app.Clock.GetTimestamp();
        _pending.Append('\a');
    }

    private void PrintAll()
    {
        foreach (Conversation each in _app.Conversations.Open) PrintNews(each);
        foreach (Conversation gone in _printed.Keys.Except(_app.Conversations.Open).ToArray())
        {
            _printed.Remove(gone);
            _counted.Remove(gone);
        }
        PrintOutboxes();
        if (_app.Conversations.Current is not { } current) return;
        if (current != _current && (!current.IsRoom || _counted.Contains(current)))
        {
            _current = current;
            Print(PlainLines.Place(current));
        }
        ReadMarks.Send(current);
    }

    private void PrintNews(Conversation conversation)
    {
        // The history comes first, and what is said meanwhile after it.
        if (conversation.History.IsFilling) return;
        Timeline timeline = conversation.Timeline;
        if (!_printed.TryGetValue(conversation, out Printed? printed))
        {
            _printed[conversation] = printed = new Printed { Start = timeline.Start, Next = SkipEarlier(conversation) };
        }
        // It was emptied, for a gap too long to fill or by the user.
        if (printed.Next > timeline.End || printed.Start > timeline.End) printed = _printed[conversation] = new Printed();
        if (timeline.Start < printed.Start) PrintOlder(conversation, printed);
        printed.Start = timeline.Start;
        for (printed.Next = Math.Max(printed.Next, timeline.Start); printed.Next < timeline.End; printed.Next++)
        {
            long first = printed.Next;
            if (!timeline[first].IsQuiet)
            {
                PrintEntry(conversation, first);
                continue;
            }
            while (printed.Next + 1 < timeline.End && timeline[printed.Next + 1].IsQuiet) printed.Next++;
            PrintDay(timeline[first].Time);
            Print(_lines.Quiet(conversation, first, printed.Next));
        }
    }

    // Where the reading begins in a conversation that has a history.
    private long SkipEarlier(Conversation conversation)
    {
        Timeline timeline = conversation.Timeline;
        long earlier = timeline.Start;
        while (earlier < timeline.End && timeline[earlier].Flags.HasFlag(EntryFlags.Replayed)) earlier++;
        long next = earlier;
        int heard = 0;
        for (long position = earlier; position > timeline.Start && heard < MostEarlier; position--)
        {
            if (!timeline[position - 1].IsSpeech) continue;
            heard++;
            next = position - 1;
        }
        if (heard == 0) return earlier;
        string skipped = next > timeline.Start ? "; /last 50 lists more, /older loads more" : "";
        Print($"earlier in {PlainText.Clean(conversation.Name)}{skipped}:");
        return next;
    }

    private void PrintOlder(Conversation conversation, Printed printed)
    {
        Print($"older messages of {PlainText.Clean(conversation.Name)}:");
        for (long position = conversation.Timeline.Start; position < printed.Start; position++)
        {
            if (conversation.Timeline[position].IsSpeech) PrintEntry(conversation, position);
        }
        Print("these were the older messages");
    }

    private void PrintEntry(Conversation conversation, long position)
    {
        PrintDay(conversation.Timeline[position].Time);
        foreach (string each in _lines.Of(conversation, position)) Print(each);
    }

    private void PrintDay(DateTimeOffset time)
    {
        if (_day is { } day && _lines.IsSameDay(day, time)) return;
        _day = time;
        Print(_lines.Day(time));
    }

    private void PrintOutboxes()
    {
        foreach (Conversation conversation in _app.Conversations.Open)
        {
            foreach (OutboxEntry each in conversation.Network.Outbox.Of(conversation.Name))
            {
                if (_outbox.TryGetValue(each, out OutboxState state) && state == each.State) continue;
                _outbox[each] = each.State;
                if (_lines.Of(conversation, each) is { } line) Print(line);
            }
        }
        foreach (OutboxEntry gone in _outbox.Keys.Except(_app.Networks.SelectMany(each => each.Outbox.All)).ToArray()) _outbox.Remove(gone);
    }

    // Whatever a line was made of, a nickname too: no control character of others reaches the terminal.
    private void Print(string line) => _pending.Append(PlainText.Clean(line)).Append(Environment.NewLine);

    /// <summary>How much of a conversation has been printed: the entries from one position up to another.</summary>
    private sealed class Printed
    {
        public long Start { get; set; }

        public long Next { get; set; }
    }
}

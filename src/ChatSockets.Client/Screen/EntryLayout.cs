using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>The rows of a timeline's entries: time, nickname and text, with what belongs to a message under it.</summary>
internal sealed class EntryLayout(Theme theme, TimeProvider clock, string timeFormat)
{
    // Comings and goings on both sides of a multiple of this position are shown apart: a screen then never looks at all of a long row of
    // them.
    private const int MostCondensed = 512;

    // In each time zone, whatever lies within the same quarter of an hour is on the same day.
    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;

    private static readonly List<StyledLine> Nothing = [];

    private CellStyle Plain => theme.PlainText;

    /// <summary>
    /// The rows of the entry at a position, with the lines that stand before it; none for one that is shown with the next.
    /// </summary>
    public List<StyledLine> Of(Conversation conversation, long position, int width)
    {
        Timeline timeline = conversation.Timeline;
        if (IsHidden(conversation, position)) return Nothing;
        TimelineEntry entry = timeline[position];
        TimelineEntry? before = position > timeline.Start ? timeline[position - 1] : null;
        var rows = new List<StyledLine>();
        DateTime day = Local(entry.Time).Date;
        if (before is null || Local(before.Value.Time).Date != day)
            rows.Add(Rule(day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture),
                new CellStyle(theme.Day, theme.Background), width));
        if (conversation.NewFrom == position) rows.Add(Rule("new", theme.MentionText, width));
        if (entry.IsQuiet)
        {
            if (IsLastQuiet(conversation, position)) AddQuiet(rows, conversation, position, width);
            return rows;
        }
        bool sameMinute = before is { } last && !last.IsQuiet && Clock(last.Time) == Clock(entry.Time) && rows.Count == 0;
        AddEntry(rows, conversation, entry, sameMinute ? "" : Clock(entry.Time), width);
        return rows;
    }

    /// <summary>The rows of a message of ours that the server has not accepted yet.</summary>
    public List<StyledLine> Of(OutboxEntry entry, string nick, int width)
    {
        var rows = new List<StyledLine>();
        (string mark, CellStyle style) = entry.State switch
        {
            OutboxState.Refused => ($"  ! not sent: {PlainText.Clean(entry.Reason)}", theme.ErrorText),
            OutboxState.Unknown => ("  ? it is unknown whether it arrived", theme.MentionText),
            _ => ("  …", new CellStyle(theme.Pending, theme.Background)),
        };
        List<StyledRun> runs = MessageText.Parse(Secrets.Hide(entry.Target, entry.Text), theme.DimText, theme.DimText);
        runs.Add(new StyledRun(mark, style));
        EntryKind kind = entry.Kind switch
        {
            SpeechKind.Action => EntryKind.Action,
            SpeechKind.Notice => EntryKind.Notice,
            _ => EntryKind.Message
        };
        AddRows(rows, "", kind, nick, runs, width);
        return rows;
    }

    public string Clock(DateTimeOffset time) => Local(time).ToString(timeFormat, CultureInfo.InvariantCulture);

    private static bool IsQuiet(EntryKind kind) => kind is EntryKind.Joined or EntryKind.Parted or EntryKind.Quit or EntryKind.Renamed;

    private DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone).DateTime;

    private static StyledLine Rule(string text, CellStyle style, int width)
    {
        int cells = CellWidth.Of(text) + 2, left = Math.Max(0, (width - cells) / 2);
        return new StyledLine().Add(new string('─', left), style).Add($" {text} ", style)
            .Add(new string('─', Math.Max(0, width - left - cells)), style);
    }

    // One of many comings and goings, without anything of its own: the quick answer for most of them.
    private static bool IsHidden(Conversation conversation, long position)
    {
        Timeline timeline = conversation.Timeline;
        return IsQuiet(timeline.KindOf(position)) && !IsLastQuiet(conversation, position) && conversation.NewFrom != position
            && position > timeline.Start
            && timeline.TimeOf(position).UtcTicks / Quarter == timeline.TimeOf(position - 1).UtcTicks / Quarter;
    }

    private static bool IsLastQuiet(Conversation conversation, long position)
    {
        long next = position + 1;
        return next >= conversation.Timeline.End || next % MostCondensed == 0 || next == conversation.NewFrom
            || !IsQuiet(conversation.Timeline.KindOf(next));
    }

    private void AddQuiet(List<StyledLine> rows, Conversation conversation, long position, int width)
    {
        Timeline timeline = conversation.Timeline;
        long first = position;
        while (first > timeline.Start && first % MostCondensed != 0 && first != conversation.NewFrom
            && IsQuiet(timeline.KindOf(first - 1)))
        {
            first--;
        }
        string text = QuietSummary.Of(timeline, first, position);
        AddRows(rows, "", EntryKind.Info, "", [new StyledRun(text, theme.DimText)], width);
    }

    private void AddEntry(List<StyledLine> rows, Conversation conversation, in TimelineEntry entry, string time, int width)
    {
        if (entry.ReplyTo is { } answered) AddQuote(rows, conversation, answered, width);
        CellStyle plain = entry.Kind switch
        {
            EntryKind.Error => theme.ErrorText,
            EntryKind.Info or EntryKind.Kicked or EntryKind.ModeChanged or EntryKind.TopicChanged => theme.DimText,
            _ when entry.IsMention => theme.MentionText,
            _ => Plain,
        };
        List<StyledRun> runs = entry switch
        {
            { IsRedacted: true } => [new StyledRun("message deleted", theme.DimText.With(CellAttributes.Italic))],
            { Kind: EntryKind.Kicked or EntryKind.ModeChanged } => [new StyledRun(EventText.Of(entry), plain)],
            { Kind: EntryKind.TopicChanged } =>
                [new StyledRun($"{entry.From} set the topic: ", plain),
                    .. MessageText.Parse(entry.Text, plain, new CellStyle(theme.Link, theme.Background))],
            _ => MessageText.Parse(entry.Text, plain, new CellStyle(theme.Link, theme.Background)),
        };
        if (entry is { IsSelf: true, IsSpeech: true, IsRedacted: false }) runs.Add(new StyledRun("  ✓", theme.DimText));
        AddRows(rows, time, entry.Kind, entry.From, runs, width);
        if (conversation.ExtrasOf(entry.Id) is { } extras) AddExtras(rows, extras, width);
    }

    private void AddQuote(List<StyledLine> rows, Conversation conversation, string id, int width)
    {
        string quote = conversation.Timeline.TryFind(id, out long position) && conversation.Timeline[position] is var original
            ? $"↳ {original.From}: {(original.IsRedacted ? "message deleted" : PlainText.Clean(original.Text.ReplaceLineEndings(" ")))}"
            : "↳ an earlier message";
        rows.Add(new StyledLine().Add(Margin(width), Plain).Add(Cut(quote, width - Indent(width)), theme.DimText));
    }

    private void AddExtras(List<StyledLine> rows, MessageExtras extras, int width)
    {
        var runs = new List<StyledRun>();
        foreach (Reaction each in extras.Reactions)
            runs.Add(new StyledRun($"{PlainText.Clean(each.Symbol)} {each.Nicks.Count}  ", theme.DimText));
        if (extras.Answers.Count > 0)
        {
            Answer last = extras.Answers[^1];
            string more = extras.Answers.Count > 1 ? $" (and {extras.Answers.Count - 1} more)" : "";
            runs.Add(new StyledRun(Cut($"↳ {last.Nick}: {PlainText.Clean(last.Text.ReplaceLineEndings(" "))}",
                Math.Max(12, width - Indent(width) - 20)) + more, theme.DimText));
        }
        if (runs.Count == 0) return;
        foreach (StyledLine row in StyledWrap.Wrap(runs, width - Indent(width))) rows.Add(Behind(Margin(width), row));
    }

    private void AddRows(List<StyledLine> rows, string time, EntryKind kind, string from, List<StyledRun> runs, int width)
    {
        int clock = ClockWidth(width), names = NameWidth(width), indent = Indent(width);
        CellStyle nick = theme.Nick(from);
        string name = kind switch
        {
            EntryKind.Action => $"* {from}",
            EntryKind.Notice => $"-{from}-",
            EntryKind.Message => from,
            EntryKind.Error => "!",
            _ => "·",
        };
        if (kind is not (EntryKind.Message or EntryKind.Action or EntryKind.Notice))
            nick = kind == EntryKind.Error ? theme.ErrorText : theme.DimText;
        List<StyledLine> wrapped = StyledWrap.Wrap(runs, Math.Max(8, width - indent));
        var head = new StyledLine();
        head.Add(Padded(time, clock), theme.DimText);
        head.Add(Padded(Cut(PlainText.Clean(name), names - 1), names), nick);
        for (int i = 0; i < wrapped.Count; i++)
        {
            if (i > 0) rows.Add(Behind(Margin(width), wrapped[i]));
            else
            {
                head.Runs.AddRange(wrapped[0].Runs);
                rows.Add(head);
            }
        }
    }

    private int ClockWidth(int width) => width < 36 ? 0 : timeFormat.Length + 2;

    private static int NameWidth(int width) => Math.Clamp(width / 5, 8, 14);

    private int Indent(int width) => ClockWidth(width) + NameWidth(width);

    private string Margin(int width) => new(' ', Indent(width));

    private static StyledLine Behind(string margin, StyledLine row)
    {
        var line = new StyledLine().Add(margin, default);
        line.Runs.AddRange(row.Runs);
        return line;
    }

    private static string Padded(string text, int width) =>
        width == 0 ? "" : text + new string(' ', Math.Max(0, width - CellWidth.Of(text)));

    private static string Cut(string text, int width)
    {
        if (CellWidth.Of(text) <= width) return text;
        int cells = 0, at = 0;
        while (at < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            cells += CellWidth.OfGrapheme(text.AsSpan(at, length));
            if (cells > width - 1) break;
            at += length;
        }
        return text[..at] + "…";
    }
}

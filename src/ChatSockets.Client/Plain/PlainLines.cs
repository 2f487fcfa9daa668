using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Plain;

/// <summary>
/// What happens as lines of text that need nothing around them: no colours, no places on a screen, no signs that a screen reader would not
/// read out. Each line says who, what, and where, if it is not in the current conversation.
/// </summary>
internal sealed class PlainLines(ClientApp app, string timeFormat)
{
    private const int QuoteLength = 60;

    /// <summary>The day, where one begins.</summary>
    public string Day(DateTimeOffset time) => Local(time).ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Whether two times are of one day.</summary>
    public bool IsSameDay(DateTimeOffset one, DateTimeOffset other) => Local(one).Date == Local(other).Date;

    /// <summary>The lines of one entry.</summary>
    public IEnumerable<string> Of(Conversation conversation, long position)
    {
        TimelineEntry entry = conversation.Timeline[position];
        string head = $"{Clock(entry.Time)} {Where(conversation)}";
        if (entry.IsSpeech) return Speech(head, conversation, entry);
        return [(entry.Kind == EntryKind.Error ? $"{head}error: " : head) + EventText.Of(entry)];
    }

    /// <summary>Comings and goings in a row.</summary>
    public string Quiet(Conversation conversation, long first, long last) =>
        $"{Clock(conversation.Timeline[last].Time)} {Where(conversation)}{QuietSummary.Of(conversation.Timeline, first, last)}";

    /// <summary>A message of ours that has not arrived, or may not have; null where there is nothing to say.</summary>
    public string? Of(Conversation conversation, OutboxEntry entry)
    {
        string text = PlainText.Clean(Secrets.Hide(entry.Target, entry.Text).ReplaceLineEndings(" "));
        string what = entry.State switch
        {
            OutboxState.Queued => $"waiting to be sent: {text}",
            OutboxState.Uncertain => $"the connection was lost while this was on its way: {text}",
            OutboxState.Unknown => $"it is unknown whether this arrived: {text}. /resend sends it again, /drop gives it up",
            OutboxState.Refused => $"not sent, {PlainText.Clean(entry.Reason)}: {text}. /resend sends it again, /drop gives it up",
            _ => "",
        };
        return what.Length == 0 ? null : $"{Clock(app.Clock.GetUtcNow())} {Where(conversation)}{what}";
    }

    public string Of(Conversation conversation, Reacted e)
    {
        bool isOurs = conversation.Network.Session?.IsMe(e.From) == true;
        string what = (isOurs, e.IsTakenBack) switch
        {
            (true, true) => "you take back",
            (true, false) => "you react with",
            (false, true) => $"{e.From} takes back",
            (false, false) => $"{e.From} reacts with",
        };
        return $"{Clock(e.Time)} {Where(conversation)}{what} {PlainText.Clean(e.Symbol)} to {Quote(conversation, e.MessageId)}";
    }

    public string Of(Conversation conversation, Redacted e)
    {
        string who = conversation.Network.Session?.IsMe(e.By) == true ? "you" : e.By;
        string reason = e.Reason.Length > 0 ? $" ({PlainText.Clean(e.Reason)})" : "";
        return $"{Clock(e.Time)} {Where(conversation)}{who} deleted {Quote(conversation, e.MessageId)}{reason}";
    }

    /// <summary>A message named within another line: alice's "did it pass?".</summary>
    public static string Quote(Conversation conversation, string id)
    {
        if (!conversation.Timeline.TryFind(id, out long position)) return "an earlier message";
        TimelineEntry entry = conversation.Timeline[position];
        string whose = entry.IsSelf ? "your" : $"{entry.From}'s";
        if (entry.IsRedacted) return $"{whose} deleted message";
        string text = PlainText.Clean(entry.Text.ReplaceLineEndings(" "));
        return $"{whose} \"{(text.Length > QuoteLength ? text[..QuoteLength] + "..." : text)}\"";
    }

    /// <summary>Where the user types now.</summary>
    public static string Place(Conversation conversation)
    {
        string name = PlainText.Clean(conversation.Name);
        if (conversation.IsServer) return $"now at {name}, where nobody can hear you; /join a room";
        string members = conversation.Roster is { } roster
            ? $", {roster.Count} {(roster.Count == 1 ? "member" : "members")}" : "";
        string topic = conversation.Topic.Length > 0 ? $", topic: {PlainText.Clean(conversation.Topic)}" : "";
        return conversation.IsRoom ? $"now in {name}{members}{topic}" : $"now in private with {name}";
    }

    public string Clock(DateTimeOffset time) => Local(time).ToString(timeFormat, CultureInfo.InvariantCulture);

    private DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, app.Clock.LocalTimeZone).DateTime;

    private string Where(Conversation conversation)
    {
        if (conversation == app.Conversations.Current) return "";
        string network = app.HasManyNetworks ? $" of {PlainText.Clean(conversation.Network.Name)}" : "";
        if (conversation.IsServer) return app.HasManyNetworks ? $"{PlainText.Clean(conversation.Name)}, " : "";
        return conversation.IsRoom ? $"in {PlainText.Clean(conversation.Name)}{network}, " : $"in private{network}, ";
    }

    private static IEnumerable<string> Speech(string head, Conversation conversation, TimelineEntry entry)
    {
        string who = entry.IsSelf ? "you" : entry.From;
        string answering = entry.ReplyTo is { } id ? $", answering {Quote(conversation, id)}" : "";
        string speaker = entry switch
        {
            { IsRedacted: true } => $"{who}: a deleted message",
            { Kind: EntryKind.Notice } => $"notice from {who}{answering}: ",
            { Kind: EntryKind.Action } => $"* {who}{answering} ",
            { IsMention: true } => $"{who}, mentioning you{answering}: ",
            _ => $"{who}{answering}: ",
        };
        if (entry.IsRedacted) return [head + speaker];
        string[] lines = entry.Text.Split('\n');
        string arrived = entry is { IsSelf: true } && !entry.Flags.HasFlag(EntryFlags.Replayed) ? " (arrived)" : "";
        return lines.Select((line, i) => (i == 0 ? head + speaker : $"{head}{who}, going on: ") + PlainText.Clean(line)
            + (i == lines.Length - 1 ? arrived : ""));
    }
}

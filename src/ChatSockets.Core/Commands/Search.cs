using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Full-text search: soju.im/search for clients that support it, and readable lines for others. A user finds only messages that CHATHISTORY
/// would show.
/// </summary>
internal static class Search
{
    public static readonly Command Row = new(
        "SEARCH", Handle,
            "SEARCH [<room>] <words> or SEARCH in=<room or "
            + "nickname>;from=<nickname>;after=<time>;before=<time>;limit=<number>;text=<words>",
        "Searches messages.")
    {
        MinimumParameters = 1,
        Cost = 5,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (SearchRequest.Parse(context, message) is not { } request) return;
        try
        {
            List<HistoryTarget>? targets = null;
            if (request.In is not { } name) targets = HistoryAccess.All(context);
            else if (HistoryAccess.Find(context, name) is { } target) targets = [target];
            if (targets is null) request.Fail("in", "There is nothing that you could read");
            else Send(context, request, targets);
        }
        catch (StoreException exception)
        {
            context.Reply.Refuse(Verbs.Search, "INTERNAL_ERROR"u8,
                Encoding.UTF8.GetBytes($"The search could not be run: {exception.Message}"));
        }
    }

    private static void Send(CommandContext context, SearchRequest request, List<HistoryTarget> targets)
    {
        if (request.Words is not null) context.Server.Store.IndexWords();
        var run = new SearchRun(context, request);
        if (!run.Run(targets)) return;
        context.Meter.Rest();
        if (context.Session.Has(Capability.Search)) SendBatch(context, run);
        else Tell(context, run);
        if (run.GoOnAt is { } time) TellEnd(context, request, time);
    }

    private static void SendBatch(CommandContext context, SearchRun run)
    {
        ReplyBuffer buffer = context.Reply.Buffer;
        buffer.BeginBatch("soju.im/search"u8);
        foreach ((HistoryTarget target, StoredLine line) in run.Found)
        {
            var playback = new Playback(context.Session, target, buffer.Batch) { IsFlat = true };
            playback.Write(line);
            buffer.Add(playback.Written);
            if (!context.Page()) return;
        }
        buffer.EndBatch();
    }

    private static void Tell(CommandContext context, SearchRun run)
    {
        foreach ((HistoryTarget target, StoredLine line) in run.Found)
        {
            Tell(context, target, line);
            if (!context.Page()) return;
        }
        if (run.GoOnAt is null || run.Found.Count > 0)
            context.Reply.Notice(run.Found.Count == 0 ? "Nothing was found." : $"{run.Found.Count} found.");
    }

    // A search that would cost too much at once has looked through a part.
    private static void TellEnd(CommandContext context, SearchRequest request, DateTimeOffset time)
    {
        string side = request.IsFromEnd ? "since" : "before", next = $"SEARCH {request.From(time)}";
        string text =
            $"Only what was said {side} {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC was "
                + $"searched. To go on: {next}";
        byte[] where =
            Encoding.ASCII.GetBytes($"{(request.IsFromEnd ? "before" : "after")}={Encoding.ASCII.GetString(ServerTime.Of(time))}");
        if (context.Session.Has(Capability.Search) || context.Session.Has(Capability.StandardReplies))
            context.Reply.Note(Verbs.Search, "SEARCH_ENDED_EARLY"u8, [where], Encoding.UTF8.GetBytes(text));
        else context.Reply.Notice(text);
    }

    private static void Tell(CommandContext context, HistoryTarget target, StoredLine line)
    {
        string time = context.Server.MessageIds.TimeOf(line.Id).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string nick = Encoding.UTF8.GetString(Source.Parse(line.Source).Name);
        foreach (string text in Encoding.UTF8.GetString(line.Text).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            context.Reply.Notice($"[{time}] {Encoding.UTF8.GetString(target.Name)} <{nick}> {text}");
    }
}

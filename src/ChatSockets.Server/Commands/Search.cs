using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Commands;

/// <summary>
/// Finds what was said, by its words: soju.im/search for those whose client knows it, and in words of the server for the rest. Everybody finds what CHATHISTORY
/// would show.
/// </summary>
internal static class Search
{
    public static readonly Command Row = new(
        "SEARCH", Handle, "SEARCH [<room>] <words> or SEARCH in=<room or nickname>;from=<nickname>;after=<time>;before=<time>;limit=<number>;text=<words>",
        "Finds what was said.")
    {
        MinimumParameters = 1,
        Cost = 5,
    };

    // A conversation in which nothing fits is not read to its beginning.
    private const int MostRead = 20_000;

    private const int Step = 500;

    private readonly record struct Found(HistoryTarget Target, KeptLine Line);

    private static void Handle(CommandContext context, in Message message)
    {
        if (SearchRequest.Parse(context, message) is not { } request) return;
        try
        {
            if (request.In is not { } name) Send(context, Find(context, request, HistoryTargets.All(context)));
            else if (ChatHistory.Find(context, name) is { } target) Send(context, Find(context, request, [target]));
            else request.Fail("in", "There is nothing that you could read");
        }
        catch (StoreException exception)
        {
            context.Reply.Refuse(Verbs.Search, "INTERNAL_ERROR"u8, Encoding.UTF8.GetBytes($"The search could not be run: {exception.Message}"));
        }
    }

    private static List<Found> Find(CommandContext context, SearchRequest request, List<HistoryTarget> targets)
    {
        if (request.Words is not null) context.Server.Store.IndexWords();
        var all = new List<Found>();
        foreach (HistoryTarget target in targets)
        {
            if (target.Conversation == 0) continue;
            LineRange range = target.Range(request.After, request.Before);
            all.AddRange(Lines(context, request, range).Where(line => request.Fits(line)).Take(request.Limit).Select(line => new Found(target, line)));
        }
        IOrderedEnumerable<Found> ordered = all.OrderBy(found => found.Line.Id);
        return [.. request.IsFromEnd ? ordered.TakeLast(request.Limit) : ordered.Take(request.Limit)];
    }

    // From the end that counts, a few at a time: most searches need no more.
    private static IEnumerable<KeptLine> Lines(CommandContext context, SearchRequest request, LineRange range)
    {
        for (int read = 0; read < MostRead; read += Step)
        {
            List<KeptLine> some = context.Server.Store.Read(connection => WordQuery.Find(connection, request.Words, range, Step, request.IsFromEnd));
            foreach (KeptLine line in some) yield return line;
            if (some.Count < Step) yield break;
            range = request.IsFromEnd ? range with { Before = some[^1].Id } : range with { After = some[^1].Id };
        }
    }

    private static void Send(CommandContext context, List<Found> all)
    {
        ReplyBuffer buffer = context.Reply.Buffer;
        if (!context.Session.Has(Capability.Search))
        {
            foreach (Found found in all) Tell(context, found);
            context.Reply.Notice(all.Count == 0 ? "Nothing was found." : $"{all.Count} found.");
            return;
        }
        buffer.BeginBatch("soju.im/search"u8);
        foreach (Found found in all)
        {
            var playback = new Playback(context.Session, found.Target, buffer.Batch) { IsFlat = true };
            playback.Write(found.Line);
            buffer.Add(playback.Written);
            if (!context.Page()) return;
        }
        buffer.EndBatch();
    }

    private static void Tell(CommandContext context, Found found)
    {
        KeptLine line = found.Line;
        string time = context.Server.MessageIds.TimeOf(line.Id).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string nick = Encoding.UTF8.GetString(Source.Parse(line.Source).Name);
        foreach (string text in Encoding.UTF8.GetString(line.Text).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            context.Reply.Notice($"[{time}] {Encoding.UTF8.GetString(found.Target.Name)} <{nick}> {text}");
    }
}

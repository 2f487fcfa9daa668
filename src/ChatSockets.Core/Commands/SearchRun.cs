using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Commands;

/// <summary>
/// One running SEARCH. It scans all of the user's conversations at once, from the relevant end, in turns of a few milliseconds
/// (<see cref="CommandMeter"/>), until it has enough results, has seen everything, or has used up the budget of one search; then it knows
/// where another can continue.
/// </summary>
/// <param name="context">The context of the command.</param>
/// <param name="request">The search.</param>
internal sealed class SearchRun(CommandContext context, SearchRequest request)
{
    /// <summary>The most lines that one search looks at.</summary>
    public const int MaximumLooked = 20_000;

    private static readonly TimeSpan MaximumTime = TimeSpan.FromMilliseconds(150);

    // The first step of each conversation is small: most searches need no more.
    private const int FirstStep = 64;

    private const int LargestStep = 1024;

    // What a step costs besides the lines, in lines.
    private const int StepCost = 16;

    private readonly List<Place> _places = [];
    private int _looked;

    /// <summary>The messages found, oldest first.</summary>
    public List<(HistoryTarget Target, StoredLine Line)> Found { get; private set; } = [];

    /// <summary>The time from which another search has to go on; null where this one has come to an end.</summary>
    public DateTimeOffset? GoOnAt { get; private set; }

    /// <summary>Searches. False when the asker has gone.</summary>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public bool Run(List<HistoryTarget> targets)
    {
        if (!context.Meter.Turn()) return false;
        Begin(targets);
        while (Next() is { } place && !HasEnough(place))
        {
            if (_looked >= MaximumLooked || context.Meter.Used >= MaximumTime)
            {
                GoOnAt = context.Server.MessageIds.TimeOf(request.IsFromEnd ? place.Edge - 1 : place.Edge + 1);
                break;
            }
            if (!context.Meter.Turn()) return false;
            Look(place);
        }
        IEnumerable<(HistoryTarget Target, StoredLine Line)> all = Sure(Next()).OrderBy(found => found.Line.Id);
        Found = [.. request.IsFromEnd ? all.TakeLast(request.Limit) : all.Take(request.Limit)];
        return true;
    }

    // Where the lines of each part that the asker may read begin, seen from the end that counts.
    private void Begin(List<HistoryTarget> targets)
    {
        List<(HistoryTarget Target, LineRange Part)> all =
        [
            .. from target in targets
               where target.Conversation != 0
               from part in target.Range(request.After, request.Before).Parts()
               select (target, part),
        ];
        List<long?> edges = context.Server.Store.Read(connection =>
            LineQuery.Edges(connection, all.ConvertAll(static place => place.Part), request.IsFromEnd));
        for (int i = 0; i < all.Count; i++)
        {
            if (edges[i] is not { } edge) continue;
            var search = new LineSearch(request.Words, request.Nickname, request.IsFromEnd);
            _places.Add(new Place(all[i].Target, all[i].Part, search) { Edge = request.IsFromEnd ? edge + 1 : edge - 1 });
        }
    }

    private void Look(Place place)
    {
        LineRange range = request.IsFromEnd ? place.Part with { Before = place.Edge } : place.Part with { After = place.Edge };
        SearchStep step = context.Server.Store.Read(connection => place.Search.Step(connection, range, place.Step));
        _looked += step.Looked + StepCost;
        place.Found.AddRange(step.Found);
        place.IsDone = step.Looked < place.Step;
        if (!place.IsDone) place.Edge = step.Last;
        place.Step = Math.Min(place.Step * 2, LargestStep);
    }

    // The one that has been looked through the least, by the time of its lines; null when all are done.
    private Place? Next()
    {
        IEnumerable<Place> open = _places.Where(place => !place.IsDone);
        return request.IsFromEnd ? open.MaxBy(place => place.Edge) : open.MinBy(place => place.Edge);
    }

    private bool HasEnough(Place next) => Sure(next).Take(request.Limit).Count() == request.Limit;

    // Beyond what has been looked through everywhere there may be more, which would come first.
    private IEnumerable<(HistoryTarget Target, StoredLine Line)> Sure(Place? next) =>
        from place in _places
        from line in place.Found
        where next is null || (request.IsFromEnd ? line.Id >= next.Edge : line.Id <= next.Edge)
        select (place.Target, line);

    // A part of a conversation, and how far it has been looked through: all from the end that counts up to the edge.
    private sealed class Place(HistoryTarget target, LineRange part, LineSearch search)
    {
        public HistoryTarget Target => target;

        public LineRange Part => part;

        public LineSearch Search => search;

        public long Edge { get; set; }

        public bool IsDone { get; set; }

        public int Step { get; set; } = FirstStep;

        public List<StoredLine> Found { get; } = [];
    }
}

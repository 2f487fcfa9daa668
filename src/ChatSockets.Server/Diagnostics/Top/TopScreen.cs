using System.Globalization;
using ChatSockets.Server.Diagnostics.Control;

namespace ChatSockets.Server.Diagnostics.Top;

/// <summary>Draws snapshots of a server as lines of text. Pure: no terminal, no clock but the snapshots'.</summary>
/// <param name="before">The snapshot before it, for what happened in a second.</param>
/// <param name="now">The snapshot.</param>
internal sealed class TopScreen(Snapshot before, Snapshot now)
{
    private const int FewestRowsForBoth = 14;

    private double Seconds => Math.Max(0.001, (now.Server.Time - before.Server.Time).TotalSeconds);

    /// <summary>At most so many lines, each exactly so wide.</summary>
    public IReadOnlyList<string> Draw(TopView view, int width, int height)
    {
        var lines = new List<string>(Head(width, height).Select(line => TopFormat.Fit(line, width)));
        int left = height - lines.Count - 1;
        TopPanels panels = view.Panels == TopPanels.Both && height < FewestRowsForBoth ? TopPanels.Connections : view.Panels;
        int rooms = panels switch
        {
            TopPanels.Both => Math.Min(left / 3, now.Rooms.Count + 1),
            TopPanels.Rooms => left,
            _ => 0,
        };
        if (panels != TopPanels.Rooms) lines.AddRange(ConnectionLines(width).Take(left - rooms));
        if (panels == TopPanels.Both) Fill(lines, height - 1 - rooms, width);
        lines.AddRange(RoomLines(width).Take(rooms));
        Fill(lines, height - 1, width);
        lines.Add(TopFormat.Fit(Keys(view, width), width));
        return [.. lines.Take(height)];
    }

    /// <summary>All of it, for a file or a pipe.</summary>
    public IEnumerable<string> DrawAll(int width) =>
    [
        .. Head(width, int.MaxValue), "", .. ConnectionLines(width).Select(line => line.TrimEnd()), "",
        .. RoomLines(width).Select(line => line.TrimEnd()),
    ];

    private IEnumerable<string> ConnectionLines(int width) => TopTable.Draw(TopTable.Connections, now.Connections, width);

    private IEnumerable<string> RoomLines(int width)
    {
        var earlier = before.Rooms.ToDictionary(room => room.Name, room => room.Lines, StringComparer.Ordinal);
        return TopTable.Draw(TopTable.Rooms,
            now.Rooms.Select(room => (room, LinesPerSecond: Math.Max(0, room.Lines - earlier.GetValueOrDefault(room.Name,
                room.Lines)) / Seconds)),
            width);
    }

    private IEnumerable<string> Head(int width, int height)
    {
        ServerSnapshot server = now.Server;
        string cpu = string.Create(CultureInfo.InvariantCulture, $"{Rate(one => one.CpuSeconds) * 100:0}%");
        string linesIn = Amount(one => one.LinesReceived), linesOut = Amount(one => one.LinesSent), commits = Amount(one => one.Commits);
        string memory = TopFormat.Amount(server.MemoryBytes);
        if (width < 60 || height < FewestRowsForBoth)
        {
            yield return $"{server.Users} users {server.Rooms} rooms cpu {cpu} mem {memory}";
            yield return $"lines/s in {linesIn} out {linesOut} commits/s {commits}";
            yield break;
        }
        yield return $"{server.Name} {server.Version}, process {server.Process}, up {TopFormat.Time(server.UptimeSeconds)}, "
            + $"{server.Time.ToLocalTime():HH:mm:ss}";
        yield return $"users {server.Users}  rooms {server.Rooms}  connections {server.Connections} of {server.ConnectionLimit}  "
            + $"threads {server.Threads}";
        string bytes = $"in {Amount(one => one.BytesReceived)} out {Amount(one => one.BytesSent)}";
        yield return $"lines/s in {linesIn} out {linesOut}  bytes/s {bytes}  "
            + $"commits/s {commits}{Trouble(server)}";
        yield return $"cpu {cpu} of {server.Processors * 100}%  memory {memory}  backlog {TopFormat.Amount(server.OutboxBytes)}"
            + (server.RowsWaiting > 1024 ? $"  rows waiting {server.RowsWaiting}" : "");
        yield return "";
    }

    private static string Trouble(ServerSnapshot server) => server.CommitsFailed > 0 ? $"  FAILED {server.CommitsFailed}" : "";

    private string Keys(TopView view, int width)
    {
        string order = TopView.Orders.First(one => one.Order == view.Order).Name + (view.IsReversed ? " reversed" : "");
        string leftOut = now.End.ConnectionsLeftOut > 0 ? $" (+{now.End.ConnectionsLeftOut} more)" : "";
        string letters = string.Join(' ', TopView.Orders.Select(one => one.Key));
        return width switch
        {
            < 60 => $"by {order}{leftOut}  q tab r {letters}",
            < 100 => $"by {order}{leftOut}  q quit  tab rooms  r reverse  sort: {letters}",
            _ => $"by {order}{leftOut}  q quit  tab rooms  r reverse  sort: "
                + string.Join(", ", TopView.Orders.Select(one => $"{one.Key} {one.Name}")),
        };
    }

    private string Amount(Func<ServerSnapshot, double> counter) => TopFormat.Amount(Rate(counter));

    private double Rate(Func<ServerSnapshot, double> counter) => Math.Max(0, counter(now.Server) - counter(before.Server)) / Seconds;

    private static void Fill(List<string> lines, int height, int width)
    {
        while (lines.Count < height) lines.Add(new string(' ', width));
    }
}

using System.Text;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Diagnostics.Control;

/// <summary>
/// Looks at a server: its totals, connections and rooms. For the control thread; takes each room's lock for a moment, one at a time.
/// </summary>
internal sealed class SnapshotSource(ServerContext server)
{
    /// <summary>Takes a snapshot, ending with a <see cref="SnapshotEnd"/>.</summary>
    public IEnumerable<SnapshotLine> Take(SnapshotRequest request)
    {
        Session[] sessions = [.. server.Metrics.Sessions()];
        RoomSnapshot[] rooms =
        [
            .. server.Rooms.All.Select(Of).OrderByDescending(room => room.Members).ThenBy(room => room.Name, StringComparer.Ordinal),
        ];
        yield return Server(sessions);
        ConnectionSnapshot[] connections = [.. Ordered(sessions.Select(Of), request)];
        foreach (ConnectionSnapshot connection in connections.Take(request.Connections)) yield return connection;
        foreach (RoomSnapshot room in rooms.Take(request.Rooms)) yield return room;
        yield return new SnapshotEnd(Math.Max(0, connections.Length - request.Connections), Math.Max(0, rooms.Length - request.Rooms));
    }

    /// <summary>Puts connections in an order.</summary>
    public static IEnumerable<ConnectionSnapshot> Ordered(IEnumerable<ConnectionSnapshot> connections, SnapshotRequest request)
    {
        IOrderedEnumerable<ConnectionSnapshot> ordered = request.Order switch
        {
            ConnectionOrder.Received => connections.OrderByDescending(one => one.BytesReceived),
            ConnectionOrder.Outbox => connections.OrderByDescending(one => one.OutboxBytes),
            ConnectionOrder.Lag => connections.OrderByDescending(one => one.LagSeconds ?? -1),
            ConnectionOrder.Idle => connections.OrderBy(one => one.IdleSeconds),
            ConnectionOrder.Age => connections.OrderBy(one => one.ConnectedAt),
            ConnectionOrder.Nickname => connections.OrderBy(one => one.Nickname, StringComparer.OrdinalIgnoreCase),
            _ => connections.OrderByDescending(one => one.BytesSent),
        };
        IEnumerable<ConnectionSnapshot> sorted = ordered.ThenBy(one => one.Nickname, StringComparer.Ordinal).ThenBy(one => one.ConnectedAt);
        return request.IsReversed ? sorted.Reverse() : sorted;
    }

    private ServerSnapshot Server(Session[] sessions) => new()
    {
        Name = Encoding.UTF8.GetString(server.Name),
        Version = typeof(SnapshotSource).Assembly.GetName().Version?.ToString(3) ?? "",
        Process = Environment.ProcessId,
        Listening = [.. server.EndPoints.Select(endPoint => endPoint.ToString())],
        IsTlsRequired = server.Options.Tls == TlsMode.Required,
        Time = server.Clock.GetUtcNow(),
        UptimeSeconds = Seconds(server.Clock.GetUtcNow() - server.Started),
        Connections = sessions.Length,
        ConnectionLimit = server.ConnectionLimit.InForce,
        Users = server.Users.Count,
        Rooms = server.Rooms.Count,
        LinesReceived = server.Counters.Of(Counter.LinesReceived),
        LinesSent = server.Counters.Of(Counter.LinesSent),
        BytesReceived = server.Counters.Of(Counter.BytesReceived),
        BytesSent = server.Lanes.Sum(lane => lane.BytesSent),
        Commits = server.Counters.Of(Counter.Commits),
        CommitsFailed = server.Counters.Of(Counter.FailedCommits),
        RowsWaiting = server.Store.Commits.Waiting,
        CpuSeconds = Seconds(ProcessFigures.CpuTime),
        Processors = Environment.ProcessorCount,
        MemoryBytes = Environment.WorkingSet,
        Threads = ProcessFigures.Threads,
        OutboxBytes = sessions.Sum(session => session.Outbox.Unsent),
    };

    private ConnectionSnapshot Of(Session session)
    {
        User user = session.User;
        return new ConnectionSnapshot
        {
            Nickname = Encoding.UTF8.GetString(user.Nickname),
            Account = user.Account is { } account ? Encoding.UTF8.GetString(account) : null,
            Address = Encoding.ASCII.GetString(session.Address),
            Dialect = session.DialectName,
            IsSecure = session.IsSecure,
            ConnectedAt = session.Began,
            IdleSeconds = Seconds(server.Clock.GetElapsedTime(session.LastHeard)),
            BytesReceived = session.BytesReceived,
            BytesSent = session.Outbox.Sent,
            OutboxBytes = session.Outbox.Unsent,
            LagSeconds = session.Lag is { } lag ? Seconds(lag) : null,
            LastCommand = session.LastCommand,
        };
    }

    private static RoomSnapshot Of(Room room)
    {
        int members;
        lock (room.Gate) members = room.Count;
        return new RoomSnapshot { Name = Encoding.UTF8.GetString(room.Name), Members = members, Lines = room.MessageCount };
    }

    // To the millisecond: nobody reads more, and it is a quarter of the text.
    private static double Seconds(TimeSpan time) => Math.Round(Math.Max(0, time.TotalSeconds), 3);
}

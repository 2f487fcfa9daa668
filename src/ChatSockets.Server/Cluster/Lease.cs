using System.Diagnostics;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using Npgsql;
using Serilog;

namespace ChatSockets.Server.Cluster;

/// <summary>
/// Says every two seconds that this server is there, by the database's clock, and has those leave the chat of whom nothing has been heard
/// for ten. Whoever is cut off is gone for all others at one place of the log, and appends nothing any more.
/// </summary>
/// <remarks>
/// After the database itself was away nobody has been heard of. So only a server whose own word has come through all the time for as long
/// says that another is gone.
/// </remarks>
internal sealed class Lease : IDisposable
{
    /// <summary>How often a server says that it is there.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Of whom so long nothing has been heard, is gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private const string Reason = "Its server cannot be reached";

    private readonly ClusterDatabase _database;
    private readonly long _node;
    private readonly Func<long> _applied;
    private readonly ILogger _program;
    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;
    private NpgsqlConnection? _connection;
    private LogCall? _fencing;

    // Since when each word has come through. A process that was suspended knows of nothing that failed meanwhile: so each interval is
    // looked at by itself.
    private long _since;
    private long _last;

    public Lease(ClusterDatabase database, long node, Func<long> applied, ILogger program)
    {
        (_database, _node, _applied, _program) = (database, node, applied, program);
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "lease" };
        _thread.Start();
    }

    /// <summary>Says that the server is there; false where it is gone for the others.</summary>
    /// <exception cref="NpgsqlException">That did not come through.</exception>
    public bool Renew(NpgsqlConnection connection)
    {
        using var renew = new NpgsqlCommand("SELECT chat_renew($1, $2)", connection);
        renew.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _node });
        renew.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _applied() });
        return renew.ExecuteScalar() is true;
    }

    public void Dispose()
    {
        _over.Set();
        if (_thread.IsAlive) _thread.Join(TimeSpan.FromSeconds(1));
        _connection?.Dispose();
    }

    private void Run()
    {
        do
        {
            try
            {
                _connection ??= _database.Open();
                // It reads in the log itself that it is gone.
                if (!ClusterDatabase.Reach(() => Renew(_connection))) return;
                long now = Stopwatch.GetTimestamp();
                if (_since == 0 || Stopwatch.GetElapsedTime(_last, now) > 3 * Interval) _since = now;
                _last = now;
                if (Stopwatch.GetElapsedTime(_since, now) > Silence && _fencing is null or { IsOver: true }) FenceOthers(_connection);
            }
            catch (LogUnreachableException)
            {
                // Those who append and read say so.
                _since = 0;
                _connection?.Dispose();
                _connection = null;
            }
            catch (Exception exception)
            {
                Unexpected.Report(_program, exception, "The others may take this server for gone");
            }
        }
        while (!_over.Wait(Interval));
    }

    // On a connection of its own, which nobody waits for: this server goes on to say that it is there.
    private void FenceOthers(NpgsqlConnection connection)
    {
        List<(long Node, string Name)> silent = ClusterDatabase.Reach(() => Silent(connection));
        if (silent.Count == 0) return;
        var fence = new NpgsqlCommand(
            """
            SELECT count(chat_fence(node, $1 * interval '1 second', seed, entries))
            FROM unnest($2, $3, $4) AS gone (node, seed, entries)
            """);
        fence.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)Silence.TotalSeconds });
        fence.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. silent.Select(one => one.Node)] });
        fence.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. silent.Select(_ => ClusterDatabase.Random())] });
        fence.Parameters.Add(new NpgsqlParameter<byte[][]>
        {
            TypedValue = [.. silent.Select(one => EntryCodec.Write([new NodeDown(one.Node, Reason)]))],
        });
        _program.Warning("Nothing was heard of {Names} for {Time} seconds: their users leave",
            string.Join(", ", silent.Select(one => one.Name)), Silence.TotalSeconds);
        _fencing = new LogCall(_database.Open(), fence);
        _fencing.Abandon();
    }

    private static List<(long Node, string Name)> Silent(NpgsqlConnection connection)
    {
        using var query = new NpgsqlCommand(
            "SELECT id, name FROM chat_nodes WHERE NOT is_gone AND seen < clock_timestamp() - $1 * interval '1 second' ORDER BY id",
            connection);
        query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)Silence.TotalSeconds });
        using NpgsqlDataReader reader = query.ExecuteReader();
        var silent = new List<(long, string)>();
        while (reader.Read()) silent.Add((reader.GetInt64(0), reader.GetString(1)));
        return silent;
    }
}

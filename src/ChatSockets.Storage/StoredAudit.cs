using System.Globalization;
using System.Text;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The stored acts of operators: who did what, to whom and why. The latest <see cref="MostActs"/> and, apart from them, the latest
/// <see cref="MostRefused"/> attempts that were refused, so that whoever tries OPER again and again pushes nothing out. Any thread.
/// </summary>
internal static class StoredAudit
{
    /// <summary>How many acts are kept.</summary>
    public const int MostActs = 100_000;

    /// <summary>How many refused attempts are kept.</summary>
    public const int MostRefused = 1_000;

    // So often it is looked whether there are too many.
    private const int Step = 64;

    /// <summary>Stores an act of a running server. Not waited for; also under a lock.</summary>
    public static void Submit(Store store, OperatorAct act, DateTimeOffset at) => store.Submit(connection => Insert(connection, act, at));

    /// <summary>Stores what was done with a command of the program, by whoever runs it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="what">The command and its words.</param>
    /// <param name="whom">The account, room or nothing.</param>
    /// <exception cref="StoreException">It was not stored.</exception>
    public static void AddCommand(IStoreAccess store, string what, string whom) => store.Change(connection =>
    {
        string who = $"{Environment.UserName} on {Environment.MachineName}";
        Insert(connection, new OperatorAct("", who, what, whom, ""), DateTimeOffset.UtcNow);
        return true;
    });

    /// <summary>Returns the acts since a time, the oldest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static IReadOnlyList<AuditEntry> Since(IStoreAccess store, DateTimeOffset since) => store.Read(connection =>
    {
        using var query = new Statement(connection,
            "SELECT at, is_refused, operator, source, what, whom, reason FROM audit WHERE at >= ?1 ORDER BY id");
        query.Bind(1, since.ToUnixTimeMilliseconds());
        var all = new List<AuditEntry>();
        while (query.Step())
        {
            var act = new OperatorAct(Text(query, 2), Text(query, 3), Text(query, 4), Text(query, 5), Text(query, 6));
            DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(query.Long(0));
            all.Add(new AuditEntry(at, act with { IsRefused = query.Long(1) != 0 }));
        }
        return all;
    });

    private static void Insert(SqliteConnection connection, OperatorAct act, DateTimeOffset at)
    {
        using var insert = new Statement(connection,
            "INSERT INTO audit (at, is_refused, operator, source, what, whom, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        insert.Bind(1, at.ToUnixTimeMilliseconds()).Bind(2, act.IsRefused ? 1 : 0).Bind(3, Utf8(act.Account)).Bind(4, Utf8(act.Source))
            .Bind(5, Utf8(act.What)).Bind(6, Utf8(act.Whom)).Bind(7, Utf8(act.Reason)).Run();
        if (Database.Number(connection, "SELECT last_insert_rowid()") % Step == 0) Trim(connection);
    }

    private static void Trim(SqliteConnection connection)
    {
        foreach ((int isRefused, int most) in new[] { (0, MostActs), (1, MostRefused) })
        {
            string sql = string.Create(CultureInfo.InvariantCulture,
                $"""
                DELETE FROM audit WHERE is_refused = {isRefused} AND id <=
                    (SELECT id FROM audit WHERE is_refused = {isRefused} ORDER BY id DESC LIMIT 1 OFFSET {most})
                """);
            Database.Execute(connection, sql);
        }
    }

    private static string Text(Statement query, int column) => Encoding.UTF8.GetString(query.Bytes(column)!);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>A stored act and its time.</summary>
internal sealed record AuditEntry(DateTimeOffset At, OperatorAct Act);

using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>
/// Reads lines, always along the primary key: what is said and what happens are in tables of their own, so that whoever reads the one never has to pass over
/// the other. Whoever has the connection to himself uses it.
/// </summary>
internal static class LineQuery
{
    /// <summary>What a <see cref="KeptLine"/> is made of.</summary>
    public const string Columns = "id, kind, source, account, is_bot, tags, text";

    /// <summary>The first lines of a range, in their order.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<KeptLine> First(SqliteConnection connection, in LineRange range, int count)
    {
        using Statement query = Query(connection, Columns, range, "ORDER BY id LIMIT ?4").Bind(4, count);
        return Read(query);
    }

    /// <summary>One line; none where it is gone.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<KeptLine> One(SqliteConnection connection, long conversation, long id) =>
        First(connection, new LineRange(conversation, id - 1, id + 1, WithEvents: false), 1);

    /// <summary>That much of the range which holds so many of its last lines, or all of it.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static LineRange Last(SqliteConnection connection, in LineRange range, int count)
    {
        if (count == 0) return range with { After = range.Before - 1 };
        using Statement query = Query(connection, "id", range, "ORDER BY id DESC LIMIT 1 OFFSET ?4").Bind(4, count - 1);
        return query.Step() ? range with { After = query.Long(0) - 1 } : range;
    }

    /// <summary>The row of these <see cref="Columns"/> that a query has come to.</summary>
    public static KeptLine Row(Statement query) =>
        new(query.Long(0), (LineKind)query.Long(1), query.Bytes(2)!, query.Bytes(3), query.Long(4) != 0, query.Bytes(5)!, query.Bytes(6)!);

    private static List<KeptLine> Read(Statement query)
    {
        var lines = new List<KeptLine>();
        while (query.Step()) lines.Add(Row(query));
        return lines;
    }

    private static Statement Query(SqliteConnection connection, string columns, in LineRange range, string order)
    {
        // SQLite merges two such, each of which comes in order already.
        string sql = Select(columns, "lines") + (range.WithEvents ? " UNION ALL " + Select(columns, "events") : "");
        return new Statement(connection, $"{sql} {order}").Bind(1, range.Conversation).Bind(2, range.After).Bind(3, range.Before);
    }

    private static string Select(string columns, string table) => $"SELECT {columns} FROM {table} WHERE conversation = ?1 AND id > ?2 AND id < ?3";
}

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

    /// <summary>The first lines of a range, in their order: so many, or so many bytes of them, but one at the least.</summary>
    /// <param name="connection">Where they are.</param>
    /// <param name="range">Of which.</param>
    /// <param name="count">The most lines.</param>
    /// <param name="bytes">No more are read when they weigh as much (<see cref="KeptLine.Weight"/>).</param>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<KeptLine> First(SqliteConnection connection, in LineRange range, int count, long bytes = long.MaxValue)
    {
        using Statement query = Query(connection, Columns, range, "ORDER BY id LIMIT ?4").Bind(4, count);
        return Read(query, bytes);
    }

    /// <summary>The last lines of a range, in their order; no more than so many, nor than so many bytes.</summary>
    /// <inheritdoc cref="First"/>
    public static List<KeptLine> LastLines(SqliteConnection connection, in LineRange range, int count, long bytes)
    {
        using Statement query = Query(connection, Columns, range, "ORDER BY id DESC LIMIT ?4").Bind(4, count);
        List<KeptLine> lines = Read(query, bytes);
        if (lines.Sum(static line => (long)line.Weight) > bytes) lines.RemoveAt(lines.Count - 1);
        lines.Reverse();
        return lines;
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

    private static List<KeptLine> Read(Statement query, long bytes)
    {
        var lines = new List<KeptLine>();
        while (bytes > 0 && query.Step())
        {
            lines.Add(Row(query));
            bytes -= lines[^1].Weight;
        }
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

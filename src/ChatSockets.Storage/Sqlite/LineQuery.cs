using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// Reads lines, always along the primary key: messages and events have their own tables, so that a reader of one never skips the other.
/// Used by the owner of the connection.
/// </summary>
internal static class LineQuery
{
    /// <summary>The columns of a <see cref="StoredLine"/>.</summary>
    public const string Columns = "id, kind, source, account, is_bot, tags, text";

    /// <summary>The first lines of a range, in their order: so many, or so many bytes of them, but one at the least.</summary>
    /// <param name="connection">Where they are.</param>
    /// <param name="range">Of which.</param>
    /// <param name="count">The most lines.</param>
    /// <param name="bytes">No more are read when they weigh as much (<see cref="StoredLine.Weight"/>).</param>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<StoredLine> First(SqliteConnection connection, in LineRange range, int count, long bytes = long.MaxValue)
    {
        var lines = new List<StoredLine>();
        foreach (LineRange part in range.Parts())
        {
            if (lines.Count == count || bytes <= 0) break;
            using Statement query = Query(connection, Columns, part, "ORDER BY id LIMIT ?4").Bind(4, count - lines.Count);
            bytes -= Read(query, bytes, lines);
        }
        return lines;
    }

    /// <summary>The last lines of a range, in their order; no more than so many, nor than so many bytes.</summary>
    /// <inheritdoc cref="First"/>
    public static List<StoredLine> LastLines(SqliteConnection connection, in LineRange range, int count, long bytes)
    {
        var lines = new List<StoredLine>();
        foreach (LineRange part in range.Parts().Reverse())
        {
            if (lines.Count == count || bytes <= 0) break;
            using Statement query = Query(connection, Columns, part, "ORDER BY id DESC LIMIT ?4").Bind(4, count - lines.Count);
            bytes -= Read(query, bytes, lines);
        }
        if (bytes < 0) lines.RemoveAt(lines.Count - 1);
        lines.Reverse();
        return lines;
    }

    /// <summary>One line; none where it is gone.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<StoredLine> One(SqliteConnection connection, long conversation, long id) =>
        First(connection, new LineRange(conversation, id - 1, id + 1, WithEvents: false), 1);

    /// <summary>That much of the range which holds so many of its last lines, or all of it.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static LineRange Last(SqliteConnection connection, in LineRange range, int count)
    {
        if (count == 0) return range with { After = range.Before - 1 };
        foreach (LineRange part in range.Parts().Reverse())
        {
            using Statement query = Query(connection, "id", part, "ORDER BY id DESC LIMIT ?4").Bind(4, count);
            long first = 0;
            for (; count > 0 && query.Step(); count--) first = query.Long(0);
            if (count == 0) return range with { After = first - 1 };
        }
        return range;
    }

    /// <summary>Returns the ids of the first and last line of a range; 0 if it is empty.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static (long First, long Last) Ends(SqliteConnection connection, in LineRange range) =>
        (End(connection, range.Parts(), "ORDER BY id LIMIT 1"), End(connection, range.Parts().Reverse(), "ORDER BY id DESC LIMIT 1"));

    /// <summary>Returns whether a message of any conversation has an id.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool IsTaken(SqliteConnection connection, long id)
    {
        using var query = new Statement(connection,
            "SELECT 1 FROM conversations CROSS JOIN lines ON lines.conversation = conversations.id AND lines.id = ?1");
        return query.Bind(1, id).Step();
    }

    /// <summary>The id of the last message of a conversation, without its events; 0 for none.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static long LastMessage(SqliteConnection connection, long conversation)
    {
        using var query = new Statement(connection, "SELECT max(id) FROM lines WHERE conversation = ?1");
        query.Bind(1, conversation).Step();
        return query.Long(0);
    }

    /// <summary>The id of the first or the last message of each of several ranges, without their events; null for none.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<long?> Edges(SqliteConnection connection, List<LineRange> ranges, bool isLast)
    {
        using var query = new Statement(connection,
            $"SELECT id FROM lines WHERE conversation = ?1 AND id > ?2 AND id < ?3 ORDER BY id {(isLast ? "DESC" : "ASC")} LIMIT 1");
        return ranges.ConvertAll(range =>
        {
            query.Reset();
            query.Bind(1, range.Conversation).Bind(2, range.After).Bind(3, range.Before);
            return query.Step() ? query.Long(0) : (long?)null;
        });
    }

    private static long End(SqliteConnection connection, IEnumerable<LineRange> parts, string order)
    {
        foreach (LineRange part in parts)
        {
            using Statement query = Query(connection, "id", part, order);
            if (query.Step()) return query.Long(0);
        }
        return 0;
    }

    /// <summary>The row of these <see cref="Columns"/> that a query has come to.</summary>
    public static StoredLine Row(Statement query) =>
        new(query.Long(0), (LineKind)query.Long(1), query.Bytes(2)!, query.Bytes(3), query.Long(4) != 0, query.Bytes(5)!, query.Bytes(6)!);

    // Adds lines until they weigh as much; returns their weight.
    private static long Read(Statement query, long bytes, List<StoredLine> lines)
    {
        long weight = 0;
        while (weight < bytes && query.Step())
        {
            lines.Add(Row(query));
            weight += lines[^1].Weight;
        }
        return weight;
    }

    private static Statement Query(SqliteConnection connection, string columns, in LineRange range, string order)
    {
        // SQLite merges two such, each of which comes in order already.
        string sql = Select(columns, "lines") + (range.WithEvents ? " UNION ALL " + Select(columns, "events") : "");
        return new Statement(connection, $"{sql} {order}").Bind(1, range.Conversation).Bind(2, range.After).Bind(3, range.Before);
    }

    private static string Select(string columns, string table) =>
        $"SELECT {columns} FROM {table} WHERE conversation = ?1 AND id > ?2 AND id < ?3";
}

using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>
/// The full-text index, which follows the lines at a distance: a thousand lines at once cost it far less than a thousand times one, and no
/// speaker waits for it. The file says how far it has come; who searches has it go all the way first.
/// </summary>
internal static class WordIndex
{
    /// <summary>The most lines that one call indexes.</summary>
    public const int Step = 1024;

    /// <summary>How many pages of the index are merged in one transaction by whoever has time: some hundredths of a second.</summary>
    public const int MergeStep = 64;

    // As much as what one step adds makes necessary in the long run.
    private const int MergeBehindStep = 64;

    private const string Mark = "indexed";

    /// <summary>
    /// What is new: each conversation's lines behind the last that was seen, and never all lines. Without CROSS, SQLite looks through those
    /// to see of which conversation they are.
    /// </summary>
    public const string Fresh =
        """
        SELECT line.id, line.conversation, line.text
        FROM conversations CROSS JOIN lines AS line ON line.conversation = conversations.id AND line.id > ?1
        ORDER BY line.id LIMIT ?2
        """;

    /// <summary>Indexes what is new, up to a <see cref="Step"/> of it. Within a transaction, by whoever commits.</summary>
    /// <param name="connection">What writes.</param>
    /// <param name="committed">
    /// The id of a line that is committed: if so little is new, all up to it is in the index then, also where that line is gone.
    /// </param>
    /// <returns>The highest id up to which everything is in the index.</returns>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static long Advance(SqliteConnection connection, long committed)
    {
        long indexed = Indexed(connection), last = indexed;
        int count = 0;
        using (var fresh = new Statement(connection, Fresh))
        using (var insert = new Statement(connection, "INSERT INTO words (rowid, text, place) VALUES (?1, ?2, ?3)"))
        {
            fresh.Bind(1, indexed).Bind(2, Step);
            for (; fresh.Step(); count++)
            {
                last = fresh.Long(0);
                insert.Bind(1, last).Bind(2, fresh.Bytes(2)).Bind(3, Encoding.ASCII.GetBytes(WordQuery.Place(fresh.Long(1)))).Run();
            }
        }
        if (count < Step) last = Math.Max(last, committed);
        if (last == indexed) return indexed;
        Store.Set(connection, Mark, last.ToString(CultureInfo.InvariantCulture));
        if (count > 0) Merge(connection, MergeBehindStep);
        return last;
    }

    /// <summary>
    /// Merges parts of the index where there are many, or where much of one was erased; answers whether there is more to do. Left to itself
    /// the index would do that while somebody's line is being committed, and for as long as it takes.
    /// </summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="pages">How much; below zero begins to merge everything into one part.</param>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static bool Merge(SqliteConnection connection, int pages)
    {
        int before = SQLitePCL.raw.sqlite3_total_changes(connection.Handle!);
        using (var merge = new Statement(connection, "INSERT INTO words (words, rank) VALUES ('merge', ?1)")) merge.Bind(1, pages).Run();
        // One change is the command itself.
        return SQLitePCL.raw.sqlite3_total_changes(connection.Handle!) - before >= 2;
    }

    /// <summary>The highest id that was looked at; 0 for none.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static long Indexed(SqliteConnection connection) =>
        long.Parse(Store.Setting(connection, Mark) ?? "0", CultureInfo.InvariantCulture);
}

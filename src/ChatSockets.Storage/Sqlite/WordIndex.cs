using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The full-text index, which lags behind the lines: indexing a thousand lines at once costs far less than one at a time, and no sender
/// waits for it. The file stores its progress; a search first completes it.
/// </summary>
internal static class WordIndex
{
    /// <summary>The most lines that one call indexes.</summary>
    public const int Step = 1024;

    /// <summary>The number of index pages merged in one transaction in spare time: some hundredths of a second.</summary>
    public const int MergeStep = 64;

    // As much as what one step adds makes necessary in the long run; and after a few lines that a search has waited for, less.
    private const int MergeBehindStep = 64;
    private const int FewestPages = 8;

    private const string Mark = "indexed";

    /// <summary>
    /// The lines not yet indexed: those of each conversation after the last indexed one, never all lines. Without CROSS, SQLite scans all
    /// lines for their conversation.
    /// </summary>
    public const string Fresh =
        """
        SELECT line.id, line.conversation, line.text
        FROM conversations CROSS JOIN lines AS line ON line.conversation = conversations.id AND line.id > ?1
        ORDER BY line.id LIMIT ?2
        """;

    /// <summary>Indexes new lines, up to a <see cref="Step"/> of them. Within a transaction, by the committing thread.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="committed">
    /// The id of a committed line: if few lines are new, everything up to it is indexed afterwards, even if that line is gone.
    /// </param>
    /// <returns>The highest id up to which everything is in the index.</returns>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static long Advance(SqliteConnection connection, long committed)
    {
        long indexed = Indexed(connection), last = indexed;
        int count = 0;
        using (var fresh = new Statement(connection, Fresh))
        using (Statement insert = Insertion(connection))
        {
            fresh.Bind(1, indexed).Bind(2, Step);
            for (; fresh.Step(); count++)
            {
                last = fresh.Long(0);
                Insert(insert, fresh.Long(1), last, fresh.Bytes(2));
            }
        }
        if (count < Step) last = Math.Max(last, committed);
        if (last == indexed) return indexed;
        Store.Set(connection, Mark, last.ToString(CultureInfo.InvariantCulture));
        if (count > 0) Merge(connection, Math.Max(FewestPages, MergeBehindStep * count / Step));
        return last;
    }

    /// <summary>Prepares to <see cref="Insert"/> lines.</summary>
    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public static Statement Insertion(SqliteConnection connection) =>
        new(connection, "INSERT INTO words (rowid, text, place) VALUES (?1, ?2, ?3)");

    /// <summary>Indexes one line. Within a transaction.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Insert(Statement insertion, long conversation, long id, byte[]? text) =>
        insertion.Bind(1, id).Bind(2, text).Bind(3, Encoding.ASCII.GetBytes(WordQuery.Place(conversation))).Run();

    /// <summary>
    /// Merges parts of the index if there are many, or if much of one was erased. Returns whether there is more to do. Otherwise the index
    /// would do that during some commit, for as long as it takes.
    /// </summary>
    /// <param name="connection">The connection, within a transaction.</param>
    /// <param name="pages">The number of pages; a negative number starts merging everything into one part.</param>
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

using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// A small index of words in a connection's memory: finds which of a few lines contain certain words, and which words of the large index
/// have a prefix, by the same rules as the large index. Used by the owner of the connection.
/// </summary>
internal static class ScratchIndex
{
    /// <summary>Which of these lines fit an expression of the index.</summary>
    /// <exception cref="SqliteException">It could not be found out.</exception>
    public static List<StoredLine> Fitting(SqliteConnection connection, List<StoredLine> lines, string expression) => With(connection, () =>
    {
        for (int i = 0; i < lines.Count; i++) Insert(connection, i, lines[i].Text);
        using var query = new Statement(connection, "SELECT rowid FROM temp.scratch WHERE scratch MATCH ?1 ORDER BY rowid");
        query.Bind(1, Encoding.UTF8.GetBytes(expression));
        var fitting = new List<StoredLine>();
        while (query.Step()) fitting.Add(lines[(int)query.Long(0)]);
        return fitting;
    });

    /// <summary>
    /// The words of the big index that begin with something, so many at the most. Null where there are more, or where it is not one word;
    /// then only the lines themselves can tell.
    /// </summary>
    /// <exception cref="SqliteException">It could not be found out.</exception>
    public static List<string>? Words(SqliteConnection connection, string beginning, int most)
    {
        if (With(connection, () => Folded(connection, beginning)) is not [byte[] folded]) return null;
        using var query = new Statement(connection, "SELECT term FROM temp.all_words WHERE term >= ?1 LIMIT 1");
        var words = new List<string>();
        byte[] from = folded;
        while (query.Bind(1, from).Step() && query.Bytes(0)!.AsSpan().StartsWith(folded))
        {
            if (words.Count == most) return null;
            byte[] word = query.Bytes(0)!;
            words.Add(Encoding.UTF8.GetString(word));
            query.Reset();
            // The next word: behind this one, and before all that it is the beginning of. Each is in the index as often as it was said.
            from = [.. word, 1];
        }
        return words;
    }

    // As the index writes it; one for each word in it.
    private static List<byte[]> Folded(SqliteConnection connection, string text)
    {
        Insert(connection, 0, Encoding.UTF8.GetBytes(text));
        using var query = new Statement(connection, "SELECT term FROM temp.scratch_words");
        var words = new List<byte[]>();
        while (query.Step()) words.Add(query.Bytes(0)!);
        return words;
    }

    private static void Insert(SqliteConnection connection, long id, ReadOnlySpan<byte> text)
    {
        using var insert = new Statement(connection, "INSERT INTO temp.scratch (rowid, text) VALUES (?1, ?2)");
        insert.Bind(1, id).Bind(2, text).Run();
    }

    // Nothing of it stays.
    private static T With<T>(SqliteConnection connection, Func<T> use)
    {
        if (Database.Number(connection, "SELECT count(*) FROM temp.sqlite_master WHERE name = 'scratch'") == 0)
        {
            Database.Execute(
                connection,
                """
                PRAGMA temp_store = MEMORY;
                CREATE VIRTUAL TABLE temp.scratch USING fts5 (text, content='', tokenize="unicode61 remove_diacritics 2");
                CREATE VIRTUAL TABLE temp.scratch_words USING fts5vocab (temp, scratch, instance);
                CREATE VIRTUAL TABLE temp.all_words USING fts5vocab (main, words, instance);
                """);
        }
        Database.Execute(connection, "BEGIN");
        try
        {
            return use();
        }
        finally
        {
            Database.Execute(connection, "ROLLBACK");
        }
    }
}

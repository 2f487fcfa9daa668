using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>
/// Reads lines by their words. Each line is in the index with a word that stands for its conversation, so that SQLite finds what is in both lists and need not
/// look at what others have said. Whoever has the connection to himself uses it.
/// </summary>
internal static class WordQuery
{
    /// <summary>The word that stands for a conversation.</summary>
    public static string Place(long conversation) => string.Create(CultureInfo.InvariantCulture, $"c{conversation}");

    /// <summary>
    /// What somebody typed, in the index's own language: all words must be there, in any order; those between quotation marks one behind the other; one with
    /// an asterisk at its end is the beginning of a word. Null where there is no word.
    /// </summary>
    public static string? Words(string text)
    {
        var words = new StringBuilder();
        foreach (string part in Parts(text))
        {
            string bare = part.TrimEnd('*');
            if (!bare.Any(char.IsLetterOrDigit)) continue;
            if (words.Length > 0) words.Append(" AND ");
            words.Append('"').Append(bare).Append('"');
            if (bare.Length < part.Length) words.Append('*');
        }
        return words.Length == 0 ? null : words.ToString();
    }

    /// <summary>So many lines of a range that have the words; without words, any. From the first one on, or from the last one back.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static List<KeptLine> Find(SqliteConnection connection, string? words, in LineRange range, int count, bool isFromEnd)
    {
        var lines = new List<KeptLine>();
        foreach (LineRange part in isFromEnd ? range.Parts().Reverse() : range.Parts())
        {
            if (lines.Count < count) lines.AddRange(FindIn(connection, words, part, count - lines.Count, isFromEnd));
        }
        return lines;
    }

    private static List<KeptLine> FindIn(SqliteConnection connection, string? words, in LineRange range, int count, bool isFromEnd)
    {
        string order = isFromEnd ? "ORDER BY 1 DESC" : "ORDER BY 1";
        if (words is null) return LineQuery.Read(connection, $"SELECT {LineQuery.Columns} FROM lines WHERE conversation = ?1 AND id > ?2 AND id < ?3 {order} LIMIT ?4", range, count);
        var ids = new List<long>();
        using (var query = new Statement(connection, $"SELECT rowid FROM words WHERE words MATCH ?1 AND rowid > ?2 AND rowid < ?3 {order} LIMIT ?4"))
        {
            query.Bind(1, Encoding.UTF8.GetBytes($"place : {Place(range.Conversation)} AND text : ({words})")).Bind(2, range.After).Bind(3, range.Before).Bind(4, count);
            while (query.Step()) ids.Add(query.Long(0));
        }
        var lines = new List<KeptLine>(ids.Count);
        foreach (long id in ids) lines.AddRange(LineQuery.One(connection, range.Conversation, id));
        return lines;
    }

    // What is between two quotation marks is one, and has none in it any more.
    private static IEnumerable<string> Parts(string text)
    {
        string[] pieces = text.Split('"');
        for (int i = 0; i < pieces.Length; i++)
        {
            if (i % 2 == 1 && i < pieces.Length - 1) yield return pieces[i];
            else
            {
                foreach (string word in pieces[i].Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return word;
            }
        }
    }
}

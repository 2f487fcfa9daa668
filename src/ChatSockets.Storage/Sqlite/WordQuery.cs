using System.Globalization;

namespace ChatSockets.Storage.Sqlite;

/// <summary>A word that must be in a line, or several that stand one behind the other.</summary>
/// <param name="Text">Without quotation marks.</param>
/// <param name="IsBeginning">Whether a word that begins with it is enough.</param>
internal sealed record SearchedWord(string Text, bool IsBeginning)
{
    /// <summary>In the language of the index.</summary>
    public string Expression => IsBeginning ? $"\"{Text}\"*" : $"\"{Text}\"";
}

/// <summary>Converts a typed query into words to look for.</summary>
internal static class WordQuery
{
    /// <summary>
    /// Returns the word that represents a conversation: every line is indexed with it, so that SQLite intersects two lists and need not
    /// scan other conversations.
    /// </summary>
    public static string Place(long conversation) => string.Create(CultureInfo.InvariantCulture, $"c{conversation}");

    /// <summary>
    /// Returns the words of a query. All must be present, in any order; words in quotation marks must be adjacent; a word with a final
    /// asterisk is a prefix. Empty if there is no word.
    /// </summary>
    public static List<SearchedWord> Words(string text)
    {
        var words = new List<SearchedWord>();
        foreach (string part in Parts(text))
        {
            string bare = part.TrimEnd('*');
            if (bare.Any(char.IsLetterOrDigit)) words.Add(new SearchedWord(bare, bare.Length < part.Length));
        }
        return words;
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

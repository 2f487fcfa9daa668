using System.Collections.Frozen;
using System.Text;

namespace ChatSockets.Client.Settings;

/// <summary>The short names of common emoji, as in <c>:thumbsup:</c>. The names stand in <c>emoji.txt</c>.</summary>
internal static class EmojiNames
{
    private static readonly IReadOnlyList<(string Name, string Emoji)> All = Read();

    private static readonly FrozenDictionary<string, string> ByName =
        All.ToFrozenDictionary(each => each.Name, each => each.Emoji, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the emoji of a name without its colons; null if there is none.</summary>
    public static string? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Returns the names that begin with a text, and their emoji, in the order of Unicode's list.</summary>
    public static IEnumerable<(string Name, string Emoji)> StartingWith(string start) =>
        All.Where(each => each.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Returns the text with emoji in place of <c>:name:</c>. Unknown names stay, and so does what is part of a word, such as a time or an
    /// address.
    /// </summary>
    public static string Replace(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int open = text.IndexOf(':', StringComparison.Ordinal);
        if (open < 0) return text;
        var result = new StringBuilder();
        int done = 0;
        while (open >= 0)
        {
            int close = text.IndexOf(':', open + 1);
            if (close < 0) break;
            bool isInWord = (open > 0 && char.IsAsciiLetterOrDigit(text[open - 1]))
                || (close + 1 < text.Length && char.IsAsciiLetterOrDigit(text[close + 1]));
            if (!isInWord && Find(text[(open + 1)..close]) is { } emoji)
            {
                result.Append(text, done, open - done).Append(emoji);
                done = close + 1;
                open = text.IndexOf(':', done);
            }
            else open = close;
        }
        return result.Append(text, done, text.Length - done).ToString();
    }

    private static List<(string Name, string Emoji)> Read()
    {
        using Stream resource = typeof(EmojiNames).Assembly.GetManifestResourceStream("emoji.txt")!;
        using var reader = new StreamReader(resource);
        var all = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            all.AddRange(words.Skip(1).Select(name => (name, words[0])));
        }
        return all;
    }
}

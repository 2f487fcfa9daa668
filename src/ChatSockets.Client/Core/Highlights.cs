namespace ChatSockets.Client.Core;

/// <summary>Which messages are meant for the user: those that name the nickname, or a word that the user has chosen.</summary>
internal sealed class Highlights(IReadOnlyList<string> words)
{
    public bool IsIn(string text, string nick) => Contains(text, nick) || words.Any(word => Contains(text, word));

    // A whole word: "bob" is not in "bobbin".
    private static bool Contains(string text, string word)
    {
        if (word.Length == 0) return false;
        for (int at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            int end = at + word.Length;
            bool begins = at == 0 || !IsOfName(text[at - 1]) || !IsOfName(word[0]);
            bool ends = end == text.Length || !IsOfName(text[end]) || !IsOfName(word[^1]);
            if (begins && ends) return true;
        }
        return false;
    }

    private static bool IsOfName(char letter) =>
        char.IsLetterOrDigit(letter) || letter is '_' or '-' or '[' or ']' or '\\' or '`' or '^' or '{' or '}' or '|';
}

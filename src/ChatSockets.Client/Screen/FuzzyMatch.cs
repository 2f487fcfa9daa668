namespace ChatSockets.Client.Screen;

/// <summary>
/// How well a text fits what was typed to find it: its letters in their order, better together and at the beginnings of words.
/// </summary>
internal static class FuzzyMatch
{
    /// <summary>A score, the higher the better; null if the letters are not in the text.</summary>
    public static int? Score(string pattern, string text)
    {
        int score = 0, at = 0, run = 0;
        foreach (char letter in pattern)
        {
            if (letter == ' ') continue;
            int found = text.IndexOf(letter.ToString(), at, StringComparison.OrdinalIgnoreCase);
            if (found < 0) return null;
            bool begins = found == 0 || !char.IsLetterOrDigit(text[found - 1]);
            run = found == at && at > 0 ? run + 1 : 0;
            score += 10 + (begins ? 15 : 0) + (run * 20) - Math.Min(found - at, 9);
            at = found + 1;
        }
        return score - (text.Length / 8);
    }
}

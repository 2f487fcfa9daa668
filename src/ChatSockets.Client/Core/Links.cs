namespace ChatSockets.Client.Core;

/// <summary>Addresses in texts: what begins with <c>http://</c> and the like, without what only ends the sentence.</summary>
internal static class Links
{
    /// <summary>The first address in a text that can be opened; null without one.</summary>
    public static string? First(string text) =>
        Next(text, 0) is { Start: >= 0 } found && !text.AsSpan(found.Start, found.End - found.Start).ContainsAnyExceptInRange('!', '~')
            ? text[found.Start..found.End] : null;

    /// <summary>The next address from an index on; negative indexes if there is none.</summary>
    public static (int Start, int End) Next(string text, int from)
    {
        while (from < text.Length)
        {
            int at = text.IndexOf("://", from, StringComparison.Ordinal);
            if (at < 0) break;
            int start = at;
            while (start > from && char.IsAsciiLetter(text[start - 1])) start--;
            int end = at + 3;
            while (end < text.Length && text[end] > ' ' && text[end] is not ('<' or '>' or '"' or '\u00A0')) end++;
            // What ends a sentence is not the address's; a bracket is, if one was opened in it.
            while (end > at + 3 && (text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\''
                || (text[end - 1] == ')' && !text.AsSpan(at, end - at).Contains('(')))) end--;
            if (text[start..at] is "http" or "https" or "ftp" or "irc" or "ircs" or "gemini" && end > at + 3) return (start, end);
            from = at + 3;
        }
        return (-1, -1);
    }
}

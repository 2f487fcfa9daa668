using System.Text.RegularExpressions;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// What <c>wait</c> waits for: a text that is contained in the line, or a regular expression (.NET's) that matches it. One that is no
/// valid expression (<c>C++</c>) is a text only.
/// </summary>
internal sealed class Pattern
{
    // The expression is the user's, the text is anybody's: together they may take for ever.
    private static readonly TimeSpan MatchDeadline = TimeSpan.FromSeconds(1);

    private readonly string _text;
    private readonly Regex? _expression;

    public Pattern(string text)
    {
        _text = text;
        try
        {
            _expression = new Regex(text, RegexOptions.CultureInvariant, MatchDeadline);
        }
        catch (ArgumentException)
        {
            _expression = null;
        }
    }

    public bool Matches(string line)
    {
        if (line.Contains(_text, StringComparison.Ordinal)) return true;
        try
        {
            return _expression is not null && _expression.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

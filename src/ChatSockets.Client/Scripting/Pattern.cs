using System.Text.RegularExpressions;

namespace ChatSockets.Client.Scripting;

/// <summary>The pattern of <c>wait</c>: a .NET regular expression, or plain text.</summary>
internal sealed class Pattern
{
    // The expression is the user's, the text is anybody's: together they may take for ever.
    private static readonly TimeSpan MatchDeadline = TimeSpan.FromSeconds(1);

    private readonly Regex _expression;

    public Pattern(string text, bool literal = false) =>
        _expression = new Regex(literal ? Regex.Escape(text) : text, RegexOptions.CultureInvariant, MatchDeadline);

    /// <summary>Why a text is no regular expression; null where it is one.</summary>
    public static string? Error(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant, MatchDeadline);
            return null;
        }
        catch (RegexParseException mistake)
        {
            return mistake.Message;
        }
    }

    public bool Matches(string line)
    {
        try
        {
            return _expression.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

using System.Text.RegularExpressions;

namespace ChatSockets.EndToEnd.Tests.Documents;

/// <summary>A page in Markdown, as far as its links, headings and code go: GitHub's rules.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<string> _anchors = [];
    private readonly List<string> _links = [];
    private readonly List<string> _spans = [];
    private readonly List<string> _code = [];

    public MarkdownPage(string text)
    {
        string? language = null;
        bool isAfterBlank = true;
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("```", StringComparison.Ordinal)) language = language is null ? trimmed[3..] : null;
            else if (language is not null)
            {
                if (language is "" or "sh" or "bash" or "console") _code.Add(trimmed);
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) && isAfterBlank)
            {
                _code.Add(trimmed);
                continue; // a block in code begins after an empty line and goes on
            }
            else Prose(line);
            isAfterBlank = trimmed.Length == 0;
        }
    }

    /// <summary>What can stand behind # in a link to this page.</summary>
    public IReadOnlyList<string> Anchors => _anchors;

    /// <summary>The targets of links and images.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>What stands in backquotes in a line.</summary>
    public IReadOnlyList<string> Spans => _spans;

    /// <summary>The lines of code that could be typed into a shell; those that end with a backslash are joined with the next.</summary>
    public IEnumerable<string> Code => string.Join('\n', _code).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');

    private void Prose(string line)
    {
        _spans.AddRange(Span().Matches(line).Select(match => match.Groups["code"].Value));
        string text = Span().Replace(line, "code");
        _links.AddRange(Link().Matches(text).Select(match => match.Groups["target"].Value));
        if (Heading().Match(line) is { Success: true } heading) AddAnchor(heading.Groups["text"].Value);
    }

    private void AddAnchor(string heading)
    {
        string text = LinkText().Replace(heading, "${text}").ToLowerInvariant();
        string anchor = NotInAnchor().Replace(text, "").Replace(' ', '-');
        int twins = _anchors.Count(other => other == anchor);
        _anchors.Add(twins == 0 ? anchor : $"{anchor}-{twins}");
    }

    [GeneratedRegex("(?<!`)(?<marks>`+)(?!`)(?<code>.+?)(?<!`)\\k<marks>(?!`)")]
    private static partial Regex Span();

    // [text](target "title"), [name]: target, <a href="target">, <https://target>
    [GeneratedRegex(
        """\]\((?<target>[^)\s]*)(?: "[^"]*")?\)|^\[[^\]]+\]: *(?<target>\S+)|"""
        + """(?:href|src)="(?<target>[^"]*)"|<(?<target>https?:[^>]*)>""")]
    private static partial Regex Link();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("^#{1,6} +(?<text>.*?)[ #]*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]")]
    private static partial Regex NotInAnchor();
}

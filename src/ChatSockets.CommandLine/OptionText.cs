using System.CommandLine;

namespace ChatSockets.CommandLine;

/// <summary>All that a page says of an option, in sentences.</summary>
internal static class OptionText
{
    /// <summary>Returns the sentences.</summary>
    /// <param name="option">The option.</param>
    /// <param name="notes">What is known of it besides.</param>
    /// <param name="code">What stands on both sides of values and names, a grave accent in Markdown.</param>
    public static string Of(Option option, OptionNotes? notes, string code)
    {
        IReadOnlyList<string> choices = Syntax.Choices(option);
        bool areTold = choices.All(choice => option.Description?.Contains(choice, StringComparison.Ordinal) == true);
        string?[] sentences =
        [
            option.Description,
            areTold ? null : $"One of {string.Join(", ", choices.Select(choice => code + choice + code))}.",
            option.Arity.MaximumNumberOfValues > 1 && option.Description?.Contains("several times", StringComparison.Ordinal) != true
                ? "May be given several times." : null,
            notes is { Default.Length: > 0 } ? $"Default: {code}{notes.Default}{code}." : null,
            notes?.Variable is { } variable ? $"Environment: {code}{variable}{code}." : null,
            notes is { IsStarred: true } ? notes.StarText : null,
        ];
        return string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));
    }
}

using System.CommandLine;
using System.CommandLine.Completions;

namespace ChatSockets.CommandLine;

/// <summary>How options and arguments are written, and what their values are.</summary>
internal static class Syntax
{
    /// <summary>With its short names and the placeholder of its value: <c>-p, --port NUMBER</c>.</summary>
    public static string Of(Option option) =>
        $"{string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Append(option.Name))} {Placeholder(option)}".TrimEnd();

    /// <summary>In brackets if it can be left out, with dots if there can be several: <c>[TEXT...]</c>.</summary>
    public static string Of(Argument argument)
    {
        string name = Placeholder(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return CanBeLeftOut(argument) ? $"[{name}]" : name;
    }

    /// <summary>The placeholder of its value; empty for a switch.</summary>
    public static string Placeholder(Option option) =>
        IsSwitch(option) ? "" : option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    // A name with a bar lists the values themselves.
    public static string Placeholder(Argument argument) =>
        argument.HelpName ?? (argument.Name.Contains('|', StringComparison.Ordinal) ? argument.Name : argument.Name.ToUpperInvariant());

    public static bool CanBeLeftOut(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue;

    public static bool IsSwitch(Option option) => option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0;

    /// <summary>The values of which it takes one; empty if they are not a fixed set.</summary>
    public static IReadOnlyList<string> Choices(Symbol symbol) =>
        symbol is Option option && IsSwitch(option)
            ? []
            : [.. symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
}

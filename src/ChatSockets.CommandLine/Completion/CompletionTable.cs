using System.CommandLine;
using System.Globalization;

namespace ChatSockets.CommandLine.Completion;

/// <summary>What all scripts are made of: the places of a command line and what can stand there.</summary>
internal sealed class CompletionTable
{
    private readonly CommandNode _root;

    public CompletionTable(CommandNode root)
    {
        _root = root;
        Places = [.. root.WithDescendants()];
        ValueRules = [.. Rules()];
    }

    public string Program => _root.Manual.Name;

    /// <summary>The program's name as part of a function's.</summary>
    public string Function => Program.Replace('-', '_');

    public IReadOnlyList<CommandNode> Places { get; }

    public IReadOnlyList<Option> Everywhere => _root.Everywhere;

    /// <summary>The options that take a value, each with its names; the place is <c>*</c> if it is the same everywhere.</summary>
    public IReadOnlyList<ValueRule> ValueRules { get; }

    /// <summary>
    /// The values by place and position, where something is offered; a star in place of the position stands for it and all behind it.
    /// </summary>
    public IEnumerable<(string Place, string Position, CompletionValue Value)> Arguments =>
        from place in Places
        from pair in place.Command.Arguments.Select((argument, position) => (argument, position))
        let value = CompletionValue.Of(pair.argument, _root.Manual)
        where value.Kind is not (ValueKind.None or ValueKind.Text)
        let isLast = pair.argument.Arity.MaximumNumberOfValues > 1
        select (place.Words, isLast ? "*" : pair.position.ToString(CultureInfo.InvariantCulture), value);

    /// <summary>The options of a place that are not everywhere.</summary>
    public IEnumerable<Option> OptionsAt(CommandNode place) => place.All.Where(option => !Everywhere.Contains(option));

    /// <summary>The names of options, long ones before short ones.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<Option> options) =>
        options.SelectMany(option => option.Aliases.Where(alias => alias.StartsWith('-')).Prepend(option.Name))
            .OrderBy(name => !name.StartsWith("--", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal);

    // Two commands may have options of one name and different values. The rule of most is for all; the others come before it.
    private IEnumerable<ValueRule> Rules()
    {
        var uses = Places.SelectMany(place => place.All.Where(option => place.IsRoot || !Everywhere.Contains(option))
                .Select(option => (Place: Everywhere.Contains(option) ? "*" : place.Words, Names: string.Join(' ', NamesOf([option])),
                    Value: CompletionValue.Of(option))))
            .GroupBy(use => use.Names.Split(' ')[0]).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in uses)
        {
            var byValue = group.GroupBy(use => (use.Value.Code, use.Names)).OrderByDescending(same => same.Count()).ToArray();
            foreach (var same in byValue.Skip(1))
            {
                foreach (var use in same) yield return new ValueRule(use.Place, use.Names.Split(' '), use.Value);
            }
            CompletionValue most = byValue[0].First().Value;
            if (most.Kind != ValueKind.None) yield return new ValueRule("*", byValue[0].Key.Names.Split(' '), most);
        }
    }
}

/// <summary>The value of an option at a place.</summary>
/// <param name="Place">The words of the command; <c>*</c> for any.</param>
/// <param name="Names">The option's names.</param>
/// <param name="Value">The value.</param>
internal sealed record ValueRule(string Place, IReadOnlyList<string> Names, CompletionValue Value);

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace ChatSockets.CommandLine;

/// <summary>A command of a program's tree, as the help and the pages see it.</summary>
internal sealed class CommandNode
{
    private readonly RootCommand _root;

    private CommandNode(RootCommand root, ProgramManual manual, Command command, string words)
    {
        _root = root;
        Manual = manual;
        Command = command;
        Words = words;
    }

    public ProgramManual Manual { get; }

    public Command Command { get; }

    /// <summary>The words that lead to it: <c>account add</c>; empty for the program itself.</summary>
    public string Words { get; }

    public string FullName => Words.Length == 0 ? Manual.Name : $"{Manual.Name} {Words}";

    public bool IsRoot => Words.Length == 0;

    /// <summary>The command line in short: <c>chat-server account add [options] NAME</c>.</summary>
    public string Usage => string.Join(' ',
    [
        FullName,
        .. Children.Count > 0 && !IsRoot ? ["COMMAND"] : Array.Empty<string>(),
        .. OptionsOfAll.Any() ? ["[options]"] : Array.Empty<string>(),
        .. Arguments.Select(Syntax.Of),
    ]);

    public IReadOnlyList<Argument> Arguments => [.. Command.Arguments.Where(argument => !argument.Hidden)];

    public IReadOnlyList<CommandNode> Children =>
        [.. Command.Subcommands.Where(child => !child.Hidden).OrderBy(child => child.Name, StringComparer.Ordinal).Select(Child)];

    /// <summary>Its options besides those of <see cref="Common"/>, the help and the version.</summary>
    public IReadOnlyList<Option> Own => [.. Here.Where(option => !IsHelp(option) && !IsCommon(option))];

    /// <summary>The options that it has and others have, too.</summary>
    public IReadOnlyList<Option> Common => [.. Here.Where(option => !IsHelp(option) && IsCommon(option))];

    /// <summary>The options of the help and the version.</summary>
    public IReadOnlyList<Option> Help => [.. Here.Where(IsHelp).OrderBy(option => option is VersionOption)];

    /// <summary>Every option that can stand here.</summary>
    public IEnumerable<Option> All => Own.Concat(Common).Concat(Help);

    /// <summary>The options that can stand anywhere.</summary>
    public IReadOnlyList<Option> Everywhere => [.. _root.Options.Where(option => option.Recursive && !option.Hidden)];

    private IEnumerable<Option> OptionsOfAll => Own.Concat(Common);

    private IEnumerable<Option> Here => Command.Options
        .Concat(Ancestors().SelectMany(command => command.Options).Where(option => option.Recursive))
        .Distinct().Where(option => !option.Hidden);

    public static CommandNode Of(RootCommand root, ProgramManual manual) => new(root, manual, root, "");

    /// <summary>The command that a command line names.</summary>
    public static CommandNode Of(ParseResult parsed, ProgramManual manual)
    {
        var names = new List<string>();
        for (CommandResult? each = parsed.CommandResult; each?.Parent is CommandResult parent; each = parent)
            names.Insert(0, each.Command.Name);
        var root = (RootCommand)parsed.RootCommandResult.Command;
        return new CommandNode(root, manual, parsed.CommandResult.Command, string.Join(' ', names));
    }

    /// <summary>It and every command below it, each before its own.</summary>
    public IEnumerable<CommandNode> WithDescendants() => Children.SelectMany(child => child.WithDescendants()).Prepend(this);

    private CommandNode Child(Command child) => new(_root, Manual, child, IsRoot ? child.Name : $"{Words} {child.Name}");

    // The tree has no way up from a command: one looks from the top.
    private IEnumerable<Command> Ancestors()
    {
        Command at = _root;
        yield return at;
        foreach (string word in Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at.Subcommands.First(child => child.Name == word);
            yield return at;
        }
    }

    private bool IsCommon(Option option) => _root.Options.Contains(option)
        && (option.Recursive || _root.Subcommands.Any(command => command.Options.Contains(option)));

    private static bool IsHelp(Option option) => option is HelpOption or VersionOption or FullHelpOption;
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ChatSockets.Protocol;

namespace ChatSockets.CommandLine;

/// <summary>What is wrong with a command line: a line for each mistake, which says what to write.</summary>
public static class UsageErrors
{
    // The library has no other sign of what kind an error is.
    private const string Unrecognized = "Unrecognized command or argument";
    private const string MissingArgument = "Required argument missing for command";
    private const string NotOfType = "Cannot parse argument";

    /// <summary>Returns the lines; none if the command line can be used.</summary>
    /// <param name="arguments">The command line, as it was parsed.</param>
    /// <param name="parsed">What it was parsed to.</param>
    /// <param name="manual">What the program's pages say.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> arguments, ParseResult parsed, ProgramManual manual)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(parsed);
        ArgumentNullException.ThrowIfNull(manual);
        if (parsed.Action is HelpAction) return [];
        CommandNode node = CommandNode.Of(parsed, manual);
        string[] mistaken = [.. Mistaken(parsed)];
        string[] lines =
        [
            .. SwitchesWithValue(arguments, parsed),
            .. Unknown(parsed, node, mistaken),
            .. mistaken.Select(value => $"{NoOption(value, node)} To use it as text, write it after --"),
            .. Refused(parsed, node, mistaken),
        ];
        return [.. lines.Select(line => line.ReplaceLineEndings(" ")).Distinct()];
    }

    /// <summary>The last line after these: where the right form is to be read.</summary>
    public static string Advice(ParseResult parsed, ProgramManual manual) =>
        $"'{CommandNode.Of(parsed, manual).FullName} --help' shows how to use it.";

    // What nothing takes: an option that is none, a command that is none, one argument too many.
    private static IEnumerable<string> Unknown(ParseResult parsed, CommandNode node, string[] mistaken)
    {
        bool isValue = false, isWordTold = false;
        foreach (string token in parsed.UnmatchedTokens)
        {
            if (LooksLikeOption(token))
            {
                isValue = true;
                yield return NoOption(token, node);
                continue;
            }
            // A word behind an unknown option was probably its value.
            if (!isValue && !isWordTold && !mistaken.Contains(Before(token, parsed)?.Value))
            {
                isWordTold = true;
                yield return NoWord(token, parsed, node);
            }
            isValue = false;
        }
    }

    private static string NoOption(string token, CommandNode node)
    {
        string name = token.Split('=')[0];
        if (node.Manual.OnlyInFile.Any(setting => "--" + setting.Name == name))
            return $"{name} is no option: {name.TrimStart('-')} can be set only in the configuration file.";
        string[] names = [.. node.All.Select(option => option.Name)];
        string mend = NearestName.Near(name, names) is { } nearest && name.StartsWith("--", StringComparison.Ordinal)
            ? $"did you mean {nearest}?"
            : $"'{node.Manual.Name} --help-all' lists them.";
        return $"'{node.FullName}' has no option {name}; {mend}";
    }

    private static string NoWord(string word, ParseResult parsed, CommandNode node)
    {
        if (SwitchBefore(word, parsed, node) is { } option) return $"{option} takes no value; leave out '{word}'";
        string[] commands = [.. node.Children.Select(child => child.Command.Name)];
        if (commands.Length == 0)
            return $"'{word}' is one argument too many; it is: {node.Usage}";
        // Where the program itself has an argument, a mistyped command is taken for that.
        string first = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).FirstOrDefault() ?? word;
        if (NearestName.Near(first, commands) is { } nearest)
            return $"'{node.FullName}' has no command '{first}'; did you mean {nearest}?";
        if (node.Arguments.Count > 0)
            return $"'{word}' is one argument too many; it is: {node.Usage}";
        bool isPort = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && node.All.Any(option => option.Name == "--port");
        return $"'{node.FullName}' has no command '{word}'; "
            + (isPort ? $"did you mean --port {word}?" : $"there are: {string.Join(", ", commands)}.");
    }

    private static Token? Before(string word, ParseResult parsed) =>
        parsed.Tokens.TakeWhile(token => token.Value != word).LastOrDefault();

    // The library takes a value that is no truth for the next argument: a host, a text.
    private static IEnumerable<string> SwitchesWithValue(IReadOnlyList<string> arguments, ParseResult parsed)
    {
        Option[] switches = [.. Commands(parsed).SelectMany(command => command.Command.Options).Where(Syntax.IsSwitch)];
        foreach (string argument in arguments.TakeWhile(argument => argument != "--"))
        {
            int end = argument.AsSpan().IndexOfAny('=', ':');
            if (end < 0 || bool.TryParse(argument[(end + 1)..], out _)) continue;
            string name = argument[..end];
            if (switches.Any(option => option.Name == name || option.Aliases.Contains(name)))
                yield return $"{name} takes no value; leave out '{argument[(end + 1)..]}'";
        }
    }

    // The value in --name=value, where the option has none.
    private static string? SwitchBefore(string word, ParseResult parsed, CommandNode node)
    {
        if (Before(word, parsed) is not { Type: TokenType.Option } before) return null;
        return node.All.Any(option => option.Name == before.Value && Syntax.IsSwitch(option)) ? before.Value : null;
    }

    // What looks like an option and is none must not become a text that is said, or the name of an account.
    private static IEnumerable<string> Mistaken(ParseResult parsed)
    {
        int behindDashes = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        IEnumerable<ArgumentResult> arguments = parsed.CommandResult.Children.OfType<ArgumentResult>();
        List<string> values = [.. arguments.SelectMany(argument => argument.Tokens).Select(token => token.Value)];
        return values.Take(values.Count - Math.Min(behindDashes, values.Count))
            .Where(value => LooksLikeOption(value) && !value.Any(char.IsWhiteSpace));
    }

    private static IEnumerable<string> Refused(ParseResult parsed, CommandNode node, string[] mistaken)
    {
        Argument[] missing = [.. node.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && !argument.HasDefaultValue
            && parsed.GetResult(argument) is not { Tokens.Count: > 0 })];
        if (missing.Length > 0)
            yield return $"'{node.Words}' needs {string.Join(" and ", missing.Select(Syntax.Placeholder))}: {node.Usage}";
        foreach (ParseError error in parsed.Errors)
        {
            if (error.Message.StartsWith(Unrecognized, StringComparison.Ordinal)) continue;
            if (error.Message.StartsWith(MissingArgument, StringComparison.Ordinal) && missing.Length > 0) continue;
            // It was told already that this is no value.
            if (error.SymbolResult is ArgumentResult { Tokens: [{ Value: var value }] } && mistaken.Contains(value)) continue;
            if (error.SymbolResult is ArgumentResult { Tokens.Count: 0 } empty && missing.Contains(empty.Argument)) continue;
            if (error.SymbolResult is OptionResult { Implicit: false } given && IsEmpty(given)) continue;
            if (error.SymbolResult is OptionResult result) yield return OfOption(error, result, parsed);
            else if (OptionOf(error.SymbolResult) is { } option) yield return OfOption(error, option, parsed);
            else yield return error.Message;
        }
        foreach (OptionResult empty in Commands(parsed).SelectMany(command => command.Children.OfType<OptionResult>()).Where(IsEmpty))
            yield return $"{empty.Option.Name} needs a value that is not empty: {empty.Option.Name} {Syntax.Placeholder(empty.Option)}";
    }

    // An unset variable of a shell, more often than not: what it would mean was not asked for.
    private static bool IsEmpty(OptionResult result) =>
        result.Option.ValueType == typeof(string) && result.Tokens is [{ Value.Length: 0 }];

    // The command and those that it is below.
    private static IEnumerable<CommandResult> Commands(ParseResult parsed)
    {
        for (CommandResult? command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            yield return command;
    }

    private static string OfOption(ParseError error, OptionResult result, ParseResult parsed)
    {
        Option option = result.Option;
        string name = option.Name;
        IReadOnlyList<string> choices = Syntax.Choices(option);
        string values = choices.Count > 0 ? $", which is {string.Join(", ", choices.SkipLast(1))} or {choices[^1]}" : "";
        if (result.Tokens.Count < option.Arity.MinimumNumberOfValues)
            return $"{name} needs a value: {name} {Syntax.Placeholder(option)}{values}";
        if (result.Tokens.Count > option.Arity.MaximumNumberOfValues)
        {
            return option.Arity.MaximumNumberOfValues == 0
                ? $"{name} takes no value: leave out '{result.Tokens[0].Value}'"
                : $"{name} was given {result.Tokens.Count.ToString(CultureInfo.InvariantCulture)} times; give it once";
        }
        if (!error.Message.StartsWith(NotOfType, StringComparison.Ordinal)) return error.Message;
        // A check of ours says it better, if there is one.
        string? own = parsed.Errors.FirstOrDefault(other => (other.SymbolResult == result || OptionOf(other.SymbolResult) == result)
            && !other.Message.StartsWith(NotOfType, StringComparison.Ordinal))?.Message;
        return own ?? $"{name} needs {KindOf(option.ValueType)}, not '{result.Tokens[0].Value}'";
    }

    private static OptionResult? OptionOf(SymbolResult? result) => result is ArgumentResult ? result.Parent as OptionResult : null;

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) || number == typeof(long) => "a whole number, as 5",
        var number when number == typeof(double) => "a number, as 1.5",
        var truth when truth == typeof(bool) => "true or false, or no value",
        _ => "another value",
    };

    private static bool LooksLikeOption(string token) =>
        token.Length > 1 && token[0] == '-' && (token[1] == '-' || char.IsAsciiLetter(token[1]));
}

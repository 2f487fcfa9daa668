using System.CommandLine;
using System.Text;

namespace ChatSockets.CommandLine.Completion;

/// <summary>The script for fish, from 3.1 on.</summary>
internal static class FishCompletion
{
    public static string Text(CompletionTable table)
    {
        var text = new StringBuilder();
        text.AppendLine($$"""
            # Completes {{table.Program}} in fish. Made by '{{table.Program}} completion fish': do not edit it.

            # Whether an option takes a value at a place.
            function __{{table.Function}}_takes_value
                switch "$argv[1] $argv[2]"
            """);
        // A rule for one place may say that the option is a switch there, so the order counts.
        foreach (ValueRule rule in table.ValueRules)
        {
            string patterns = string.Join(' ', rule.Names.Select(name => rule.Place == "*" ? $"'* {name}'" : $"'{rule.Place} {name}'"));
            text.AppendLine($"        case {patterns}").AppendLine($"            return {(rule.Value.Kind == ValueKind.None ? 1 : 0)}");
        }
        text.AppendLine($$"""
                end
                return 1
            end

            # Prints the place: the command, the number of arguments behind it, and whether two dashes have been.
            function __{{table.Function}}_place
                set -l words (commandline -opc)
                set -e words[1]
                set -l place ''
                set -l position 0
                set -l option ''
                set -l dashes 0
                for word in $words
                    if test $dashes = 1
                        set position (math $position + 1)
                    else if test -n "$option"
                        set option ''
                    else
                        switch $word
                            case --
                                set dashes 1
                            case '--*=*'
                                continue
                            case '-*'
                                __{{table.Function}}_takes_value "$place" $word; and set option $word
                            case '*'
                                switch "$place/$position/$word"
            """);
        foreach (CommandNode place in table.Places.Where(place => place.Children.Count > 0))
        {
            string patterns = string.Join(' ', place.Children.Select(child => $"'{place.Words}/0/{child.Command.Name}'"));
            text.AppendLine($"                        case {patterns}");
            text.AppendLine("                            set place (string trim \"$place $word\")");
        }
        text.AppendLine($$"""
                                    case '*'
                                        set position (math $position + 1)
                                end
                        end
                    end
                end
                echo "$place/$position/$dashes"
            end

            function __{{table.Function}}_in
                string match -qr -- "^$argv[1]/[0-9]+/0\$" (__{{table.Function}}_place)
            end

            function __{{table.Function}}_at
                string match -qr -- "^$argv[1]/[01]\$" (__{{table.Function}}_place)
            end

            function __{{table.Function}}_command
                test "$argv[1]/0/0" = (__{{table.Function}}_place)
            end

            complete -c {{table.Program}} -f
            """);
        foreach (CommandNode place in table.Places)
        {
            foreach (CommandNode child in place.Children)
            {
                text.AppendLine($"complete -c {table.Program} -n '__{table.Function}_command \"{place.Words}\"' -a {child.Command.Name}"
                    + $" -d {Quote(child.Command.Description)}");
            }
        }
        foreach ((string place, string position, CompletionValue value) in table.Arguments)
        {
            string digits = position == "*" ? "[0-9]+" : position;
            text.AppendLine($"complete -c {table.Program} -n '__{table.Function}_at \"{place}/{digits}\"'{Offer(table, value)}");
        }
        foreach (Option option in table.Everywhere) Write(text, table, option, "");
        foreach (CommandNode place in table.Places)
        {
            foreach (Option option in table.OptionsAt(place))
                Write(text, table, option, $" -n '__{table.Function}_in \"{place.Words}\"'");
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, CompletionTable table, Option option, string condition)
    {
        CompletionValue value = CompletionValue.Of(option);
        IEnumerable<string> names = CompletionTable.NamesOf([option]).Select(name => name.StartsWith("--", StringComparison.Ordinal)
            ? $" -l {name[2..]}" : $" -s {(name[1..] == "?" ? "'?'" : name[1..])}");
        string needs = value.Kind == ValueKind.None ? "" : " -r" + Offer(table, value);
        text.AppendLine($"complete -c {table.Program}{condition}{string.Concat(names)}{needs} -d {Quote(option.Description)}");
    }

    private static string Offer(CompletionTable table, CompletionValue value) => value.Kind switch
    {
        ValueKind.File => " -F",
        ValueKind.Folder => " -f -a '(__fish_complete_directories)'",
        ValueKind.Choice => $" -f -a '{string.Join(' ', value.Words)}'",
        ValueKind.Lookup => $" -f -a '({table.Program} completion values {value.Words[0]} 2>/dev/null)'",
        _ => " -f",
    };

    private static string Quote(string? text) =>
        $"'{(text ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

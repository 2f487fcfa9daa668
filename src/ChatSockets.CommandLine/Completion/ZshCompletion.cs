using System.CommandLine;
using System.Text;

namespace ChatSockets.CommandLine.Completion;

/// <summary>The script for zsh: as a file <c>_chat-server</c> in a folder of <c>fpath</c>, or sourced.</summary>
internal static class ZshCompletion
{
    public static string Text(CompletionTable table)
    {
        var text = new StringBuilder();
        text.AppendLine($$"""
            #compdef {{table.Program}}
            # Completes {{table.Program}} in zsh. Made by '{{table.Program}} completion zsh': do not edit it.

            # Sets kind to the value that an option takes at a place; empty for none.
            _{{table.Function}}_kind() {
                kind=
                case "$1 $2" in
            """);
        foreach (ValueRule rule in table.ValueRules)
        {
            string patterns = string.Join('|', rule.Names.Select(name => rule.Place == "*" ? $"*' {name}'" : $"'{rule.Place} {name}'"));
            text.AppendLine($"        ({patterns}) kind='{rule.Value.Code}' ;;");
        }
        text.AppendLine($$"""
                esac
            }

            _{{table.Function}}() {
                local place= option= kind= dashes= word
                local -i position=0 i
                local -a below flags found
                for ((i = 2; i < CURRENT; i++)); do
                    word=${words[i]}
                    if [[ -n $dashes ]]; then
                        position+=1
                    elif [[ -n $option ]]; then
                        option=
                    elif [[ $word == -- ]]; then
                        dashes=1
                    elif [[ $word == --*=* ]]; then
                        continue
                    elif [[ $word == -* ]]; then
                        _{{table.Function}}_kind "$place" "$word"
                        option=${kind:+$word}
                    else
                        case "$place/$position/$word" in
            """);
        foreach (CommandNode place in table.Places.Where(place => place.Children.Count > 0))
        {
            string patterns = string.Join('|', place.Children.Select(child => $"'{place.Words}/0/{child.Command.Name}'"));
            text.AppendLine($"                ({patterns}) place=\"${{place:+$place }}$word\" ;;");
        }
        text.AppendLine($$"""
                            (*) position+=1 ;;
                        esac
                    fi
                done
                if [[ -z $option && -z $dashes && ${words[CURRENT]} == --*=* ]]; then
                    option=${words[CURRENT]%%=*}
                    _{{table.Function}}_kind "$place" "$option"
                    compset -P '*='
                fi
                if [[ -n $option ]]; then
                    :
                elif [[ -z $dashes && ${words[CURRENT]} == -* ]]; then
                    kind=
                    case $place in
            """);
        foreach (CommandNode place in table.Places)
        {
            string rows = Described(table.OptionsAt(place));
            if (rows.Length > 0) text.AppendLine($"            ('{place.Words}') flags=({rows}) ;;");
        }
        text.AppendLine($$"""
                    esac
                    flags+=({{Described(table.Everywhere)}})
                    _describe -o option flags
                    return
                else
                    kind=
                    case "$place/$position" in
            """);
        foreach ((string place, string position, CompletionValue value) in table.Arguments)
            text.AppendLine($"            ('{place}/'{position}) kind='{value.Code}' ;;");
        text.AppendLine("""
                    esac
                    # Behind two dashes there is no command any more.
                    [[ -n $dashes ]] || case "$place/$position" in
            """);
        foreach (CommandNode place in table.Places.Where(place => place.Children.Count > 0))
        {
            string rows = string.Join(' ', place.Children.Select(child => Row(child.Command.Name, child.Command.Description)));
            text.AppendLine($"            ('{place.Words}/0') below=({rows}) ;;");
        }
        text.AppendLine($$"""
                    esac
                    (( $#below )) && _describe command below
                fi
                case $kind in
                    (words*) compadd -- ${=kind#words } ;;
                    (lookup*)
                        found=(${(f)"$({{table.Program}} completion values "${kind#lookup }" 2>/dev/null)"})
                        compadd -- $found
                        ;;
                    (file) _files ;;
                    (dir) _files -/ ;;
                esac
            }

            # As a file of fpath it is called; sourced, it says what it is for.
            if [[ ${funcstack[1]-} == _{{table.Program}} ]]; then
                _{{table.Function}} "$@"
            else
                (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
                compdef _{{table.Function}} {{table.Program}}
            fi
            """);
        return text.ToString();
    }

    private static string Described(IEnumerable<Option> options) => string.Join(' ', options.SelectMany(option =>
        CompletionTable.NamesOf([option]).Select(name => Row(name, option.Description))));

    private static string Row(string term, string? description) =>
        $"'{term}:{(description ?? "").Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}'";
}

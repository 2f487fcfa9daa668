using System.Text;

namespace ChatSockets.CommandLine.Completion;

/// <summary>The script for bash, from 3.2 on (macOS has that), with or without the package bash-completion.</summary>
internal static class BashCompletion
{
    public static string Text(CompletionTable table)
    {
        var text = new StringBuilder();
        text.AppendLine($$"""
            # Completes {{table.Program}} in bash. Made by '{{table.Program}} completion bash': do not edit it.

            # Sets kind to the value that an option takes at a place; empty for none.
            _{{table.Function}}_kind() {
                kind=
                case "$1 $2" in
            """);
        foreach (ValueRule rule in table.ValueRules)
        {
            string patterns = string.Join('|', rule.Names.Select(name => rule.Place == "*" ? $"*' {name}'" : $"'{rule.Place} {name}'"));
            text.AppendLine($"        {patterns}) kind='{rule.Value.Code}' ;;");
        }
        text.AppendLine($$"""
                esac
            }

            _{{table.Function}}() {
                local current=${COMP_WORDS[COMP_CWORD]} place= option= kind= dashes= words= word
                local -i position=0 i
                [[ $current == = ]] && current=
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [[ $word == = ]]; then
                        # bash makes three words of --name=value.
                        continue
                    elif [[ $word == :* ]]; then
                        # And of host:port.
                        i+=1
                    elif [[ -n $dashes ]]; then
                        position+=1
                    elif [[ -n $option ]]; then
                        option=
                    elif [[ $word == -- ]]; then
                        dashes=1
                    elif [[ $word == -* ]]; then
                        _{{table.Function}}_kind "$place" "$word"
                        option=${kind:+$word}
                    else
                        case "$place/$position/$word" in
            """);
        foreach (CommandNode place in table.Places.Where(place => place.Children.Count > 0))
        {
            string patterns = string.Join('|', place.Children.Select(child => $"'{place.Words}/0/{child.Command.Name}'"));
            text.AppendLine($"                {patterns}) place=\"${{place:+$place }}$word\" ;;");
        }
        text.AppendLine("""
                            *) position+=1 ;;
                        esac
                    fi
                done
                if [[ -n $option ]]; then
                    :
                elif [[ -z $dashes && $current == -* ]]; then
                    case $place in
            """);
        foreach (CommandNode place in table.Places)
        {
            string names = string.Join(' ', CompletionTable.NamesOf(table.OptionsAt(place)));
            if (names.Length > 0) text.AppendLine($"            '{place.Words}') words='{names}' ;;");
        }
        text.AppendLine($"""
                    esac
                    kind= words="$words {string.Join(' ', CompletionTable.NamesOf(table.Everywhere))}"
                else
                    kind=
                    case "$place/$position" in
            """);
        foreach ((string place, string position, CompletionValue value) in table.Arguments)
            text.AppendLine($"            '{place}/'{position}) kind='{value.Code}' ;;");
        text.AppendLine("""
                    esac
                    # Behind two dashes there is no command any more.
                    [[ -n $dashes ]] || case "$place/$position" in
            """);
        foreach (CommandNode place in table.Places.Where(place => place.Children.Count > 0))
        {
            string names = string.Join(' ', place.Children.Select(child => child.Command.Name));
            text.AppendLine($"            '{place.Words}/0') words='{names}' ;;");
        }
        text.AppendLine($$"""
                    esac
                fi
                case $kind in
                    words*) words="${kind#words } $words" ;;
                    lookup*) words="$({{table.Program}} completion values "${kind#lookup }" 2>/dev/null) $words" ;;
                    file | dir)
                        compopt -o filenames 2>/dev/null
                        while IFS= read -r word; do
                            COMPREPLY+=("$word")
                        done < <(if [[ $kind == dir ]]; then compgen -d -- "$current"; else compgen -f -- "$current"; fi)
                        ;;
                esac
                while IFS= read -r word; do
                    COMPREPLY+=("$word")
                done < <(compgen -W "$words" -- "$current")
            }

            complete -F _{{table.Function}} {{table.Program}}
            """);
        return text.ToString();
    }
}

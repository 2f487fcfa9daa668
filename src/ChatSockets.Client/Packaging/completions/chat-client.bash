# Completes chat-client in bash. Made by 'chat-client completion bash': do not edit it.

# Sets kind to the value that an option takes at a place; empty for none.
_chat_client_kind() {
    kind=
    case "$1 $2" in
        *' --account') kind='text' ;;
        *' --config') kind='file' ;;
        'ping --count'|'ping -c') kind='text' ;;
        *' --count') kind='text' ;;
        *' --fingerprint') kind='text' ;;
        *' --from') kind='text' ;;
        *' --interface') kind='text' ;;
        *' --interval'|*' -i') kind='text' ;;
        *' --nick') kind='text' ;;
        *' --once') kind='text' ;;
        *' --pass') kind='text' ;;
        *' --pass-file') kind='file' ;;
        *' --password-file') kind='file' ;;
        *' --port') kind='text' ;;
        *' --record') kind='file' ;;
        *' --reply-to') kind='text' ;;
        *' --room') kind='text' ;;
        *' --since') kind='text' ;;
        *' --speed') kind='text' ;;
        *' --time') kind='text' ;;
        *' --timeout') kind='text' ;;
        *' --to') kind='text' ;;
    esac
}

_chat_client() {
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
            _chat_client_kind "$place" "$word"
            option=${kind:+$word}
        else
            case "$place/$position/$word" in
                '/0/certificate'|'/0/completion'|'/0/config'|'/0/discover'|'/0/history'|'/0/man'|'/0/ping'|'/0/replay'|'/0/rooms'|'/0/send'|'/0/tail'|'/0/trust'|'/0/wait'|'/0/who') place="${place:+$place }$word" ;;
                'config/0/check'|'config/0/edit'|'config/0/keys'|'config/0/path'|'config/0/show') place="${place:+$place }$word" ;;
                *) position+=1 ;;
            esac
        fi
    done
    if [[ -n $option ]]; then
        :
    elif [[ -z $dashes && $current == -* ]]; then
        case $place in
            '') words='--account --config --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --plain --record --room --show-password --timeout --version' ;;
            'certificate') words='--account --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --timeout' ;;
            'config') words='--config' ;;
            'config check') words='--config' ;;
            'config edit') words='--config' ;;
            'config keys') words='--config' ;;
            'config path') words='--config' ;;
            'config show') words='--config' ;;
            'discover') words='--interface --json --port --time' ;;
            'history') words='--account --count --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --since --timeout' ;;
            'man') words='--markdown' ;;
            'ping') words='--account --count --fingerprint --insecure-plaintext --interval --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --tcp --timeout -c -i' ;;
            'replay') words='--config --speed --svg --text' ;;
            'rooms') words='--account --fingerprint --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --timeout' ;;
            'send') words='--account --fingerprint --insecure-plaintext --json --nick --no-ctcp --once --pass --pass-file --password-file --reply-to --room --show-password --timeout --to' ;;
            'tail') words='--account --count --fingerprint --follow --insecure-plaintext --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --since --timeout -f' ;;
            'trust') words='--config --fingerprint --forget' ;;
            'wait') words='--account --fingerprint --from --insecure-plaintext --json --literal --nick --no-ctcp --pass --pass-file --password-file --room --show-password --since --timeout' ;;
            'who') words='--account --fingerprint --insecure-plaintext --join --json --nick --no-ctcp --pass --pass-file --password-file --room --show-password --timeout' ;;
        esac
        kind= words="$words --help --help-all -? -h"
    else
        kind=
        case "$place/$position" in
            '/'0) kind='lookup server' ;;
            'certificate/'0) kind='lookup server' ;;
            'completion/'0) kind='words bash fish powershell zsh' ;;
            'history/'0) kind='lookup server' ;;
            'ping/'0) kind='lookup server' ;;
            'replay/'0) kind='file' ;;
            'rooms/'0) kind='lookup server' ;;
            'send/'0) kind='lookup server' ;;
            'tail/'0) kind='lookup server' ;;
            'trust/'0) kind='lookup server' ;;
            'wait/'0) kind='lookup server' ;;
            'who/'0) kind='lookup server' ;;
        esac
        # Behind two dashes there is no command any more.
        [[ -n $dashes ]] || case "$place/$position" in
            '/0') words='certificate completion config discover history man ping replay rooms send tail trust wait who' ;;
            'config/0') words='check edit keys path show' ;;
        esac
    fi
    case $kind in
        words*) words="${kind#words } $words" ;;
        lookup*) words="$(chat-client completion values "${kind#lookup }" 2>/dev/null) $words" ;;
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

complete -F _chat_client chat-client

# Completes chat-server in bash. Made by 'chat-server completion bash': do not edit it.

# Sets kind to the value that an option takes at a place; empty for none.
_chat_server_kind() {
    kind=
    case "$1 $2" in
        *' --account') kind='text' ;;
        *' --admin-email') kind='text' ;;
        *' --admin-location') kind='text' ;;
        *' --admin-name') kind='text' ;;
        *' --before') kind='text' ;;
        *' --bind') kind='text' ;;
        *' --cert') kind='file' ;;
        *' --cloaking') kind='words off on' ;;
        *' --close-timeout') kind='text' ;;
        *' --cluster') kind='text' ;;
        *' --config') kind='file' ;;
        *' --connection-rate-per-address') kind='text' ;;
        *' --connection-rate-per-network') kind='text' ;;
        *' --data') kind='dir' ;;
        *' --discovery') kind='words all lan off' ;;
        *' --durability') kind='words disk process' ;;
        *' --exempt-networks') kind='text' ;;
        *' --flood-burst') kind='text' ;;
        *' --flood-rate') kind='text' ;;
        *' --greet-after') kind='text' ;;
        *' --handshake-timeout') kind='text' ;;
        *' --history-days') kind='text' ;;
        *' --history-megabytes') kind='text' ;;
        *' --history-on-join') kind='text' ;;
        *' --hook-networks') kind='text' ;;
        *' --into') kind='text' ;;
        *' --iterations') kind='text' ;;
        *' --key') kind='file' ;;
        *' --lobby') kind='text' ;;
        *' --log-format') kind='words json text' ;;
        *' --log-level') kind='words debug error fatal information verbose warning' ;;
        *' --login-attempts') kind='text' ;;
        *' --max-connections') kind='text' ;;
        *' --max-connections-per-address') kind='text' ;;
        *' --max-connections-per-network') kind='text' ;;
        *' --max-rooms-per-account') kind='text' ;;
        *' --max-rooms-per-user') kind='text' ;;
        *' --metrics-networks') kind='text' ;;
        *' --min-password-length') kind='text' ;;
        *' --motd') kind='file' ;;
        *' --name') kind='text' ;;
        *' --network') kind='text' ;;
        *' --network-icon') kind='text' ;;
        *' --operator') kind='text' ;;
        *' --otlp') kind='text' ;;
        *' --outbox-bytes') kind='text' ;;
        *' --password') kind='text' ;;
        *' --pidfile') kind='file' ;;
        *' --ping-interval') kind='text' ;;
        *' --ping-timeout') kind='text' ;;
        *' --port'|*' -p') kind='text' ;;
        *' --process') kind='text' ;;
        *' --proxy-networks') kind='text' ;;
        *' --registration-timeout') kind='text' ;;
        *' --room') kind='text' ;;
        *' --since') kind='text' ;;
        *' --sts-duration') kind='text' ;;
        *' --thread-stack-bytes') kind='text' ;;
        *' --timezone') kind='text' ;;
        *' --tls') kind='words off optional required' ;;
        *' --tls-port') kind='text' ;;
        *' --web') kind='words off on' ;;
        *' --web-hosts') kind='text' ;;
        *' --web-origins') kind='text' ;;
        *' --write-lanes') kind='text' ;;
    esac
}

_chat_server() {
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
            _chat_server_kind "$place" "$word"
            option=${kind:+$word}
        else
            case "$place/$position/$word" in
                '/0/account'|'/0/audit'|'/0/backup'|'/0/cluster'|'/0/completion'|'/0/config'|'/0/doctor'|'/0/health'|'/0/history'|'/0/hook'|'/0/import'|'/0/man'|'/0/reload'|'/0/top'|'/0/windows-service') place="${place:+$place }$word" ;;
                'account/0/add'|'account/0/always-on'|'account/0/drop'|'account/0/list'|'account/0/password') place="${place:+$place }$word" ;;
                'cluster/0/status') place="${place:+$place }$word" ;;
                'config/0/check'|'config/0/password'|'config/0/schema'|'config/0/show') place="${place:+$place }$word" ;;
                'history/0/erase'|'history/0/export') place="${place:+$place }$word" ;;
                'hook/0/add'|'hook/0/del'|'hook/0/list') place="${place:+$place }$word" ;;
                'import/0/ergo'|'import/0/inspircd'|'import/0/irssi'|'import/0/weechat'|'import/0/znc') place="${place:+$place }$word" ;;
                *) position+=1 ;;
            esac
        fi
    done
    if [[ -n $option ]]; then
        :
    elif [[ -z $dashes && $current == -* ]]; then
        case $place in
            '') words='--version' ;;
            'account add') words='--password-stdin' ;;
            'account list') words='--json' ;;
            'account password') words='--password-stdin' ;;
            'audit') words='--operator --since' ;;
            'backup') words='--force --quiet' ;;
            'config password') words='--iterations' ;;
            'doctor') words='--json' ;;
            'history erase') words='--account --before --quiet --room' ;;
            'history export') words='--account --quiet --room --since' ;;
            'import ergo') words='--dry-run --into --quiet --room --strict' ;;
            'import inspircd') words='--dry-run --into --quiet --room --strict --timezone' ;;
            'import irssi') words='--dry-run --into --quiet --room --strict --timezone' ;;
            'import weechat') words='--dry-run --into --quiet --room --strict --timezone' ;;
            'import znc') words='--dry-run --into --quiet --room --strict --timezone' ;;
            'man') words='--markdown' ;;
            'top') words='--json --once --process' ;;
        esac
        kind= words="$words --admin-email --admin-location --admin-name --bind --cert --cloaking --close-timeout --closed-registration --cluster --config --connection-rate-per-address --connection-rate-per-network --data --discovery --durability --exempt-networks --flood-burst --flood-rate --greet-after --handshake-timeout --help --help-all --history-days --history-megabytes --history-on-join --hook-networks --in-memory --key --lobby --log-format --log-level --login-attempts --max-connections --max-connections-per-address --max-connections-per-network --max-rooms-per-account --max-rooms-per-user --metrics-networks --min-password-length --motd --name --network --network-icon --otlp --outbox-bytes --password --pidfile --ping-interval --ping-timeout --port --proxy-networks --register-after-connect --registration-timeout --sts-duration --thread-stack-bytes --tls --tls-port --web --web-hosts --web-origins --write-lanes -? -h -p"
    else
        kind=
        case "$place/$position" in
            'account always-on/'1) kind='words off on' ;;
            'backup/'0) kind='file' ;;
            'completion/'0) kind='words bash fish powershell zsh' ;;
            'import ergo/'*) kind='file' ;;
            'import inspircd/'*) kind='file' ;;
            'import irssi/'*) kind='file' ;;
            'import weechat/'*) kind='file' ;;
            'import znc/'*) kind='file' ;;
        esac
        # Behind two dashes there is no command any more.
        [[ -n $dashes ]] || case "$place/$position" in
            '/0') words='account audit backup cluster completion config doctor health history hook import man reload top windows-service' ;;
            'account/0') words='add always-on drop list password' ;;
            'cluster/0') words='status' ;;
            'config/0') words='check password schema show' ;;
            'history/0') words='erase export' ;;
            'hook/0') words='add del list' ;;
            'import/0') words='ergo inspircd irssi weechat znc' ;;
        esac
    fi
    case $kind in
        words*) words="${kind#words } $words" ;;
        lookup*) words="$(chat-server completion values "${kind#lookup }" 2>/dev/null) $words" ;;
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

complete -F _chat_server chat-server

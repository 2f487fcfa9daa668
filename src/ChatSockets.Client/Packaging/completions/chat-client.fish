# Completes chat-client in fish. Made by 'chat-client completion fish': do not edit it.

# Whether an option takes a value at a place.
function __chat_client_takes_value
    switch "$argv[1] $argv[2]"
        case '* --account'
            return 0
        case '* --config'
            return 0
        case 'ping --count' 'ping -c'
            return 0
        case '* --count'
            return 0
        case '* --fingerprint'
            return 0
        case '* --from'
            return 0
        case '* --interface'
            return 0
        case '* --interval' '* -i'
            return 0
        case '* --nick'
            return 0
        case '* --once'
            return 0
        case '* --pass'
            return 0
        case '* --pass-file'
            return 0
        case '* --password-file'
            return 0
        case '* --port'
            return 0
        case '* --record'
            return 0
        case '* --reply-to'
            return 0
        case '* --room'
            return 0
        case '* --since'
            return 0
        case '* --speed'
            return 0
        case '* --time'
            return 0
        case '* --timeout'
            return 0
        case '* --to'
            return 0
    end
    return 1
end

# Prints the place: the command, the number of arguments behind it, and whether two dashes have been.
function __chat_client_place
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
                    __chat_client_takes_value "$place" $word; and set option $word
                case '*'
                    switch "$place/$position/$word"
                        case '/0/certificate' '/0/completion' '/0/config' '/0/discover' '/0/history' '/0/man' '/0/ping' '/0/replay' '/0/rooms' '/0/send' '/0/tail' '/0/trust' '/0/wait' '/0/who'
                            set place (string trim "$place $word")
                        case 'config/0/check' 'config/0/edit' 'config/0/keys' 'config/0/path' 'config/0/show'
                            set place (string trim "$place $word")
                        case '*'
                            set position (math $position + 1)
                    end
            end
        end
    end
    echo "$place/$position/$dashes"
end

function __chat_client_in
    string match -qr -- "^$argv[1]/[0-9]+/0\$" (__chat_client_place)
end

function __chat_client_at
    string match -qr -- "^$argv[1]/[01]\$" (__chat_client_place)
end

function __chat_client_command
    test "$argv[1]/0/0" = (__chat_client_place)
end

complete -c chat-client -f
complete -c chat-client -n '__chat_client_command ""' -a certificate -d 'Make a certificate for a server, unless there is one, and have it added to your account: it logs in from then on (SASL EXTERNAL).'
complete -c chat-client -n '__chat_client_command ""' -a completion -d 'Print a script that completes commands, options and values in a shell.'
complete -c chat-client -n '__chat_client_command ""' -a config -d 'Show, check and edit the settings file.'
complete -c chat-client -n '__chat_client_command ""' -a discover -d 'Print the servers on this machine\'s networks: name, address, users, version, key, message.'
complete -c chat-client -n '__chat_client_command ""' -a history -d 'Print what was said in the room before, oldest first, and leave.'
complete -c chat-client -n '__chat_client_command ""' -a man -d 'Print the man page; to read it: chat-client man | man -l -'
complete -c chat-client -n '__chat_client_command ""' -a ping -d 'Print how long the server takes to answer, each time, and a summary.'
complete -c chat-client -n '__chat_client_command ""' -a replay -d 'Play a recording of this program again, with no network.'
complete -c chat-client -n '__chat_client_command ""' -a rooms -d 'Print the server\'s rooms without entering any: name, number of members, topic.'
complete -c chat-client -n '__chat_client_command ""' -a send -d 'Say one thing, wait until the server has taken it, and leave.'
complete -c chat-client -n '__chat_client_command ""' -a tail -d 'Print messages from now on, until Ctrl-C.'
complete -c chat-client -n '__chat_client_command ""' -a trust -d 'Print the keys of servers that are trusted, or trust or forget one.'
complete -c chat-client -n '__chat_client_command ""' -a wait -d 'Wait until somebody says what matches the pattern, and print it.'
complete -c chat-client -n '__chat_client_command ""' -a who -d 'Print the members of a room without entering it: nickname, here or away, account, address, name.'
complete -c chat-client -n '__chat_client_command "config"' -a check -d 'Print every mistake in the settings file.'
complete -c chat-client -n '__chat_client_command "config"' -a edit -d 'Edit the settings file with $VISUAL or $EDITOR, and check it. A new file has every setting, explained.'
complete -c chat-client -n '__chat_client_command "config"' -a keys -d 'Print the keys: actions with their names, keys and what they do.'
complete -c chat-client -n '__chat_client_command "config"' -a path -d 'Print where the settings file is.'
complete -c chat-client -n '__chat_client_command "config"' -a show -d 'Print every setting, and where it comes from.'
complete -c chat-client -n '__chat_client_at "/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "certificate/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "completion/0"' -f -a 'bash fish powershell zsh'
complete -c chat-client -n '__chat_client_at "history/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "ping/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "replay/0"' -F
complete -c chat-client -n '__chat_client_at "rooms/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "send/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "tail/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "trust/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "wait/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -n '__chat_client_at "who/0"' -f -a '(chat-client completion values server 2>/dev/null)'
complete -c chat-client -l help -s '?' -s h -d 'Print the most important of this, or the help of a command.'
complete -c chat-client -l help-all -d 'Print all of this: every command, every option.'
complete -c chat-client -n '__chat_client_in ""' -l record -r -F -d 'Write what comes in and what is typed, without passwords, to a new file for chat-client replay.'
complete -c chat-client -n '__chat_client_in ""' -l plain -d 'Lines of text in place of the full screen, for a screen reader; also with ACCESSIBLE=1 in the environment.'
complete -c chat-client -n '__chat_client_in ""' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in ""' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in ""' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in ""' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in ""' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in ""' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in ""' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in ""' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in ""' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in ""' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in ""' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in ""' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in ""' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in ""' -l version -d 'Print the version.'
complete -c chat-client -n '__chat_client_in "certificate"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "certificate"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "certificate"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "certificate"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "certificate"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "certificate"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "certificate"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "certificate"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "certificate"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "certificate"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "certificate"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "certificate"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "config"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "config check"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "config edit"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "config keys"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "config path"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "config show"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "discover"' -l port -r -f -d 'The port on which the servers are asked (5000); each has its own.'
complete -c chat-client -n '__chat_client_in "discover"' -l time -r -f -d 'Seconds to wait for answers (1).'
complete -c chat-client -n '__chat_client_in "discover"' -l interface -r -f -d 'Ask only on this network interface; on every one without it.'
complete -c chat-client -n '__chat_client_in "discover"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "history"' -l since -r -f -d 'Only messages since then: 2026-01-31T12:00, or an age: 90s, 15m, 2h, 3d.'
complete -c chat-client -n '__chat_client_in "history"' -l count -r -f -d 'Only the last so many messages.'
complete -c chat-client -n '__chat_client_in "history"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "history"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "history"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "history"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "history"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "history"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "history"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "history"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "history"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "history"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "history"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "history"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "man"' -l markdown -d 'As Markdown, for the web.'
complete -c chat-client -n '__chat_client_in "ping"' -l count -s c -r -f -d 'How many times to ask; without it, until Ctrl-C.'
complete -c chat-client -n '__chat_client_in "ping"' -l interval -s i -r -f -d 'Seconds between two questions (1).'
complete -c chat-client -n '__chat_client_in "ping"' -l tcp -d 'Connect, and ask with IRC\'s PING, which every IRC server answers; without it, by UDP datagrams.'
complete -c chat-client -n '__chat_client_in "ping"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "ping"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "ping"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "ping"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "ping"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "ping"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "ping"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "ping"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "ping"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "ping"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "ping"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "ping"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "replay"' -l text -d 'Play it at once and print the last screen as text; so it is anyway if no terminal is there.'
complete -c chat-client -n '__chat_client_in "replay"' -l svg -d 'Play it at once and print the last screen as a picture.'
complete -c chat-client -n '__chat_client_in "replay"' -l speed -r -f -d 'How many times as fast as it was; 1 where nothing is said.'
complete -c chat-client -n '__chat_client_in "replay"' -l config -r -F -d 'The settings file. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "rooms"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "rooms"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "rooms"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "rooms"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "rooms"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "rooms"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "rooms"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "rooms"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "rooms"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "rooms"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "rooms"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "rooms"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "send"' -l to -r -f -d 'The nickname or room to send to, in place of --room.'
complete -c chat-client -n '__chat_client_in "send"' -l reply-to -r -f -d 'The id of the message that it answers, as --json prints it.'
complete -c chat-client -n '__chat_client_in "send"' -l once -r -f -d 'An id of yours (1 to 48 letters, digits and -_.:+@): sent again with the same id, it arrives once. Needs --account.'
complete -c chat-client -n '__chat_client_in "send"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "send"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "send"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "send"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "send"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "send"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "send"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "send"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "send"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "send"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "send"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "send"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "tail"' -l count -r -f -d 'Leave after so many lines.'
complete -c chat-client -n '__chat_client_in "tail"' -l since -r -f -d 'Also print messages since then: 2026-01-31T12:00, or an age: 90s, 15m, 2h, 3d.'
complete -c chat-client -n '__chat_client_in "tail"' -l follow -s f -d 'Go on with what is said from now on, as tail always does.'
complete -c chat-client -n '__chat_client_in "tail"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "tail"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "tail"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "tail"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "tail"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "tail"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "tail"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "tail"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "tail"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "tail"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "tail"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "tail"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "trust"' -l fingerprint -r -f -d 'The key to trust from now on, in the place of any other.'
complete -c chat-client -n '__chat_client_in "trust"' -l forget -d 'Forget the key, and that the host has asked for strict security (STS).'
complete -c chat-client -n '__chat_client_in "trust"' -l config -r -F -d 'The settings file beside which the keys are. Also CHAT_CLIENT_CONFIG.'
complete -c chat-client -n '__chat_client_in "wait"' -l literal -d 'The pattern is a text, as it is.'
complete -c chat-client -n '__chat_client_in "wait"' -l from -r -f -d 'Only what that nickname says.'
complete -c chat-client -n '__chat_client_in "wait"' -l since -r -f -d 'Also look at messages since then: 2026-01-31T12:00, or an age: 90s, 15m, 2h, 3d.'
complete -c chat-client -n '__chat_client_in "wait"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "wait"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "wait"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "wait"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "wait"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "wait"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "wait"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "wait"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "wait"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "wait"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "wait"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "wait"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'
complete -c chat-client -n '__chat_client_in "who"' -l join -d 'Enter the room first: some servers show its members to members only.'
complete -c chat-client -n '__chat_client_in "who"' -l room -r -f -d 'A room, or ROOM,KEY; #lobby where none is named; may be given several times.'
complete -c chat-client -n '__chat_client_in "who"' -l nick -r -f -d 'The nickname; your login name where none is given.'
complete -c chat-client -n '__chat_client_in "who"' -l pass -r -f -d 'The server\'s password; better in a file (--pass-file) or in the environment, as CHAT_CLIENT_PASS.'
complete -c chat-client -n '__chat_client_in "who"' -l pass-file -r -F -d 'A file whose first line is the server\'s password.'
complete -c chat-client -n '__chat_client_in "who"' -l account -r -f -d 'The account to log in to; its password is in --password-file or in the environment, as CHAT_CLIENT_PASSWORD.'
complete -c chat-client -n '__chat_client_in "who"' -l password-file -r -F -d 'A file whose first line is the password of --account.'
complete -c chat-client -n '__chat_client_in "who"' -l show-password -d 'Log in also where the account\'s password must be sent as it is, in clear text, over the network.'
complete -c chat-client -n '__chat_client_in "who"' -l fingerprint -r -f -d 'The server\'s key, SHA256:...; no other one is trusted in this run.'
complete -c chat-client -n '__chat_client_in "who"' -l insecure-plaintext -d 'Use clear text where the server has no TLS, over the network, too: others can read and change it.'
complete -c chat-client -n '__chat_client_in "who"' -l no-ctcp -d 'Do not tell others this program\'s name and clock (CTCP VERSION, PING, TIME).'
complete -c chat-client -n '__chat_client_in "who"' -l json -d 'One JSON object a line.'
complete -c chat-client -n '__chat_client_in "who"' -l timeout -r -f -d 'Seconds to get in, and the same again for each answer (15); tail and wait: to listen.'

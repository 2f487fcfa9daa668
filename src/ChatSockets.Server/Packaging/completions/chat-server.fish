# Completes chat-server in fish. Made by 'chat-server completion fish': do not edit it.

# Whether an option takes a value at a place.
function __chat_server_takes_value
    switch "$argv[1] $argv[2]"
        case '* --account'
            return 0
        case '* --admin-email'
            return 0
        case '* --admin-location'
            return 0
        case '* --admin-name'
            return 0
        case '* --before'
            return 0
        case '* --bind'
            return 0
        case '* --cert'
            return 0
        case '* --cloaking'
            return 0
        case '* --close-timeout'
            return 0
        case '* --cluster'
            return 0
        case '* --config'
            return 0
        case '* --connection-rate-per-address'
            return 0
        case '* --connection-rate-per-network'
            return 0
        case '* --data'
            return 0
        case '* --discovery'
            return 0
        case '* --durability'
            return 0
        case '* --exempt-networks'
            return 0
        case '* --flood-burst'
            return 0
        case '* --flood-rate'
            return 0
        case '* --greet-after'
            return 0
        case '* --handshake-timeout'
            return 0
        case '* --history-days'
            return 0
        case '* --history-megabytes'
            return 0
        case '* --history-on-join'
            return 0
        case '* --hook-networks'
            return 0
        case '* --into'
            return 0
        case '* --iterations'
            return 0
        case '* --key'
            return 0
        case '* --lobby'
            return 0
        case '* --log-format'
            return 0
        case '* --log-level'
            return 0
        case '* --login-attempts'
            return 0
        case '* --max-connections'
            return 0
        case '* --max-connections-per-address'
            return 0
        case '* --max-connections-per-network'
            return 0
        case '* --max-rooms-per-account'
            return 0
        case '* --max-rooms-per-user'
            return 0
        case '* --metrics-networks'
            return 0
        case '* --min-password-length'
            return 0
        case '* --motd'
            return 0
        case '* --name'
            return 0
        case '* --network'
            return 0
        case '* --network-icon'
            return 0
        case '* --operator'
            return 0
        case '* --otlp'
            return 0
        case '* --outbox-bytes'
            return 0
        case '* --password'
            return 0
        case '* --pidfile'
            return 0
        case '* --ping-interval'
            return 0
        case '* --ping-timeout'
            return 0
        case '* --port' '* -p'
            return 0
        case '* --process'
            return 0
        case '* --proxy-networks'
            return 0
        case '* --registration-timeout'
            return 0
        case '* --room'
            return 0
        case '* --since'
            return 0
        case '* --sts-duration'
            return 0
        case '* --thread-stack-bytes'
            return 0
        case '* --timezone'
            return 0
        case '* --tls'
            return 0
        case '* --tls-port'
            return 0
        case '* --web'
            return 0
        case '* --web-hosts'
            return 0
        case '* --web-origins'
            return 0
        case '* --write-lanes'
            return 0
    end
    return 1
end

# Prints the place: the command, the number of arguments behind it, and whether two dashes have been.
function __chat_server_place
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
                    __chat_server_takes_value "$place" $word; and set option $word
                case '*'
                    switch "$place/$position/$word"
                        case '/0/account' '/0/audit' '/0/backup' '/0/cluster' '/0/completion' '/0/config' '/0/doctor' '/0/health' '/0/history' '/0/hook' '/0/import' '/0/man' '/0/reload' '/0/top' '/0/windows-service'
                            set place (string trim "$place $word")
                        case 'account/0/add' 'account/0/always-on' 'account/0/drop' 'account/0/list' 'account/0/password'
                            set place (string trim "$place $word")
                        case 'cluster/0/status'
                            set place (string trim "$place $word")
                        case 'config/0/check' 'config/0/password' 'config/0/schema' 'config/0/show'
                            set place (string trim "$place $word")
                        case 'history/0/erase' 'history/0/export'
                            set place (string trim "$place $word")
                        case 'hook/0/add' 'hook/0/del' 'hook/0/list'
                            set place (string trim "$place $word")
                        case 'import/0/ergo' 'import/0/inspircd' 'import/0/irssi' 'import/0/weechat' 'import/0/znc'
                            set place (string trim "$place $word")
                        case '*'
                            set position (math $position + 1)
                    end
            end
        end
    end
    echo "$place/$position/$dashes"
end

function __chat_server_in
    string match -qr -- "^$argv[1]/[0-9]+/0\$" (__chat_server_place)
end

function __chat_server_at
    string match -qr -- "^$argv[1]/[01]\$" (__chat_server_place)
end

function __chat_server_command
    test "$argv[1]/0/0" = (__chat_server_place)
end

complete -c chat-server -f
complete -c chat-server -n '__chat_server_command ""' -a account -d 'Lists, makes and ends accounts, whether the server runs or not.'
complete -c chat-server -n '__chat_server_command ""' -a audit -d 'Lists what operators did, as lines of JSON.'
complete -c chat-server -n '__chat_server_command ""' -a backup -d 'Copies everything stored into one file, while the server runs.'
complete -c chat-server -n '__chat_server_command ""' -a cluster -d 'Asks the database through which several servers are one chat.'
complete -c chat-server -n '__chat_server_command ""' -a completion -d 'Print a script that completes commands, options and values in a shell.'
complete -c chat-server -n '__chat_server_command ""' -a config -d 'Checks and shows the configuration.'
complete -c chat-server -n '__chat_server_command ""' -a doctor -d 'Looks whether a server with these settings can run well here.'
complete -c chat-server -n '__chat_server_command ""' -a health -d 'Asks the server that runs here whether it serves clients.'
complete -c chat-server -n '__chat_server_command ""' -a history -d 'Exports or erases stored messages.'
complete -c chat-server -n '__chat_server_command ""' -a hook -d 'Lets programs say something in a room by HTTP.'
complete -c chat-server -n '__chat_server_command ""' -a import -d 'Adds the history of other programs.'
complete -c chat-server -n '__chat_server_command ""' -a man -d 'Print the man page; to read it: chat-server man | man -l -'
complete -c chat-server -n '__chat_server_command ""' -a reload -d 'Has a running server read its configuration again.'
complete -c chat-server -n '__chat_server_command ""' -a top -d 'Shows who is connected to a running server, and what it does.'
complete -c chat-server -n '__chat_server_command ""' -a windows-service -d 'Runs as a service of Windows, which starts it.'
complete -c chat-server -n '__chat_server_command "account"' -a add -d 'Makes an account; the password is asked for, or read from standard input.'
complete -c chat-server -n '__chat_server_command "account"' -a always-on -d 'Says whether the account\'s user stays when nobody is connected.'
complete -c chat-server -n '__chat_server_command "account"' -a drop -d 'Ends an account. Its name is not free again.'
complete -c chat-server -n '__chat_server_command "account"' -a list -d 'Lists the accounts.'
complete -c chat-server -n '__chat_server_command "account"' -a password -d 'Gives an account another password.'
complete -c chat-server -n '__chat_server_command "cluster"' -a status -d 'Lists the servers of a cluster, and how far each has followed the common log.'
complete -c chat-server -n '__chat_server_command "config"' -a check -d 'Tells everything that is wrong with the configuration.'
complete -c chat-server -n '__chat_server_command "config"' -a password -d 'Reads a password from standard input and prints its hash.'
complete -c chat-server -n '__chat_server_command "config"' -a schema -d 'Prints the JSON schema of the configuration file, for editors.'
complete -c chat-server -n '__chat_server_command "config"' -a show -d 'Tells every setting, and where it comes from.'
complete -c chat-server -n '__chat_server_command "history"' -a erase -d 'Erases messages for ever; a backup that was made before still has them.'
complete -c chat-server -n '__chat_server_command "history"' -a export -d 'Writes messages as lines of JSON.'
complete -c chat-server -n '__chat_server_command "hook"' -a add -d 'Makes a hook, and shows its address once.'
complete -c chat-server -n '__chat_server_command "hook"' -a del -d 'Ends a hook.'
complete -c chat-server -n '__chat_server_command "hook"' -a list -d 'Lists the hooks of all rooms.'
complete -c chat-server -n '__chat_server_command "import"' -a ergo -d 'Ergo\'s history from SQLite or a dump of MySQL, and its accounts.'
complete -c chat-server -n '__chat_server_command "import"' -a inspircd -d 'InspIRCd\'s raw log, of the types USERINPUT and USEROUTPUT'
complete -c chat-server -n '__chat_server_command "import"' -a irssi -d 'irssi\'s autolog: NETWORK/#room.log'
complete -c chat-server -n '__chat_server_command "import"' -a weechat -d 'WeeChat\'s plugin logger: irc.NETWORK.#room.weechatlog'
complete -c chat-server -n '__chat_server_command "import"' -a znc -d 'ZNC\'s module log: NETWORK/#room/2026-01-31.log'
complete -c chat-server -n '__chat_server_at "account always-on/1"' -f -a 'off on'
complete -c chat-server -n '__chat_server_at "backup/0"' -F
complete -c chat-server -n '__chat_server_at "completion/0"' -f -a 'bash fish powershell zsh'
complete -c chat-server -n '__chat_server_at "import ergo/[0-9]+"' -F
complete -c chat-server -n '__chat_server_at "import inspircd/[0-9]+"' -F
complete -c chat-server -n '__chat_server_at "import irssi/[0-9]+"' -F
complete -c chat-server -n '__chat_server_at "import weechat/[0-9]+"' -F
complete -c chat-server -n '__chat_server_at "import znc/[0-9]+"' -F
complete -c chat-server -l port -s p -r -f -d 'The TCP port, 0 to 65535; 0 takes any free one. Ports under 1024 need privileges.'
complete -c chat-server -l bind -r -f -d 'The addresses to listen on. None: every interface, IPv4 and IPv6. May be given several times.'
complete -c chat-server -l tls -r -f -a 'off optional required' -d 'TLS on the same port: each client decides (optional), clear text is refused (required), or there is none (off).'
complete -c chat-server -l tls-port -r -f -d 'Another TCP port, for TLS only; 0 for none.'
complete -c chat-server -l cert -r -F -d 'A PEM file with the certificate and its chain; none: the server makes its own. A changed file is read within seconds.'
complete -c chat-server -l key -r -F -d 'A PEM file with the certificate\'s private key; none: it is in the file of the certificate.'
complete -c chat-server -l sts-duration -r -f -d 'How long clients are told to come by TLS only (IRCv3 sts), which is done with a certificate that this system trusts for the server\'s name; 0s: never.'
complete -c chat-server -l web -r -f -a 'off on' -d 'Whether browsers get a page to chat with (on), or neither a page nor a WebSocket (off).'
complete -c chat-server -l web-hosts -r -f -d 'Names by which browsers know this server, besides its own, those in its certificate and those of the machine. May be given several times.'
complete -c chat-server -l web-origins -r -f -d 'Other sites whose pages may connect to this server; * allows all of them. May be given several times.'
complete -c chat-server -l hook-networks -r -f -d 'Private networks to which outgoing hooks may post; without this they reach the internet only. May be given several times.'
complete -c chat-server -l discovery -r -f -a 'all lan off' -d 'Who can find the server, over UDP on the same port: hosts on its own networks (lan), everybody (all), or nobody (off).'
complete -c chat-server -l name -r -f -d 'The server\'s name on the wire; it needs a dot.'
complete -c chat-server -l network -r -f -d 'The network\'s name, as clients show it.'
complete -c chat-server -l network-icon -r -f -d 'The https address of an image that stands for the network.'
complete -c chat-server -l motd -r -F -d 'A text file that everybody is shown on arrival. In the configuration file its name begins at the folder of that file.'
complete -c chat-server -l lobby -r -f -d 'The room that people with nc and telnet are put into.'
complete -c chat-server -l admin-name -r -f -d 'The administrator, for ADMIN.'
complete -c chat-server -l admin-location -r -f -d 'The server\'s location, for ADMIN.'
complete -c chat-server -l admin-email -r -f -d 'The administrator\'s contact, for ADMIN.'
complete -c chat-server -l password -r -f -d 'A password that everybody who connects must give, or its hash. The environment and the file keep it out of process lists.'
complete -c chat-server -l exempt-networks -r -f -d 'Addresses and networks that are trusted not to flood. May be given several times.'
complete -c chat-server -l proxy-networks -r -f -d 'The proxies in front of the server: connections from there must begin with a PROXY header, whose address counts. May be given several times.'
complete -c chat-server -l cloaking -r -f -a 'off on' -d 'Whether users\' addresses are hidden from other users (on), who see a name that stands for them, or shown (off).'
complete -c chat-server -l metrics-networks -r -f -d 'Addresses and networks that may read /metrics, besides this machine. May be given several times.'
complete -c chat-server -l max-connections -r -f -d 'The most connections at a time.'
complete -c chat-server -l max-connections-per-address -r -f -d 'The most connections at a time from one address.'
complete -c chat-server -l connection-rate-per-address -r -f -d 'The most new connections a minute from one address; 0 sets no limit.'
complete -c chat-server -l max-connections-per-network -r -f -d 'The most connections at a time from one network, an IPv4 /24 or an IPv6 /48; 0 sets no limit.'
complete -c chat-server -l connection-rate-per-network -r -f -d 'The most new connections a minute from one network; 0 sets no limit.'
complete -c chat-server -l max-rooms-per-user -r -f -d 'The most rooms that a user may be in at a time.'
complete -c chat-server -l history-on-join -r -f -d 'How many of a room\'s last lines are shown on entering to clients that cannot request history; 0 shows none.'
complete -c chat-server -l max-rooms-per-account -r -f -d 'The most rooms that an account may register; 0 for none.'
complete -c chat-server -l closed-registration -d 'Accounts can be made only with \'chat-server account add\'.'
complete -c chat-server -l register-after-connect -d 'Nobody makes an account with REGISTER before the connection is complete.'
complete -c chat-server -l min-password-length -r -f -d 'How many characters the password of an account must have; accounts that there are keep theirs.'
complete -c chat-server -l login-attempts -r -f -d 'How many wrong passwords and new accounts there may be in a minute from one address; 0 sets no limit.'
complete -c chat-server -l flood-burst -r -f -d 'How many commands a client may send at once; 0 turns flood control off.'
complete -c chat-server -l flood-rate -r -f -d 'How many commands a second it may send after that.'
complete -c chat-server -l outbox-bytes -r -f -d 'The most bytes that wait for one slow reader; beyond that, it is disconnected.'
complete -c chat-server -l history-days -r -f -d 'How many days messages are stored; 0 for ever. A room can set fewer.'
complete -c chat-server -l history-megabytes -r -f -d 'The most that is stored; beyond that, the oldest messages are deleted. 0: unlimited on disk, 64 in memory.'
complete -c chat-server -l handshake-timeout -r -f -d 'How long a TLS handshake, or the head of an HTTP request, may take.'
complete -c chat-server -l registration-timeout -r -f -d 'How long a connection may take to say who it is.'
complete -c chat-server -l ping-interval -r -f -d 'How long a client may be silent before it is asked for a sign of life.'
complete -c chat-server -l ping-timeout -r -f -d 'How long it may then take to answer.'
complete -c chat-server -l greet-after -r -f -d 'How long a connection may be silent before it is greeted as a person with nc or telnet.'
complete -c chat-server -l close-timeout -r -f -d 'How long the last lines of a connection that is closed may take to leave.'
complete -c chat-server -l write-lanes -r -f -d 'The threads that send; 0 takes one for each processor, four at the most.'
complete -c chat-server -l thread-stack-bytes -r -f -d 'The stack of a connection\'s thread, in bytes.'
complete -c chat-server -l in-memory -d 'Keep nothing on disk: history ends with the server.'
complete -c chat-server -l data -r -f -a '(__fish_complete_directories)' -d 'The data folder. Default: one for each port in the user\'s own data folder, and none with port 0.'
complete -c chat-server -l cluster -r -f -d 'The PostgreSQL database through which several servers are one chat; none: this server alone. The environment and the file keep its password out of process lists.'
complete -c chat-server -l pidfile -r -F -d 'A file that has the number of the process while the server listens. Without it: none.'
complete -c chat-server -l otlp -r -f -d 'Where the figures are sent by OTLP (http/protobuf), once a minute. Without it: nowhere.'
complete -c chat-server -l durability -r -f -a 'disk process' -d 'What an echoed line survives: everything but the loss of the disk (disk), or the end of the process only (process), which is faster.'
complete -c chat-server -l log-level -r -f -a 'debug error fatal information verbose warning' -d 'The least important events to log: verbose, debug, information, warning, error, fatal.'
complete -c chat-server -l log-format -r -f -a 'json text' -d 'How the log is written to standard error: text, json.'
complete -c chat-server -l config -r -F -d 'The configuration file, JSON in which comments may stand.'
complete -c chat-server -l help -s '?' -s h -d 'Print the most important of this, or the help of a command.'
complete -c chat-server -l help-all -d 'Print all of this: every command, every option.'
complete -c chat-server -n '__chat_server_in ""' -l version -d 'Print the version.'
complete -c chat-server -n '__chat_server_in "account add"' -l password-stdin -d 'Read the password from standard input, which happens anyway if that is no terminal.'
complete -c chat-server -n '__chat_server_in "account list"' -l json -d 'Print an object of JSON a line.'
complete -c chat-server -n '__chat_server_in "account password"' -l password-stdin -d 'Read the password from standard input, which happens anyway if that is no terminal.'
complete -c chat-server -n '__chat_server_in "audit"' -l since -r -f -d 'Only from then on: 2026-01-31, or 2026-01-31T18:00:00Z.'
complete -c chat-server -n '__chat_server_in "audit"' -l operator -r -f -d 'Only what this operator did.'
complete -c chat-server -n '__chat_server_in "backup"' -l force -d 'Replace the file if there is one.'
complete -c chat-server -n '__chat_server_in "backup"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "config password"' -l iterations -r -f -d 'How much work the hash is: 10000 to 10000000 (600000).'
complete -c chat-server -n '__chat_server_in "doctor"' -l json -d 'Prints the findings as lines of JSON.'
complete -c chat-server -n '__chat_server_in "history erase"' -l room -r -f -d 'Only this room, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "history erase"' -l account -r -f -d 'Only what this account said and, in an export, was sent.'
complete -c chat-server -n '__chat_server_in "history erase"' -l before -r -f -d 'Only what is older: 2026-01-31, or 2026-01-31T18:00:00Z.'
complete -c chat-server -n '__chat_server_in "history erase"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "history export"' -l room -r -f -d 'Only this room, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "history export"' -l account -r -f -d 'Only what this account said and, in an export, was sent.'
complete -c chat-server -n '__chat_server_in "history export"' -l since -r -f -d 'Only from then on: 2026-01-31, or 2026-01-31T18:00:00Z.'
complete -c chat-server -n '__chat_server_in "history export"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "import ergo"' -l room -r -f -d 'Only this room of the logs, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "import ergo"' -l into -r -f -d 'The room here into which it goes; without it the one of the same name.'
complete -c chat-server -n '__chat_server_in "import ergo"' -l dry-run -d 'Tell what would be imported, and change nothing.'
complete -c chat-server -n '__chat_server_in "import ergo"' -l strict -d 'End at the first line that cannot be read.'
complete -c chat-server -n '__chat_server_in "import ergo"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "import inspircd"' -l room -r -f -d 'Only this room of the logs, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "import inspircd"' -l into -r -f -d 'The room here into which it goes; without it the one of the same name.'
complete -c chat-server -n '__chat_server_in "import inspircd"' -l timezone -r -f -d 'Where the clock of the logs was, as Europe/Berlin; without it the time zone of this machine.'
complete -c chat-server -n '__chat_server_in "import inspircd"' -l dry-run -d 'Tell what would be imported, and change nothing.'
complete -c chat-server -n '__chat_server_in "import inspircd"' -l strict -d 'End at the first line that cannot be read.'
complete -c chat-server -n '__chat_server_in "import inspircd"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "import irssi"' -l room -r -f -d 'Only this room of the logs, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "import irssi"' -l into -r -f -d 'The room here into which it goes; without it the one of the same name.'
complete -c chat-server -n '__chat_server_in "import irssi"' -l timezone -r -f -d 'Where the clock of the logs was, as Europe/Berlin; without it the time zone of this machine.'
complete -c chat-server -n '__chat_server_in "import irssi"' -l dry-run -d 'Tell what would be imported, and change nothing.'
complete -c chat-server -n '__chat_server_in "import irssi"' -l strict -d 'End at the first line that cannot be read.'
complete -c chat-server -n '__chat_server_in "import irssi"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "import weechat"' -l room -r -f -d 'Only this room of the logs, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "import weechat"' -l into -r -f -d 'The room here into which it goes; without it the one of the same name.'
complete -c chat-server -n '__chat_server_in "import weechat"' -l timezone -r -f -d 'Where the clock of the logs was, as Europe/Berlin; without it the time zone of this machine.'
complete -c chat-server -n '__chat_server_in "import weechat"' -l dry-run -d 'Tell what would be imported, and change nothing.'
complete -c chat-server -n '__chat_server_in "import weechat"' -l strict -d 'End at the first line that cannot be read.'
complete -c chat-server -n '__chat_server_in "import weechat"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "import znc"' -l room -r -f -d 'Only this room of the logs, in quotes for the shell: \'#lobby\'.'
complete -c chat-server -n '__chat_server_in "import znc"' -l into -r -f -d 'The room here into which it goes; without it the one of the same name.'
complete -c chat-server -n '__chat_server_in "import znc"' -l timezone -r -f -d 'Where the clock of the logs was, as Europe/Berlin; without it the time zone of this machine.'
complete -c chat-server -n '__chat_server_in "import znc"' -l dry-run -d 'Tell what would be imported, and change nothing.'
complete -c chat-server -n '__chat_server_in "import znc"' -l strict -d 'End at the first line that cannot be read.'
complete -c chat-server -n '__chat_server_in "import znc"' -l quiet -d 'Do not tell how far it is.'
complete -c chat-server -n '__chat_server_in "man"' -l markdown -d 'As Markdown, for the web.'
complete -c chat-server -n '__chat_server_in "top"' -l process -r -f -d 'The server\'s process number.'
complete -c chat-server -n '__chat_server_in "top"' -l once -d 'Prints one snapshot and ends.'
complete -c chat-server -n '__chat_server_in "top"' -l json -d 'Prints one snapshot as lines of JSON and ends.'

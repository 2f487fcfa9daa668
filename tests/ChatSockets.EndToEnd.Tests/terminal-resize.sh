#!/usr/bin/env bash
# chat-client's screen in a window of tmux that gets another size ten times a second, while 200 lines a second arrive in the open room. One
# line a size says whether the screen was right. Variables: CLIENT, the command that starts chat-client; SERVER, a chat-server without
# flood control; ROUNDS, how often each size is taken (a tenth of a second each); SIZES, as columns x rows.
#
# While lines arrive, the last row must be the prompt with what was typed. When the last line is there, the window must show what the
# recording of the same run draws, and must still do so after everything was drawn again (Ctrl-L).
set -u
work=$(mktemp -d)
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state TERM=xterm-256color COLORTERM=truecolor
unset TMUX CHAT_CLIENT_PASS CHAT_CLIENT_PASSWORD
trap 'window kill-server 2>/dev/null; kill $flood $listener 2>/dev/null; rm -rf "$work"' EXIT
flood= listener= failures=0

window() { tmux -u -S "$work/tmux" -f /dev/null "$@"; }
screen() { window capture-pane -p -t chat | sed 's/[[:space:]]*$//'; }
await() { # TEXT: until the screen has it
    for ((try = 0; try < 300; try++)); do
        screen | grep -qF -- "$1" && return
        sleep 0.1
    done
    echo "FAULT waited in vain for: $1"
    screen
    exit 1
}
resized() { # COLUMNS ROWS: tmux tells the program of a new size when it has stayed for a while
    window resize-window -t chat -x "$1" -y "$2"
    for ((try = 0; try < 300; try++)); do
        [ "$(stty size < "$(window display -p -t chat '#{pane_tty}')")" = "$2 $1" ] && return
        sleep 0.1
    done
    echo "FAULT the window did not become $1x$2"
    exit 1
}
model() { cp "$work/recording" "$work/copy"; $CLIENT replay "$work/copy" --text | sed 's/[[:space:]]*$//'; }
usage() { # nanoseconds, hundredths of a second of CPU that the client has used, and lines that came; nothing where /proc is not
    [ -r "/proc/$client/stat" ] || return
    echo "$(date +%s%N) $(sed 's/.*) //' "/proc/$client/stat" | awk '{ print $12 + $13 }') $(grep -c 'PRIVMSG #lobby' "$work/recording")"
}
figures() { # BEFORE AFTER: of two usages
    echo "$1 $2" | awk 'NF == 6 { s = ($4 - $1) / 1e9; printf ", %d lines a second with %.1f %% of a core", ($6 - $3) / s, ($5 - $2) / s }'
}
lines() { # 200 a second, in bursts as they come over a network
    for ((i = 0; ; i++)); do
        for j in 1 2 3 4 5 6 7 8 9 10; do
            printf 'PRIVMSG #lobby :%d %s\r\n' "$((i * 10 + j))" "short, 日本語 wide, é and שלום and 👍, https://example.org/$i, to the end"
        done
        sleep 0.03
    done
}

window new-session -d -s chat -x 80 -y 24 "exec $CLIENT $SERVER --nick watcher --record $work/recording"
client=$(window display -p -t chat '#{pane_pid}')
await '● watcher'
exec 3<>"/dev/tcp/${SERVER%:*}/${SERVER##*:}"
printf 'NICK talker\r\nUSER talker 0 * :talker\r\nJOIN #lobby\r\n' >&3
cat <&3 >/dev/null &
listener=$!

for size in ${SIZES:-80x24 40x10 120x40 200x50}; do
    columns=${size%x*} rows=${size#*x} faults=
    resized "$columns" "$rows"
    window send-keys -t chat -l "typed at $size"
    await "[#lobby] typed at $size"
    lines >&3 &
    flood=$!
    before=$(usage)
    for ((round = 0; round < ${ROUNDS:-20}; round++)); do
        window resize-window -t chat -x $((columns + RANDOM % 30 - 10)) -y $((rows + RANDOM % 10 - 4))
        sleep 0.1
    done
    after=$(usage)
    resized "$columns" "$rows"
    # A key is drawn at the new size, its row last.
    window send-keys -t chat -l '.'
    await "[#lobby] typed at $size."
    for ((look = 0; look < 20; look++)); do
        row=$(screen | tail -n 1)
        [ "$row" = "[#lobby] typed at $size." ] || faults+=" the input line was disturbed: '$row';"
    done
    kill $flood
    wait $flood 2>/dev/null
    printf '\r\nPRIVMSG #lobby :that was %s\r\n' "$size" >&3
    await "that was $size"
    screen > "$work/shown"
    model > "$work/expected"
    cmp -s "$work/shown" "$work/expected" || faults+=" tmux shows what the recording does not;"
    # The letter behind it is drawn when all the rest is.
    window send-keys -t chat C-l
    window send-keys -t chat -l '!'
    await "[#lobby] typed at $size.!"
    screen | sed 's/!$//' > "$work/redrawn"
    cmp -s "$work/shown" "$work/redrawn" || faults+=" drawn again it is another screen;"
    window send-keys -t chat C-u
    if [ -n "$faults" ]; then
        failures=$((failures + 1))
        echo "FAULT $size:$faults"
        diff "$work/expected" "$work/shown"
        diff "$work/shown" "$work/redrawn"
    else
        echo "ok    $size$(figures "$before" "$after")"
    fi
done
exit $((failures > 0))

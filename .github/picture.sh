#!/usr/bin/env bash
# Makes screen.svg beside this script: the client's screen in a real session of the two programs. Needs the .NET SDK, tmux and bash.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'tmux -S "$work/tmux" kill-server 2>/dev/null || true; kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
dotnet build -v quiet "$here/../src/ChatSockets.Server" -c Release -o "$work/bin" > "$work/build.log" || { cat "$work/build.log"; exit 1; }
dotnet build -v quiet "$here/../src/ChatSockets.Client" -c Release -o "$work/bin" > "$work/build.log" || { cat "$work/build.log"; exit 1; }
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
"$work/bin/chat-server" --port 0 --bind 127.0.0.1 --in-memory > "$work/listening" 2> "$work/server.log" &
server=$!
until grep -q listening "$work/listening"; do sleep 0.1; done
address=$(sed 's/listening on //' "$work/listening")

# Other people: each a client in a terminal of its own, in plain mode.
pane() { tmux -u -S "$work/tmux" -f /dev/null "$@"; }
join() { # NAME [ARGUMENT...]
    pane new-session -d -s "$1" -x 100 -y 24 "$work/bin/chat-client" --nick "$1" "${@:2}"
    until pane capture-pane -p -t "$1" | grep -q -E 'now in|joined'; do sleep 0.1; done
}
say() { # NAME TEXT
    pane send-keys -t "$1" -l "$2"
    pane send-keys -t "$1" Enter
    sleep 0.4
}
keys() { # KEY...
    for key in "$@"; do pane send-keys -t carl "$key"; sleep 0.3; done
}
printf '{ "networks": [{ "name": "localhost", "address": "%s", "rooms": ["#lobby", "#random"] }] }' "$address" > "$work/settings"
join alice "$address" --plain --room '#lobby' --room '#random'
say alice '/topic Welcome to the class of 2026'
join carl --config "$work/settings" --record "$work/recording"
join bob "$address" --plain --room '#lobby' --room '#random'
join nancy "$address" --plain
say alice 'morning all ☀️'
say bob '/last'
say bob '/reply 1 morning! coffee is ready ☕'
say bob '/react 1 wave'
say nancy '/last'
say nancy '/react 1 wave'
say bob 'did the build pass? https://example.org/builds/42'
keys M-Up r
say carl 'yes, all green :tada:'
say carl 'and the docs are up to date, too'
say nancy '/last'
say nancy '/react 4 tada'
say bob '/switch #random'
for line in 'lunch at noon?' 'the usual place' 'who is in?'; do say bob "$line"; done
say nancy '/msg carl could you look at my branch?'
say bob '/switch #lobby'
say bob '/me gets the projector'
say nancy 'おはよう! back from Tokyo 🗼'
say alice 'great. carl: will you show it at the meeting?'
pane send-keys -t carl -l 'sure, at two'
sleep 1
pane kill-session -t carl
"$work/bin/chat-client" replay "$work/recording" --svg > "$here/screen.svg"

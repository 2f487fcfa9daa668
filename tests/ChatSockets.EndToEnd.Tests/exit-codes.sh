#!/usr/bin/env bash
# What the exit code of chat-client says, one line a case. ExitCodeScriptTests starts the servers and runs it, with these variables:
# CLIENT, the command that starts chat-client; SERVER, a chat-server with the rooms below; LOCKED, one with a password; MUTE, which accepts
# connections and says nothing; DEAF, where nobody listens; LOSER, which lets everybody in and closes the connection at the first message;
# SILENT, which answers nothing after the first message.
set -u
unset CHAT_CLIENT_PASS CHAT_CLIENT_PASSWORD
failures=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

chat() { $CLIENT "$@"; }

is() { # CODE WHAT: compares the exit code of the last command
    local code=$?
    if [ "$code" -eq "$1" ]; then
        echo "ok    $1 $2"
    else
        echo "FAULT $2: exit code $code, should be $1: $(tail -n 3 "$log" | tr '\n' ' ')"
        failures=$((failures + 1))
    fi
}

# success
chat send "$SERVER" hello >"$log" 2>&1; is 0 "a line to the lobby"
chat send "$SERVER" hello --to owner >"$log" 2>&1; is 0 "a line to a person"
chat send "$SERVER" hello --room one --room two >"$log" 2>&1; is 0 "a line to two rooms"
chat send "$SERVER" hello --room keyed,sesame >"$log" 2>&1; is 0 "a room with its key"
echo hello | chat send "$SERVER" - >"$log" 2>&1; is 0 "the lines of standard input"
printf 'one\n/join #two\nthree\n' | chat "$SERVER" >"$log" 2>&1; is 0 "a pipe"
chat send "$SERVER" hello --room history --reply-to fqdv53j338gteyqmm080 >"$log" 2>&1; is 0 "an answer"
printf '/msg NickServ REGISTER correct-horse\n' | chat "$SERVER" --nick keeper >"$log" 2>&1; is 0 "an account"
keeper() { CHAT_CLIENT_PASSWORD=correct-horse chat "$@" --account keeper; }
keeper send "$SERVER" hello --once build-7 >"$log" 2>&1; is 0 "a line with an id"
keeper send "$SERVER" hello --once build-7 >"$log" 2>&1; is 0 "the same line with the same id"
printf '{"type":"message","text":"hi"}\n{"type":"join","room":"two"}\nplain\n' | chat "$SERVER" --json >"$log" 2>&1; is 0 "objects"
chat history "$SERVER" --room history >"$log" 2>&1; is 0 "history"
chat history "$SERVER" --room history --since 1h --count 1 --json >"$log" 2>&1; is 0 "the last line of the history"
chat history "$SERVER" --room empty >"$log" 2>&1; is 0 "the history of a room in which nothing was said"
chat send "ircs://$SERVER" hello >"$log" 2>&1; is 0 "TLS and nothing else"
chat who "$SERVER" --room history >"$log" 2>&1; is 0 "who"
chat who "$SERVER" --room history --room moderated --join --json >"$log" 2>&1; is 0 "who in two rooms, from within"
chat rooms "$SERVER" >"$log" 2>&1; is 0 "rooms"
chat rooms "$SERVER" --json >"$log" 2>&1; is 0 "rooms as objects"
chat ping "$SERVER" -c 1 >"$log" 2>&1; is 0 "ping"
chat ping "$SERVER" -c 1 --tcp >"$log" 2>&1; is 0 "ping over the connection"

# wrong usage: nothing is said
chat send "$SERVER" hello --nik ci >"$log" 2>&1; is 2 "an unknown option behind the text"
chat --nik ci "$SERVER" </dev/null >"$log" 2>&1; is 2 "an unknown option"
chat tail "$SERVER" --nik >"$log" 2>&1; is 2 "an unknown option of tail"
chat wait "$SERVER" --nik >"$log" 2>&1; is 2 "an unknown option of wait"
chat send "$SERVER" "" >"$log" 2>&1; is 2 "an empty text"
chat send "$SERVER" hello --to 'owner,#lobby' >"$log" 2>&1; is 2 "two targets in one"
chat send "$SERVER" hello --to '#no room' >"$log" 2>&1; is 2 "a target with a space"
chat send "$SERVER" hello --to owner --room one >"$log" 2>&1; is 2 "a target and a room"
chat wait "$SERVER" 'a(b' >"$log" 2>&1; is 2 "a bad regular expression"
chat tail "$SERVER" --since yesterday >"$log" 2>&1; is 2 "a bad time"
chat send "localhost:70000" hello >"$log" 2>&1; is 2 "a bad port"
chat send "$SERVER" hello --fingerprint SHA256:short >"$log" 2>&1; is 2 "a bad fingerprint"
chat send "$SERVER" hello --nick '1bot' >"$log" 2>&1; is 2 "a bad nickname"
chat send "$SERVER" hello --password-file /no/such/file >"$log" 2>&1; is 2 "a password file that is not there"
echo '/frobnicate' | chat "$SERVER" >"$log" 2>&1; is 2 "an unknown command in a pipe"
chat send "$SERVER" hello --once build-7 >"$log" 2>&1; is 2 "an id without an account"
chat send "$SERVER" hello --reply-to 'a b' >"$log" 2>&1; is 2 "a bad message id"
chat wait "$SERVER" hello --from 'a b' >"$log" 2>&1; is 2 "a bad nickname to wait for"
chat history "$SERVER" --since yesterday >"$log" 2>&1; is 2 "a bad time of history"
chat history "$SERVER" --count none >"$log" 2>&1; is 2 "a bad count of history"
chat who "$SERVER" --nik >"$log" 2>&1; is 2 "an unknown option of who"
chat rooms "$SERVER" --room one >"$log" 2>&1; is 2 "a room for rooms"
chat rooms "localhost:0" >"$log" 2>&1; is 2 "a bad port of rooms"
echo '{"type":"mesage","text":"hello"}' | chat "$SERVER" --json >"$log" 2>&1; is 2 "an object of an unknown type"
echo '{"type":"message","text":"hello"' | chat "$SERVER" --json >"$log" 2>&1; is 2 "half an object"
chat ping nosuch.invalid -c 1 >"$log" 2>&1; is 2 "ping of an unknown host, as ping's"
chat discover --port 0 >"$log" 2>&1; is 2 "a bad port of discover"

# no connection
chat ping "$DEAF" -c 1 --timeout 0.2 >"$log" 2>&1; is 1 "ping without an answer"
chat ping "$DEAF" -c 1 --tcp >"$log" 2>&1; is 1 "ping over a connection that is refused"
chat send "$DEAF" hello >"$log" 2>&1; is 1 "nobody listens"
chat send nosuch.invalid hello --timeout 20 >"$log" 2>&1; is 1 "an unknown host"
chat send "$LOSER" hello >"$log" 2>&1; is 5 "the connection is lost half-way"
echo hello | chat "$LOSER" >"$log" 2>&1; is 5 "the connection of a pipe is lost half-way"
echo '{"type":"message","text":"hello"}' | chat "$LOSER" --json >"$log" 2>&1; is 5 "the connection of a pipe of objects is lost half-way"
chat send "$SILENT" hello --timeout 1 >"$log" 2>&1; is 5 "a line without an echo"
for command in history who rooms tail; do
    chat $command "$DEAF" >"$log" 2>&1; is 1 "$command where nobody listens"
    chat $command nosuch.invalid --timeout 20 >"$log" 2>&1; is 1 "$command on an unknown host"
done

# time out
chat send "$MUTE" hello --timeout 1 >"$log" 2>&1; is 3 "send to a server that says nothing"
chat wait "$MUTE" hello --timeout 1 >"$log" 2>&1; is 3 "wait on a server that says nothing"
chat tail "$MUTE" --timeout 1 >"$log" 2>&1; is 3 "tail on a server that says nothing"
chat "$MUTE" --timeout 1 </dev/null >"$log" 2>&1; is 3 "a pipe to a server that says nothing"
chat wait "$SERVER" 'never said' --timeout 1 >"$log" 2>&1; is 3 "what is not said in time"
chat tail "$SERVER" --count 1 --timeout 1 >"$log" 2>&1; is 3 "too few lines in time"
for command in history who rooms; do
    chat $command "$MUTE" --timeout 1 >"$log" 2>&1; is 3 "$command on a server that says nothing"
done
chat who "$LOSER" --timeout 1 >"$log" 2>&1; is 3 "who without an answer"
chat rooms "$LOSER" --timeout 1 >"$log" 2>&1; is 3 "rooms without an answer"
chat wait "$SERVER" 'deploy now' --room history --since 1h --from nobody --timeout 1 >"$log" 2>&1; is 3 "what somebody else has said"

# what is played back is not new
chat wait "$SERVER" 'deploy now' --room history --timeout 1 >"$log" 2>&1; is 3 "a line that was said before"
chat wait "$SERVER" 'deploy now' --room history --since 1h --timeout 20 >"$log" 2>&1; is 0 "a line that was said before, and is asked for"
chat tail "$SERVER" --room history --count 1 --timeout 1 >"$log" 2>&1; is 3 "tail of a room with nothing new"

# the server says no
chat send "$SERVER" hello --room banned >"$log" 2>&1; is 4 "a ban"
chat send "$SERVER" hello --room moderated >"$log" 2>&1; is 4 "a room with +m"
chat send "$SERVER" hello --room keyed >"$log" 2>&1; is 4 "a room with a key"
chat send "$SERVER" hello --room keyed,wrong >"$log" 2>&1; is 4 "a wrong key"
chat send "$SERVER" hello --room one --room banned >"$log" 2>&1; is 4 "one room of two that says no"
chat send "$SERVER" hello --to nosuch >"$log" 2>&1; is 4 "no such nickname"
chat tail "$SERVER" --room banned >"$log" 2>&1; is 4 "tail in a room with a ban"
CHAT_CLIENT_PASS=wrong chat send "$LOCKED" hello >"$log" 2>&1; is 4 "a wrong password"
CHAT_CLIENT_PASSWORD=wrong chat send "$SERVER" hello --account nobody >"$log" 2>&1; is 4 "a wrong password of an account"
echo '/msg nosuch hi' | chat "$SERVER" >"$log" 2>&1; is 4 "no such nickname, in a pipe"
echo '/nick owner' | chat "$SERVER" >"$log" 2>&1; is 4 "a nickname that is taken, in a pipe"
echo hello | chat "$SERVER" --room moderated >"$log" 2>&1; is 4 "a room with +m, in a pipe"
printf '/join #banned\nhello\n' | chat "$SERVER" >"$log" 2>&1; is 4 "a command that is refused"
chat history "$SERVER" --room banned >"$log" 2>&1; is 4 "the history of a room with a ban"
chat history "$LOSER" >"$log" 2>&1; is 4 "the history of a server without one"
chat who "$SERVER" --room nosuch >"$log" 2>&1; is 4 "who is in a room that is not there"
chat who "$SERVER" --room secret >"$log" 2>&1; is 4 "who is in a secret room"
chat who "$SERVER" --room banned --join >"$log" 2>&1; is 4 "who is in a room with a ban, from within"
for command in history who rooms tail; do
    CHAT_CLIENT_PASS=wrong chat $command "$LOCKED" >"$log" 2>&1; is 4 "$command with a wrong password"
done
keeper send "$SERVER" 'something else' --once build-7 >"$log" 2>&1; is 4 "another line with the same id"
chat send "ircs://$LOSER" hello >"$log" 2>&1; is 4 "a server without TLS"
another=SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU
chat send "ircs://$SERVER" hello --fingerprint "$another" >"$log" 2>&1; is 4 "another key than the named one"
chat send "$LOSER" hello --reply-to m1 >"$log" 2>&1; is 4 "an answer on a server without tags"
keeper send "$LOSER" hello --once build-7 >"$log" 2>&1; is 4 "a log-in on a server without accounts"
echo '{"type":"message","to":"nosuch","text":"hi"}' | chat "$SERVER" --json >"$log" 2>&1; is 4 "no such nickname, in an object"
printf '{"type":"message","to":"nosuch","text":"hi"}\n{\n' | chat "$SERVER" --json >"$log" 2>&1; is 4 "no such nickname, and a mistake"

# signals
if command -v timeout >/dev/null; then
    timeout --preserve-status -s INT 3 $CLIENT tail "$SERVER" >"$log" 2>&1; is 130 "SIGINT"
    timeout --preserve-status -s TERM 3 $CLIENT wait "$SERVER" 'never said' >"$log" 2>&1; is 143 "SIGTERM"
    echo hello | timeout --preserve-status -s INT 3 $CLIENT send "$SILENT" - --timeout 30 >"$log" 2>&1; is 130 "SIGINT before the echo"
    seq 1 20000 | timeout --preserve-status -s TERM -k 12 4 $CLIENT "$SERVER" --room loud 2>"$log" | sleep 14
    (exit "${PIPESTATUS[1]}"); is 143 "SIGTERM while nobody reads the output"
fi

# the streams
chat tail "$SERVER" --room history --since 1h --timeout 30 2>"$log" | head -n 1 >/dev/null; (exit "${PIPESTATUS[0]}"); is 0 "tail | head -1"
chat history "$SERVER" --room history 2>"$log" | head -n 1 >/dev/null; (exit "${PIPESTATUS[0]}"); is 0 "history | head -1"
chat rooms "$SERVER" 2>"$log" | head -n 1 >/dev/null; (exit "${PIPESTATUS[0]}"); is 0 "rooms | head -1"
chat "$SERVER" 2>"$log" </ >/dev/null; is 1 "an input that cannot be read"
chat send "$SERVER" - 2>"$log" </ ; is 1 "an input of send that cannot be read"
if [ "$(uname)" = Linux ]; then
    chat "$SERVER" <&- >/dev/null 2>"$log"; is 1 "a closed input"
    chat "$SERVER" </dev/null >&- 2>"$log"; is 1 "a closed output"
    chat "$SERVER" </dev/null >/dev/null 2>&-; is 0 "a closed standard error"
    chat send "$SERVER" hello --to nosuch 2>&-; is 4 "a closed standard error, and no such nickname"
    chat "$SERVER" </dev/null >/dev/full 2>"$log"; is 1 "a full output"
    chat tail "$SERVER" --room history --since 1h --timeout 20 >/dev/full 2>"$log"; is 1 "a full output of tail"
    chat tail "$SERVER" --room history --since 1h --count 1 >/dev/full 2>"$log"; is 1 "a full output of the last line of tail"
    chat history "$SERVER" --room history >/dev/full 2>"$log"; is 1 "a full output of history"
    chat who "$SERVER" --room history >/dev/full 2>"$log"; is 1 "a full output of who"
    chat rooms "$SERVER" --json >/dev/full 2>"$log"; is 1 "a full output of rooms"
    chat send "$SERVER" hello --json >/dev/full 2>"$log"; is 1 "a full output of send --json"
    chat rooms "$SERVER" >&- 2>"$log"; is 1 "a closed output of rooms"
    chat send "$SERVER" - <&- >/dev/null 2>"$log"; is 1 "a closed input of send"
    chat history "$SERVER" --room history <&- >/dev/null 2>"$log"; is 0 "a closed input of history, which reads none"
    chat --help >/dev/full 2>"$log"; is 1 "a full output of --help"
    chat send "$SERVER" hello --to nosuch 2>/dev/full; is 4 "a full standard error"
    chat send "$SERVER" "" 2>/dev/full; is 2 "a full standard error, and wrong usage"
fi

[ "$failures" -eq 0 ]

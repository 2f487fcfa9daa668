#!/usr/bin/env bash
# The benchmark's big table: builds chat-server ahead of time, as it is shipped, and measures it beside the peers that are installed.
# Arguments are those of `chat-bench table`, such as --short or --markdown FILE. Needs clang or gcc, and zlib's headers (zlib1g-dev).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
server=$(mktemp -d)
trap 'rm -rf "$server"' EXIT

compiler=clang
command -v clang > /dev/null || compiler=gcc
dotnet publish "$root/src/ChatSockets.Server" -c Release -o "$server" -p:PublishAot=true -p:PublishReadyToRun=false \
    -p:CppCompilerAndLinker="$compiler" --use-current-runtime >&2
dotnet build -c Release "$root/tests/ChatSockets.Benchmarks" >&2
dotnet "$root/tests/ChatSockets.Benchmarks/bin/Release/net10.0/chat-bench.dll" table --binary "$server/chat-server" "$@"

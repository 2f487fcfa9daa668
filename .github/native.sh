#!/usr/bin/env bash
# Publishes both programs as native single files and runs the end-to-end tests against them: native.sh RID FOLDER
# Needs the .NET SDK and clang (gcc on Linux); SQLITE names the folder of SQLite's amalgamation (sqlite.sh).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rid=$1 folder=$2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet publish src/ChatSockets.Server --configuration Release --runtime "$rid" -p:Native=true -p:SqliteSource="$SQLITE" --output "$folder"
dotnet publish src/ChatSockets.Client --configuration Release --runtime "$rid" -p:Native=true --output "$folder"
ls -l "$folder"
if [ "${SKIP_TESTS:-}" != 1 ]; then
    CHATSOCKETS_PROGRAMS=$(cd "$folder" && pwd) dotnet test tests/ChatSockets.EndToEnd.Tests
fi

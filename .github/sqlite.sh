#!/usr/bin/env bash
# Fetches SQLite's amalgamation into a folder, for native programs with SQLite inside: sqlite.sh FOLDER
# It is the version that the package SourceGear.sqlite3 has, which lies beside the programs otherwise.
set -euo pipefail

folder=$1
archive=sqlite-amalgamation-3500400
hash=1d3049dd0f830a025a53105fc79fd2ab9431aea99e137809d064d8ee8356b032

mkdir -p "$folder"
curl --fail --silent --show-error --location --retry 3 --output "$folder/sqlite.zip" "https://www.sqlite.org/2025/$archive.zip"
if command -v sha256sum >/dev/null; then sum=$(sha256sum "$folder/sqlite.zip"); else sum=$(shasum -a 256 "$folder/sqlite.zip"); fi
if [ "${sum%% *}" != "$hash" ]; then
    echo "sqlite.sh: $archive.zip is not what it was: ${sum%% *}." >&2
    exit 1
fi
unzip -q -j -o "$folder/sqlite.zip" "$archive/sqlite3.c" "$archive/sqlite3.h" -d "$folder"

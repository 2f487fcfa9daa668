#!/usr/bin/env bash
# Prints what the changelog says of a version: release-notes.sh 0.1.0
# Fails if it says nothing of it, so that nothing is released that nobody described.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

notes=$(awk -v heading="## [$1]" '
    index($0, heading) == 1 { inside = 1; next }
    inside && /^## / { exit }
    inside { print }' CHANGELOG.md)
if [ -z "${notes//[[:space:]]/}" ]; then
    echo "release-notes.sh: CHANGELOG.md has no section ## [$1] with text." >&2
    exit 1
fi
printf '%s\n' "$notes" | sed -e '/./,$!d'

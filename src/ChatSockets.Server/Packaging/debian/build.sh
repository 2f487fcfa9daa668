#!/usr/bin/env bash
# Builds the Debian package of both programs: build.sh PROGRAMS OUT.deb
# PROGRAMS is the folder that has the native chat-server and chat-client, each one file:
#   dotnet publish src/ChatSockets.Server -r linux-x64 -p:Native=true -p:SqliteSource=DIR -o PROGRAMS
#   dotnet publish src/ChatSockets.Client -r linux-x64 -p:Native=true -o PROGRAMS
# The same programs make the same package: times are SOURCE_DATE_EPOCH, or those of the last commit.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: build.sh PROGRAMS OUT.deb" >&2
    exit 2
fi
programs=$1 out=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../../../.." && pwd)
server=$top/src/ChatSockets.Server client=$top/src/ChatSockets.Client
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$top/Directory.Build.props")
architecture=${DEB_ARCH:-$(dpkg --print-architecture)}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct)}

for program in chat-server chat-client; do
    if [ ! -x "$programs/$program" ]; then
        echo "build.sh: there is no $programs/$program: publish it first, as the head of this script says." >&2
        exit 1
    fi
done

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 0755 "$root"
place() { install -D -m "$1" "$2" "$root/$3"; }

place 0755 "$programs/chat-server" usr/bin/chat-server
place 0755 "$programs/chat-client" usr/bin/chat-client
place 0644 "$server/Packaging/systemd/chat-server.service" usr/lib/systemd/system/chat-server.service
place 0644 "$server/Packaging/systemd/chat-server.socket" usr/lib/systemd/system/chat-server.socket
place 0640 "$here/chat-server.json" etc/chat-server/chat-server.json
place 0644 "$server/Configuration/chat-server.schema.json" usr/share/chatsockets/chat-server.schema.json
for program in server client; do
    folder=$top/src/ChatSockets.${program^}/Packaging
    mkdir -p "$root/usr/share/man/man1"
    gzip -9n <"$folder/man/chat-$program.1" >"$root/usr/share/man/man1/chat-$program.1.gz"
    place 0644 "$folder/completions/chat-$program.bash" "usr/share/bash-completion/completions/chat-$program"
    place 0644 "$folder/completions/_chat-$program" "usr/share/zsh/vendor-completions/_chat-$program"
    place 0644 "$folder/completions/chat-$program.fish" "usr/share/fish/vendor_completions.d/chat-$program.fish"
done
documents=usr/share/doc/chatsockets
place 0644 "$server/README.md" $documents/chat-server.md
place 0644 "$client/README.md" $documents/chat-client.md
place 0644 "$top/LICENSE" $documents/copyright
place 0644 "$top/.github/CHANGELOG.md" $documents/CHANGELOG.md
place 0644 "$server/Configuration/chat-server.example.json" $documents/examples/chat-server.example.json
place 0644 "$server/Packaging/grafana-dashboard.json" $documents/examples/grafana-dashboard.json
place 0644 "$server/Packaging/avahi/chat-server.service" $documents/examples/avahi/chat-server.service
place 0644 "$server/Packaging/fail2ban/filter.d/chat-server.conf" $documents/examples/fail2ban/filter.d/chat-server.conf
place 0644 "$server/Packaging/fail2ban/jail.d/chat-server.conf" $documents/examples/fail2ban/jail.d/chat-server.conf
chmod 0644 "$root"/usr/share/man/man1/*

mkdir "$root/DEBIAN"
for script in postinst prerm postrm; do place 0755 "$here/$script" DEBIAN/$script; done
echo /etc/chat-server/chat-server.json >"$root/DEBIAN/conffiles"
size=$(du -k -s --exclude=DEBIAN "$root" | cut -f1)
sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/" "$here/control" >"$root/DEBIAN/control"
(cd "$root" && find . -type f -not -path './DEBIAN/*' -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$root" "$out"

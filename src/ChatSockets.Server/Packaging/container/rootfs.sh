#!/bin/sh
# Puts together what a container of the native chat-server needs and nothing else: rootfs.sh FOLDER
# FOLDER has chat-server at /usr/bin. What it is linked to and the TLS library, which it loads, come from the system that runs this.
set -eu

root=$1
copy() { # a file with its folders, links followed
    mkdir -p "$root$(dirname "$1")"
    cp -L "$1" "$root$1"
}

for library in $(ldd "$root/usr/bin/chat-server" | awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^\//) print $i }'); do copy "$library"; done
libraries=$(dirname "$(find /usr/lib /lib -name libssl.so.3 | head -n 1)")
for library in libssl.so.3 libcrypto.so.3; do copy "$libraries/$library"; done
copy /etc/ssl/certs/ca-certificates.crt
mkdir -p "$root/usr/share" "$root/etc" "$root/data" "$root/tmp"
cp -r /usr/share/zoneinfo "$root/usr/share/"
echo 'chat:x:10001:10001::/data:/nonexistent' >"$root/etc/passwd"
echo 'chat:x:10001:' >"$root/etc/group"
chown 10001:10001 "$root/data"
chmod 0700 "$root/data"
chmod 1777 "$root/tmp"

#!/usr/bin/env bash
# Packs a binary as a release has it, with its checksum beside it.
#
#   archive.sh TARGET VERSION BINARY FOLDER
set -euo pipefail

target=$1 version=$2 binary=$3 folder=$4
root=$(cd "$(dirname "$0")/../.." && pwd)
name=helm-obo-$target-v$version
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

mkdir -p "$stage/$name" "$folder"
folder=$(cd "$folder" && pwd)
cp "$binary" "$root/LICENSE" "$root/README.md" "$stage/$name/"
cd "$stage"
case $target in
  *-windows-*)
    archive=$name.zip
    if command -v zip >/dev/null; then
      zip -qr "$archive" "$name"
    else
      7z a -bso0 -tzip "$archive" "$name"
    fi
    ;;
  *)
    archive=$name.tgz
    tar -czf "$archive" "$name"
    ;;
esac
sum=$( (sha256sum "$archive" 2>/dev/null || shasum -a 256 "$archive") | cut -d ' ' -f 1)
printf '%s  %s\n' "$sum" "$archive" >"$archive.sha256"
mv "$archive" "$archive.sha256" "$folder/"
echo "$folder/$archive"

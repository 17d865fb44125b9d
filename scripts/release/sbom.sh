#!/usr/bin/env bash
# Writes what the program is made of, as CycloneDX: all crates of all targets. Needs `cargo cyclonedx`.
#
#   sbom.sh VERSION FOLDER
set -euo pipefail

version=$1 folder=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
name=helm-obo-v$version.cdx

mkdir -p "$folder"
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
cargo cyclonedx --quiet --manifest-path "$root/Cargo.toml" --format json --spec-version 1.5 --target all --no-build-deps \
  --override-filename "$name"
# Where it was built is nobody's concern.
sed -e "s#path+file://$root#helm-obo#g" -e 's#?download_url=file://\.##g' "$root/$name.json" >"$folder/$name.json"
rm "$root/$name.json"
echo "$folder/$name.json"

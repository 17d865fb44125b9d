#!/usr/bin/env bash
# Builds the container image from the archives of Linux in a folder, as the manifest list NAME with one image for each of them.
# Needs buildah; nothing runs while it builds, so another architecture needs no emulator.
#
#   image.sh VERSION OWNER/REPOSITORY ARCHIVES NAME
set -euo pipefail

version=$1 repository=$2 archives=$3 name=$4
here=$(cd "$(dirname "$0")" && pwd)
revision=$(git -C "$here" rev-parse HEAD)
# The same archives make the same image.
time=$(git -C "$here" log -1 --format=%ct)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

platforms=()
for pair in x86_64=amd64 aarch64=arm64; do
  archive=$archives/helm-obo-${pair%=*}-unknown-linux-musl-v$version.tgz
  [[ -f $archive ]] || continue
  mkdir "$context/${pair#*=}"
  tar -xzf "$archive" -C "$context/${pair#*=}" --strip-components 1
  platforms+=("linux/${pair#*=}")
done
[[ ${#platforms[@]} -gt 0 ]] || { echo "::error::no archive of Linux is in $archives" >&2; exit 1; }

labels=()
label() { labels+=(--label "org.opencontainers.image.$1=$2"); }
label title helm-obo
label description 'Lints the kagent agents that Helm values and manifests define'
label version "$version"
label revision "$revision"
label licenses Apache-2.0
label source "https://github.com/$repository"
label documentation "https://github.com/$repository/tree/v$version/docs"

for platform in "${platforms[@]}"; do
  buildah build --isolation chroot --platform "$platform" --timestamp "$time" --manifest "$name" "${labels[@]}" \
    --file "$here/Containerfile" "$context"
done

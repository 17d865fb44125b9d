#!/usr/bin/env bash
# Prints `moving=…` for a tag: which of the names `0`, `0.1` and `latest` move to it. A pre-release gets none, and none moves back to an
# older release: every tag in the repository counts as one.
#
#   moving.sh TAG
set -euo pipefail

tag=$1
release='^v[0-9]+\.[0-9]+\.[0-9]+$'
if [[ ! $tag =~ $release ]]; then
  echo moving=
  exit
fi
IFS=. read -r major minor _ <<<"${tag#v}"
releases=$( (git tag --list 'v*' && echo "$tag") | grep -E "$release")

# Whether no release whose tag begins so is higher.
is_highest() {
  [[ $(grep "^${1//./\\.}" <<<"$releases" | sort -V | tail -n 1) == "$tag" ]]
}

names=()
! is_highest "v$major." || names+=("$major")
! is_highest "v$major.$minor." || names+=("$major.$minor")
! is_highest v || names+=(latest)
echo "moving=${names[*]-}"

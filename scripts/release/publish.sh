#!/usr/bin/env bash
# Publishes the files of a folder as the release of a tag on GitHub: all of them, or none, since the release is a draft until they are
# there. A release that is published already stays as it is.
#
#   publish.sh TAG FOLDER MOVING        MOVING are the names that moving.sh prints
#
# Needs `gh`, and what that needs: GH_TOKEN and GH_REPO.
set -euo pipefail

tag=$1 folder=$2 moving=$3
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# Whether the release is a draft, or `none`. What gh could not ask is no answer.
state() {
  gh release view "$tag" --json isDraft --jq .isDraft 2>"$said" && return
  grep -qxF 'release not found' "$said" && echo none && return
  cat "$said" >&2
  return 1
}

state=$(state)
case $state in
  false)
    echo "::notice::the release $tag is published already, and stays as it is"
    exit
    ;;
  none) gh release create "$tag" --draft --verify-tag --title "$tag" --generate-notes ;;
esac
gh release upload "$tag" --clobber "$folder"/*

kind=(--latest=false)
[[ " $moving " != *' latest '* ]] || kind=(--latest)
[[ $tag != *-* ]] || kind=(--prerelease)
gh release edit "$tag" --draft=false --verify-tag "${kind[@]}"

#!/usr/bin/env bash
# Moves the tag of the major version, such as `v0`, to a commit on GitHub, or makes it there, if it is among the moving names.
#
#   move-tags.sh MOVING COMMIT        MOVING are the names that moving.sh prints
#
# A workflow's token may be forbidden to put a tag on a commit whose workflows are those of no branch, as when they were changed after
# the release was tagged. That is a warning: the release is there, and the tag can be moved by hand.
#
# Needs `gh`, and what that needs: GH_TOKEN and GH_REPO.
set -euo pipefail

moving=$1 commit=$2
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# What gh is asked, unless GitHub answers with the status that is given first: then 1.
unless() {
  local status=$1
  shift
  gh api "$@" --silent 2>"$said" && return
  cat "$said" >&2
  grep -qF "(HTTP $status)" "$said" && return 1
  exit 1
}

for name in $moving; do
  [[ $name =~ ^[0-9]+$ ]] || continue
  if unless 404 "repos/$GH_REPO/git/ref/tags/v$name"; then
    move=(--method PATCH "repos/$GH_REPO/git/refs/tags/v$name" -f "sha=$commit" -F force=true)
  else
    move=(--method POST "repos/$GH_REPO/git/refs" -f "ref=refs/tags/v$name" -f "sha=$commit")
  fi
  if unless 403 "${move[@]}"; then
    echo "v$name is at $commit"
  else
    echo "::warning::GitHub forbids to move the tag v$name. By hand: git push --force origin $commit:refs/tags/v$name"
  fi
done

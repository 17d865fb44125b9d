#!/usr/bin/env bash
# Moves the tag of the major version, such as `v0`, to a commit on GitHub, or makes it there, if it is among the moving names.
#
#   move-tags.sh MOVING COMMIT        MOVING are the names that moving.sh prints
#
# Needs `gh`, and what that needs: GH_TOKEN and GH_REPO.
set -euo pipefail

moving=$1 commit=$2

for name in $moving; do
  [[ $name =~ ^[0-9]+$ ]] || continue
  if gh api "repos/$GH_REPO/git/ref/tags/v$name" --silent 2>/dev/null; then
    gh api --method PATCH "repos/$GH_REPO/git/refs/tags/v$name" --silent -f "sha=$commit" -F force=true
  else
    gh api --method POST "repos/$GH_REPO/git/refs" --silent -f "ref=refs/tags/v$name" -f "sha=$commit"
  fi
  echo "v$name is at $commit"
done

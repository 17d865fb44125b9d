#!/usr/bin/env bash
# Commits what was changed in a clone of another repository, and pushes it; with a tag, tags that commit too. Without a change
# nothing is committed, and a tag that is there stays where it is.
#
#   push.sh CLONE MESSAGE [TAG]
set -euo pipefail

clone=$1 message=$2 tag=${3-}
cd "$clone"

if [[ -n $tag ]] && git ls-remote --exit-code origin "refs/tags/$tag" >/dev/null; then
  echo "::notice::the tag $tag is there already, and stays as it is"
  exit
fi
git add --all
if git diff --cached --quiet; then
  echo '::notice::nothing is new'
else
  git -c user.name=helm-obo -c user.email=helm-obo@users.noreply.github.com commit --quiet --message "$message"
fi
[[ -z $tag ]] || git tag --force "$tag"
git push --quiet --atomic origin HEAD ${tag:+"refs/tags/$tag"}

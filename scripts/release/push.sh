#!/usr/bin/env bash
# Commits what was changed in a clone of another repository, and pushes it; with a tag, tags that commit too. Without a change
# nothing is committed, and a tag that is there stays where it is.
#
#   push.sh CLONE MESSAGE [TAG MOVING]        MOVING are the names that moving.sh prints
#
# The branch follows the latest release: of other ones the tag alone is pushed, since `pre-commit autoupdate` goes by the branch.
set -euo pipefail

clone=$1 message=$2 tag=${3-} moving=${4-latest}
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
branch=HEAD
[[ " $moving " == *' latest '* ]] || branch=
git push --quiet --atomic origin $branch ${tag:+"refs/tags/$tag"}

#!/usr/bin/env bash
# Pushes a manifest list that image.sh made as IMAGE:VERSION, has the moving tags point to it, and prints `name=` and `digest=` of it.
# A version that is there already stays as it is.
#
#   push-image.sh VERSION MOVING NAME IMAGE        MOVING are the names that moving.sh prints
#
# Needs buildah and skopeo, which are logged in.
set -euo pipefail

version=$1 moving=$2 name=$3 image=$4

# Whether the version is there; ends the script where the registry does not say.
is_there() {
  local said
  said=$(skopeo inspect --raw "docker://$image:$version" 2>&1 >/dev/null) && return
  grep -qE '(manifest|name) unknown' <<<"$said" && return 1
  echo "::error::whether $image:$version is there is unknown: $said" >&2
  exit 1
}

if is_there; then
  echo "::notice::$image:$version is there already, and stays as it is" >&2
else
  buildah manifest push --quiet --all "$name" "docker://$image:$version" >&2
fi
for tag in $moving; do
  skopeo copy --quiet --all "docker://$image:$version" "docker://$image:$tag" >&2
done
digest=$(skopeo inspect --raw "docker://$image:$version" | sha256sum | cut -d ' ' -f 1)
echo "name=$image"
echo "digest=sha256:$digest"

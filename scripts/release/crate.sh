#!/usr/bin/env bash
# Prints `published=true` if crates.io has a version of the crate, else `published=false`.
#
#   crate.sh VERSION
set -euo pipefail

version=$1
index=${HELM_OBO_CRATES_INDEX:-https://index.crates.io}/he/lm/helm-obo
versions=$(mktemp)
trap 'rm -f "$versions"' EXIT

code=$(curl --silent --show-error --location --retry 3 --write-out '%{http_code}' --output "$versions" "$index")
case $code in
  200) ;;
  404)
    echo '::error::crates.io has no crate helm-obo: the first version is published by hand, by somebody whom it then belongs to' >&2
    exit 1
    ;;
  *)
    echo "::error::$index answers $code" >&2
    exit 1
    ;;
esac
if grep -qF "\"vers\":\"$version\"" "$versions"; then
  echo "::notice::crates.io has helm-obo $version already" >&2
  echo published=true
else
  echo published=false
fi

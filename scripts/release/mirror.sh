#!/usr/bin/env bash
# Writes what pre-commit/ holds into a checkout of the mirror repository, for a version whose wheels are published.
#
#   mirror.sh VERSION FOLDER
#
# On GitHub it takes the owner from GITHUB_REPOSITORY; elsewhere the pages say OWNER.
set -euo pipefail

version=$1
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/../.."

repository=${GITHUB_REPOSITORY:-OWNER/helm-obo}
cp LICENSE pre-commit/.pre-commit-hooks.yaml "$folder/"
sed "s/\"helm-obo==[^\"]*\"/\"helm-obo==$version\"/" pre-commit/pyproject.toml >"$folder/pyproject.toml"
sed -e 's| OWNER is the account that keeps the repository\.||' -e "s|OWNER/|${repository%%/*}/|g" \
  -e "s/rev: v[0-9][^ ]*/rev: v$version/" -e "s|/blob/v[^/]*/|/blob/v$version/|" pre-commit/README.md >"$folder/README.md"

#!/usr/bin/env bash
# Says in this checkout which repository it is of, before its crate and its wheels are built: crates.io and PyPI show it,
# cargo binstall gets the release from it, and the links of the README lead to the version's pages.
#
#   repository.sh OWNER/NAME
set -euo pipefail
cd "$(dirname "$0")/../.."

name=$1
if [[ ! $name =~ ^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$ ]]; then
  echo "repository.sh: \`$name\` is not OWNER/NAME" >&2
  exit 2
fi
url=https://github.com/$name
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)

rewrite() {
  local file=$1
  shift
  sed "$@" "$file" >"$file.new"
  cat "$file.new" >"$file"
  rm "$file.new"
}
rewrite Cargo.toml -e '/^repository = /d' -e "s|^readme = .*|&\nrepository = \"$url\"|"
rewrite README.md -E \
  -e 's| OWNER is the account that keeps this repository\.||' \
  -e "s|OWNER/helm-obo|$name|g" \
  -e "s|\]\(([A-Za-z0-9_./-]+(#[^)]*)?)\)|](${url}/blob/v${version}/\1)|g"

#!/usr/bin/env bash
# Writes a version wherever the repository names its own: in what builds, and in the pages.
#
#   set-version.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/../.."

new=$1
old=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
number='(0|[1-9][0-9]*)'
word="($number|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
if [[ ! $new =~ ^$number\.$number\.$number(-$word(\.$word)*)?$ ]]; then
  echo "set-version.sh: \`$new\` is no version such as $old" >&2
  exit 2
fi
from=${old//./\\.}

# A file is replaced whole, or stays as it is.
written=
trap '[[ -z $written ]] || rm -f "$written"' EXIT
rewrite() {
  local file=$1
  shift
  written=$file.new
  cp -p "$file" "$written"
  sed -E "$@" "$file" >"$written"
  mv "$written" "$file"
}
rewrite Cargo.toml -e "s/^version = \"$from\"/version = \"$new\"/"
rewrite Cargo.lock -e "/^name = \"helm-obo\"/{n;s/\"$from\"/\"$new\"/;}"
rewrite plugin.yaml -e "s/^version: $from\$/version: $new/"
rewrite pre-commit/pyproject.toml -e "s/==$from\"/==$new\"/"
rewrite action.yml -e "s/such as \`$from\`/such as \`$new\`/"
# Pages name the versions of much else: only what is ours is written.
for page in README.md pre-commit/README.md docs/*.md; do
  rewrite "$page" -e "s#(helm-obo@(COMMIT \# )?v|helm-obo[^ ]*-v|rev: v|--tag v|VERSION: v|blob/v|download/v|the tag \`v|the image \`|--version |version = \"|helm-obo(==|:))$from#\1$new#g"
done

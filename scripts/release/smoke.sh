#!/usr/bin/env bash
# Tries an archive or a wheel before it is released: its program starts, is of the version, and finds what is broken.
#
#   smoke.sh VERSION FILE
set -euo pipefail

version=$1 file=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "::error::$(basename "$file"): $1" >&2
  exit 1
}

case $file in
  *.zip | *.whl) unzip -q "$file" -d "$work" ;;
  *) tar -xzf "$file" -C "$work" ;;
esac
program=$(find "$work" -type f \( -name helm-obo -o -name helm-obo.exe \))
[[ -x $program ]] || fail 'it holds no program'

said=$("$program" --version) || fail 'it does not run'
read -r name number _ <<<"$said"
[[ "$name $number" == "helm-obo $version" ]] || fail "it is not version $version, but says $said"
status=0
"$program" lint "$root/fixtures/broken" >"$work/report" || status=$?
if [[ $status -ne 1 ]] || ! grep -qF 'error[obo-missing]' "$work/report"; then
  cat "$work/report" >&2
  fail "it does not find the mistakes of fixtures/broken, and ends with status $status"
fi
echo "$(basename "$file"): $said"

#!/usr/bin/env bash
# Packs the source as PyPI has it, for platforms without a wheel, and prints its path. Needs cargo and Python 3.11.
#
#   sdist.sh FOLDER
set -euo pipefail

mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
python3 -m venv "$stage/venv"
"$stage/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r scripts/release/wheel.txt >&2
"$stage/venv/bin/maturin" sdist --out "$folder" >&2
echo "$folder"/helm_obo-*.tar.gz

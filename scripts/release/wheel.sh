#!/usr/bin/env bash
# Builds the wheel of a target as a release has it, and prints its path. The binary in it is target/TARGET/dist/helm-obo, too.
#
#   wheel.sh TARGET FOLDER
#
# Needs cargo, the target's standard library and Python 3.11. On Linux zig compiles and links, for the oldest glibc that
# manylinux2014 allows, and for musl.
set -euo pipefail

target=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/../.."

python=$(command -v python3 || command -v python)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
"$python" -m venv "$stage/venv"
for bin in bin Scripts; do
  [[ ! -d $stage/venv/$bin ]] || PATH=$stage/venv/$bin:$PATH
done
pip install --quiet --disable-pip-version-check --require-hashes -r scripts/release/wheel.txt >&2

case $target in
  *-linux-gnu) options=(--zig --compatibility manylinux2014) ;;
  *-linux-musl) options=(--zig --compatibility musllinux_1_2) ;;
  *) options=() ;;
esac
maturin build --profile dist --locked --target "$target" --out "$stage/wheels" ${options[@]+"${options[@]}"} >&2
wheel=$(cd "$stage/wheels" && echo *.whl)
mv "$stage/wheels/$wheel" "$folder/"
echo "$folder/$wheel"

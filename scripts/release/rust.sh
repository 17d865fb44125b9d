#!/usr/bin/env bash
# Installs stable Rust for a target on a runner, and rustup first where that is missing, as on Windows for Arm.
#
#   rust.sh [TARGET]
#
# Only for runners of GitHub: it brings the toolchain `stable` up to date, which elsewhere is somebody's own. There it refuses.
set -euo pipefail

if [[ ${GITHUB_ACTIONS-} != true ]]; then
  echo "rust.sh: this would update this machine's toolchain stable; it is for runners of GitHub only" >&2
  exit 2
fi

if ! command -v rustup >/dev/null; then
  address=https://static.rust-lang.org/rustup/dist/aarch64-pc-windows-msvc/rustup-init.exe
  setup=$(mktemp -d)
  curl --silent --show-error --fail --location --retry 3 --proto =https --output "$setup/rustup-init.exe" "$address"
  curl --silent --show-error --fail --location --retry 3 --proto =https --output "$setup/sum" "$address.sha256"
  echo "$(cut -d ' ' -f 1 "$setup/sum") *$setup/rustup-init.exe" | sha256sum --check --quiet
  "$setup/rustup-init.exe" -y --quiet --profile minimal --default-toolchain none --no-modify-path
  bin=${CARGO_HOME:-$USERPROFILE/.cargo}/bin
  cygpath -w "$bin" >>"$GITHUB_PATH"
  PATH=$(cygpath -u "$bin"):$PATH
fi
rustup toolchain install stable --profile minimal --no-self-update
[[ -z ${1-} ]] || rustup target add --toolchain stable "$1"

#!/usr/bin/env bash
# Prints `version=…` for a tag, where all that names the project's version agrees with it.
#
#   version.sh TAG
set -euo pipefail
cd "$(dirname "$0")/../.."

tag=$1
crate=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
plugin=$(sed -n 's/^version: *"\{0,1\}\([^" ]*\).*$/\1/p' plugin.yaml)
hooks=$(sed -n 's/^dependencies = \["helm-obo==\(.*\)"\]$/\1/p' pre-commit/pyproject.toml)

for version in "Cargo.toml=$crate" "plugin.yaml=$plugin" "pre-commit/pyproject.toml=$hooks"; do
  if [[ v${version#*=} != "$tag" ]]; then
    echo "::error::the tag is $tag, but ${version%%=*} says ${version#*=}" >&2
    exit 1
  fi
done
echo "version=$crate"

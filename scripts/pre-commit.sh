#!/bin/sh
# Runs helm-obo for a hook of pre-commit. When the hook is first used, scripts/install.sh gets it: a copy of one on PATH, else the
# release whose SHA-256 agrees, else what cargo builds.
set -eu

here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
binary=$here/bin/helm-obo
case $(uname -s) in MINGW* | MSYS* | CYGWIN*) binary=$binary.exe ;; esac

# Under Helm's own plugins this variable names another folder.
unset HELM_PLUGIN_DIR
[ -x "$binary" ] || sh "$here/scripts/install.sh" pre-commit >&2
exec "$binary" "$@"

# shellcheck shell=bash disable=SC2034,SC2154
# What the cases share. Sourced by `run`, which sets $project, $binary and $version.

# Nothing that the user has set changes what a case sees.
for name in $(compgen -e HELM_) CARGO_TARGET_DIR CARGO_BUILD_TARGET GIT_CONFIG_GLOBAL KUBECONFIG NO_COLOR; do unset "$name"; done

root=$(mktemp -d)
servers=()
leave() {
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; done
  rm -rf "$root"
}
trap leave EXIT

# A new folder for each case; the one before goes, since binaries are large.
cases=0
case_of() {
  cases=$((cases + 1))
  title=$1
  echo "- $title"
  tmp=$root/case
  rm -rf "$tmp"
  # What is left in it after a case was forgotten by the script.
  export TMPDIR=$tmp/tmp
  mkdir -p "$TMPDIR"
}

fail() {
  {
    echo "FAILED: $title: $*"
    echo "--- standard output"
    cat "$root/out"
    echo "--- standard error"
    cat "$root/err"
  } >&2
  exit 1
}

# Runs a command, and expects its exit status.
expect() {
  local expected=$1 status=0
  shift
  "$@" >"$root/out" 2>"$root/err" </dev/null || status=$?
  [ "$status" = "$expected" ] || fail "\`$*\` left with status $status, not $expected"
}

out_has() { grep -qF -- "$1" "$root/out" || fail "standard output lacks: $1"; }
err_has() { grep -qF -- "$1" "$root/err" || fail "standard error lacks: $1"; }
nothing_has() { ! grep -qF -- "$1" "$root/out" "$root/err" || fail "the output holds: $1"; }
err_is_empty() { [ ! -s "$root/err" ] || fail "standard error is not empty"; }
is_same() { cmp -s "$1" "$2" || fail "$1 is not $2"; }
is_absent() { [ ! -e "$1" ] && [ ! -L "$1" ] || fail "$1 is there"; }

# The plugin's folder as a user has it, without the source: what is not built cannot be taken for what is installed.
plugin_folder() {
  mkdir -p "$1"
  cp -R "$project/plugin.yaml" "$project/scripts" "$1"
}

# Folders for PATH. `tools` holds what the script needs and no more: no cargo, no helm-obo, nothing to download with.
stub() {
  mkdir -p "$(dirname "$1")"
  { echo '#!/bin/sh' && cat; } >"$1"
  chmod 755 "$1"
}
link_tools() {
  local folder=$1 tool
  shift
  mkdir -p "$folder"
  for tool in "$@"; do ln -sf "$(command -v "$tool")" "$folder/$tool"; done
}
link_tools "$root/tools" sh cat chmod cp cut dirname git grep gzip mkdir mktemp mv perl rm sed tail tar tr uname
for tool in curl wget sha256sum shasum openssl unzip; do link_tools "$root/$tool" "$tool"; done
tools=$root/tools
download=$root/curl:$root/sha256sum:$tools
mkdir "$root/has"
ln -s "$binary" "$root/has/helm-obo"

# The installed binary alone lies in bin/, and no temporary file is left.
is_installed() {
  is_same "$1/bin/helm-obo" "$binary"
  [ ! -L "$1/bin/helm-obo" ] || fail "the binary is a link"
  [ "$(ls -A "$1/bin")" = helm-obo ] || fail "bin/ holds more: $(ls -A "$1/bin")"
  is_clean
}
is_clean() { [ -z "$(ls -A "$TMPDIR")" ] || fail "temporary files are left: $(ls -A "$TMPDIR")"; }

# Nothing new is there, and the user is told what to do.
is_refused() {
  err_has 'helm plugin uninstall obo'
  [ -z "$(ls -A "$1/bin" 2>/dev/null)" ] || fail "bin/ holds $(ls -A "$1/bin")"
  is_clean
}

# Serves a folder, and sets $address.
serve() {
  local log=$root/server.$RANDOM
  python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$1" >"$log" 2>/dev/null &
  servers+=("$!")
  for _ in $(seq 100); do
    address=$(sed -n 's#.*(\(http://[^)]*\)/).*#\1#p' "$log")
    [ -z "$address" ] || return 0
    sleep 0.1
  done
  echo "python3 serves nothing" >&2
  exit 1
}

# Cases that run the script do it as Helm's hook does: from another folder.
install() {
  local expected=$1 folder=$2
  shift 2
  (cd "$root" && expect "$expected" env "HELM_PLUGIN_DIR=$folder" "$@" sh -c "sh \"\$HELM_PLUGIN_DIR/scripts/install.sh\"")
}

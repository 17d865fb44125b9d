#!/bin/sh
# Puts the plugin's binary where plugin.yaml looks for it: bin/helm-obo in the plugin's folder.
#
# Helm runs this when it installs or updates the plugin; by hand, `sh scripts/install.sh` does the same. It takes
#   1. a helm-obo on PATH, if it is of the version that plugin.yaml names;
#   2. else the release of that version, once its SHA-256 agrees: from the repository on GitHub that the plugin was cloned
#      from, or from $HELM_OBO_RELEASES, an address below which v<version>/<archive> lies;
#   3. else what cargo builds from the plugin's folder.
# scripts/pre-commit.sh calls it with the word pre-commit, for the same binary in pre-commit's clone.
# Needed are sh and, for a release, curl or wget and sha256sum, shasum or openssl.
set -eu

say() { printf 'obo: %s\n' "$*"; }

die() {
  say "$*" >&2
  exit 1
}

case ${1-helm} in
pre-commit) next="pre-commit tries again at the next run" ;;
*) next="Helm keeps the plugin all the same: run \`helm plugin uninstall obo\` before you try again" ;;
esac

# However it ends, nothing is left lying about, and a failure is told together with what Helm makes of it.
tmp='' new=''
leave() {
  status=$?
  rm -rf ${tmp:+"$tmp"} ${new:+"$new"}
  [ "$status" -eq 0 ] || say "the install failed. $next" >&2
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

has() { command -v "$1" >/dev/null 2>&1; }

# Whether this program is a helm-obo of the plugin's version; more words may follow the version.
is_wanted() {
  "$1" --version 2>/dev/null </dev/null | {
    read -r word number _ || true
    [ "${word-} ${number-}" = "helm-obo $version" ]
  }
}

# Where this is, and what is wanted ----------------------------------------------------------------------------------------

plugin=${HELM_PLUGIN_DIR:-$(dirname "$0")/..}
plugin=$(CDPATH='' cd "$plugin" && pwd -P) || die "the plugin's folder $plugin cannot be entered"
version=$(sed -n "s/^version:[[:space:]]*[\"']\{0,1\}\([0-9][0-9A-Za-z.+-]*\).*/\1/p" "$plugin/plugin.yaml") || version=
[ -n "$version" ] || die "$plugin/plugin.yaml names no version"

system=$(uname -s)
machine=$(uname -m)
exe='' archive=tgz
case $system in
Linux) system=unknown-linux-musl ;;
Darwin) system=apple-darwin ;;
MINGW* | MSYS* | CYGWIN*) system=pc-windows-msvc exe=.exe archive=zip ;;
*) die "helm-obo does not run on $system ($machine): it knows Linux, macOS and Windows" ;;
esac
case $machine in
x86_64 | amd64) target=x86_64-$system ;;
aarch64 | arm64) target=aarch64-$system ;;
*) target='' ;;
esac

tmp=$(mktemp -d) || die "no temporary folder can be made"
bin=$plugin/bin
installed=$bin/helm-obo$exe
# Beside the one it replaces, so that it takes its place in one step.
new=$bin/.new-$$$exe

# A copy, not a link: it stays what it was tried to be when the original is upgraded or goes away.
prepare() {
  { mkdir -p "$bin" && cp "$1" "$new" && chmod 755 "$new"; } || die "$bin cannot be written"
}

# 1. From PATH -------------------------------------------------------------------------------------------------------------

# The plugin's own binary is passed over, or an update would only copy it onto itself.
from_path() {
  rest=$PATH:
  while [ -n "$rest" ]; do
    folder=${rest%%:*}
    rest=${rest#*:}
    found=$folder/helm-obo$exe
    case $folder in /*) ;; *) continue ;; esac
    [ -f "$found" ] && [ -x "$found" ] || continue
    [ "$(CDPATH='' cd "$folder" && pwd -P)" != "$bin" ] || continue
    is_wanted "$found" || continue
    prepare "$found"
    # A wrapper may work only where it stands.
    is_wanted "$new" || continue
    way="a copy of $found, which is on PATH"
    return 0
  done
  return 1
}

# 2. From a release --------------------------------------------------------------------------------------------------------

# Below which address the releases lie; nothing where there are none.
releases() {
  if [ -n "${HELM_OBO_RELEASES-}" ]; then
    echo "${HELM_OBO_RELEASES%/}"
  elif has git; then
    # The folder's own repository, never one that it happens to lie in; who cloned with a password in the address keeps it.
    git --git-dir="$plugin/.git" remote get-url origin 2>/dev/null |
      sed -n -e 's#/*$##' -e 's#\.git$##' \
        -e 's#^https://\([^/@]*@\)\{0,1\}github\.com/\([^/]*/[^/]*\)$#\2#p' \
        -e 's#^ssh://git@github\.com/\([^/]*/[^/]*\)$#\1#p' \
        -e 's#^git@github\.com:\([^/]*/[^/]*\)$#\1#p' |
      sed 's#.*#https://github.com/&/releases/download#'
  fi
}

# Gets an address into a file; what went wrong is in $tmp/trouble.
fetch() {
  if has curl; then
    secure=
    case $1 in https:*) secure='--proto =https' ;; esac
    # shellcheck disable=SC2086 # two words, or none
    curl -fsSL $secure --connect-timeout 20 -o "$2" "$1" 2>"$tmp/trouble"
  else
    wget -q -T 20 -t 2 -O "$2" "$1" 2>"$tmp/trouble"
  fi
}

sha256() {
  if has sha256sum; then
    sha256sum <"$1" | cut -c 1-64
  elif has shasum; then
    shasum -a 256 <"$1" | cut -c 1-64
  else
    openssl dgst -sha256 <"$1" | sed 's/.* //'
  fi
}

# Says why no release is used, and fails.
no_release() {
  say "no release is used: $*"
  return 1
}

from_release() {
  base=$(releases)
  [ -n "$base" ] || no_release "the plugin was not cloned from GitHub, and HELM_OBO_RELEASES is not set" || return
  [ -n "$target" ] || no_release "there is none for $(uname -s) on $machine" || return
  has curl || has wget || no_release "neither curl nor wget is here" || return
  has sha256sum || has shasum || has openssl || no_release "nothing here checks a SHA-256" || return
  [ -z "$exe" ] || has unzip || no_release "unzip is not here" || return

  name=helm-obo-$target-v$version
  address=$base/v$version/$name.$archive
  shown=$(echo "$address" | sed 's#//[^/]*@#//#')
  # The sum first: without it nothing is worth getting.
  for suffix in .sha256 ''; do
    fetch "$address$suffix" "$tmp/archive$suffix" ||
      no_release "$shown$suffix could not be fetched: $(tail -n 1 "$tmp/trouble" | grep . || echo 'no answer, or none such')" || return
  done

  expected=$(tr 'A-F' 'a-f' <"$tmp/archive.sha256" | sed -n '1s/^\([0-9a-f]\{64\}\).*/\1/p')
  [ -n "$expected" ] || die "$shown.sha256 holds no SHA-256"
  actual=$(sha256 "$tmp/archive")
  [ "$expected" = "$actual" ] ||
    die "$shown is not what was released: its SHA-256 is $actual, and $expected was expected"

  # The one file alone, so that nothing lands elsewhere.
  case $archive in
  zip) unzip -q "$tmp/archive" "$name/helm-obo$exe" -d "$tmp" ;;
  *) tar -xzf "$tmp/archive" -C "$tmp" "$name/helm-obo$exe" ;;
  esac || die "$shown holds no $name/helm-obo$exe"
  prepare "$tmp/$name/helm-obo$exe"
  is_wanted "$new" || die "the helm-obo of $shown does not run here, or is not version $version"
  way="from $shown, whose SHA-256 agrees"
}

# 3. From source -----------------------------------------------------------------------------------------------------------

from_source() {
  [ -f "$plugin/Cargo.toml" ] || die "there is no source to build from in $plugin, and no other way is left"
  has cargo || die "cargo is not here to build helm-obo, and no other way is left. Put a helm-obo $version on PATH, or" \
    "install Rust (https://rustup.rs)"
  say "cargo builds helm-obo $version; this takes some minutes"
  folder=${CARGO_TARGET_DIR:-target}
  case $folder in
  /* | [A-Za-z]:*) ;;
  *) folder=$plugin/$folder ;;
  esac
  # A target that the user builds for otherwise may be another machine.
  (cd "$plugin" && unset CARGO_BUILD_TARGET && cargo build --release --locked --target-dir "$folder" </dev/null) ||
    die "cargo could not build helm-obo; its reason is above"
  built=$folder/release/helm-obo$exe
  [ -f "$built" ] || die "cargo built, but not $built"
  prepare "$built"
  is_wanted "$new" || die "what cargo built is not version $version"
  way="built by cargo in $plugin"
}

from_path || from_release || from_source
mv -f "$new" "$installed" || die "$installed cannot be replaced"
say "installed $installed: $way"
"$installed" --version || die "$installed does not run"

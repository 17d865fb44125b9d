#!/usr/bin/env bash
# Puts helm-obo on the PATH of the steps that follow: the release that HELM_OBO_VERSION names, else that of the action itself; built
# with cargo where it is `source`, or where the action's own release is not there.
set -euo pipefail

action=$GITHUB_ACTION_PATH
work=$RUNNER_TEMP/helm-obo
wanted=${HELM_OBO_VERSION-}

fail() {
  echo "::error title=helm-obo::$1" >&2
  exit 2
}

# The runner tells where the action came from, but not on every version; the folder that it unpacked it in does.
repository() {
  if [[ -n ${HELM_OBO_REPOSITORY-} ]]; then
    echo "${GITHUB_SERVER_URL:-https://github.com}/$HELM_OBO_REPOSITORY"
  elif [[ ${action//\\//} =~ /_actions/([^/]+/[^/]+)/ ]]; then
    echo "${GITHUB_SERVER_URL:-https://github.com}/${BASH_REMATCH[1]}"
  fi
}

target() {
  case $RUNNER_OS/$RUNNER_ARCH in
    Linux/X64) echo x86_64-unknown-linux-musl ;;
    Linux/ARM64) echo aarch64-unknown-linux-musl ;;
    macOS/X64) echo x86_64-apple-darwin ;;
    macOS/ARM64) echo aarch64-apple-darwin ;;
    Windows/X64) echo x86_64-pc-windows-msvc ;;
    Windows/ARM64) echo aarch64-pc-windows-msvc ;;
  esac
}

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum <"$1" | cut -d ' ' -f 1
  else
    shasum -a 256 <"$1" | cut -d ' ' -f 1
  fi
}

# Status 3 where the server says that there is no such file.
fetch() {
  local code
  code=$(curl --silent --show-error --location --retry 3 --write-out '%{http_code}' --output "$2" "$1") || fail "$1 cannot be fetched"
  case $code in
    200) ;;
    404) return 3 ;;
    *) fail "$1 cannot be fetched: the server answers $code" ;;
  esac
}

add_to_path() {
  if command -v cygpath >/dev/null; then
    cygpath -w "$1" >>"$GITHUB_PATH"
  else
    echo "$1" >>"$GITHUB_PATH"
  fi
}

build() {
  command -v cargo >/dev/null || fail "$1, and there is no cargo to build it with"
  echo "helm-obo: $1; building it from the action's source"
  cargo install --quiet --locked --bins --path "$action" --root "$work"
  add_to_path "$work/bin"
}

own=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$action/Cargo.toml" | head -n 1)
version=${wanted#v}
version=${version:-$own}
mkdir -p "$work"

if [[ $wanted == source ]]; then
  build 'source is asked for'
  exit
fi
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "\`version\` is neither a version such as $own nor \`source\`"

name=helm-obo-$(target)-v$version
[[ $RUNNER_OS == Windows ]] && archive=$name.zip || archive=$name.tgz
missing=
if [[ -z $(target) ]]; then
  missing="there are no releases for $RUNNER_OS on $RUNNER_ARCH"
elif [[ -z $(repository) ]]; then
  missing='the action is no release, it is used from a folder'
else
  url=$(repository)/releases/download/v$version/$archive
  status=0
  fetch "$url" "$work/$archive" && fetch "$url.sha256" "$work/$archive.sha256" || status=$?
  [[ $status -eq 0 ]] || missing="there is no $url, or no checksum beside it"
fi
if [[ -n $missing ]]; then
  [[ -z $wanted ]] || fail "$missing"
  build "$missing"
  exit
fi

expected=$(cut -d ' ' -f 1 "$work/$archive.sha256")
actual=$(sha256 "$work/$archive")
[[ $actual == "$expected" ]] || fail "$archive has the SHA-256 $actual, but $expected is published"
if [[ $archive == *.zip ]]; then
  unzip -oq "$work/$archive" -d "$work"
else
  tar -xzf "$work/$archive" -C "$work"
fi
add_to_path "$work/$name"

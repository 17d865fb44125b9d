# shellcheck shell=bash disable=SC2016,SC2154
# The script by itself: releases, which a server on this machine has. Sourced by `run`.

# Makes one in the layout of the repository's: release FOLDER TARGET KIND BINARY
release() {
  local name=helm-obo-$2-v$version folder=$1/v$version exe=''
  [ "$3" = tgz ] || exe=.exe
  mkdir -p "$folder/$name"
  cp "$4" "$folder/$name/helm-obo$exe"
  cp "$project/LICENSE" "$project/README.md" "$folder/$name"
  (
    cd "$folder" || exit
    case $3 in
    tgz) tar -c "$name" | gzip -1 >"$name.tgz" ;;
    zip) zip -1 -q -r "$name.zip" "$name" ;;
    esac
    sha256sum "$name.$3" >"$name.$3.sha256"
    rm -r "$name"
  )
}
linux=x86_64-unknown-linux-musl
archive=helm-obo-$linux-v$version.tgz

releases=$root/releases
release "$releases/good" "$linux" tgz "$binary"
serve "$releases"

# With any of the tools for each step, and under any of the shells.
for path in "$root/curl:$root/sha256sum" "$root/wget:$root/shasum" "$root/wget:$root/openssl"; do
  for shell in sh bash busybox; do
    command -v "$shell" >/dev/null || continue
    shell=$(command -v "$shell")
    case_of "a release, with ${path//"$root/"/} under ${shell##*/}"
    plugin_folder "$tmp/obo"
    [ "${shell##*/}" != busybox ] || shell="$shell sh"
    # shellcheck disable=SC2086 # the word and its argument
    expect 0 env "PATH=$path:$tools" "HELM_OBO_RELEASES=$address/good/" $shell "$tmp/obo/scripts/install.sh"
    out_has "from $address/good/v$version/$archive, whose SHA-256 agrees"
    out_has "helm-obo $version"
    err_is_empty
    is_installed "$tmp/obo"
  done
done

case_of "an update takes the release again"
plugin_folder "$tmp/obo"
stub "$tmp/obo/bin/helm-obo" <<<'echo helm-obo 0.0.9'
install 0 "$tmp/obo" "PATH=$tmp/obo/bin:$download" "HELM_OBO_RELEASES=$address/good"
is_installed "$tmp/obo"

# A stub that must not be called: what is wrong in a release is never got round.
stub "$root/no-cargo/cargo" <<<'echo "cargo was called" >&2'

case_of "an archive that was tampered with"
mkdir -p "$releases/tampered"
cp -R "$releases/good/v$version" "$releases/tampered"
printf x >>"$releases/tampered/v$version/$archive"
for sum in sha256sum shasum openssl; do
  plugin_folder "$tmp/$sum"
  touch "$tmp/$sum/Cargo.toml"
  install 1 "$tmp/$sum" "PATH=$root/curl:$root/$sum:$root/no-cargo:$tools" "HELM_OBO_RELEASES=$address/tampered"
  err_has "$archive is not what was released: its SHA-256 is $(sha256sum <"$releases/tampered/v$version/$archive" | cut -c 1-64)"
  nothing_has "cargo was called"
  is_refused "$tmp/$sum"
done

case_of "a tampered archive leaves an update with the binary that was there"
plugin_folder "$tmp/obo"
stub "$tmp/obo/bin/helm-obo" <<<'echo helm-obo 0.0.9'
cp "$tmp/obo/bin/helm-obo" "$tmp/before"
install 1 "$tmp/obo" "PATH=$download" "HELM_OBO_RELEASES=$address/tampered"
is_same "$tmp/obo/bin/helm-obo" "$tmp/before"
err_has "helm plugin uninstall obo"
is_clean

case_of "a sum that is none, an archive without the binary, and one with another version"
mkdir -p "$releases/no-sum"
cp -R "$releases/good/v$version" "$releases/no-sum"
echo '<html>' >"$releases/no-sum/v$version/$archive.sha256"
release "$releases/no-binary" "$linux" zip "$binary"
(cd "$releases/no-binary/v$version" && mv ./*.zip "$archive" && sha256sum "$archive" >"$archive.sha256")
stub "$tmp/other-version" <<<'echo helm-obo 0.0.9'
release "$releases/old" "$linux" tgz "$tmp/other-version"
for kind in no-sum no-binary old; do
  plugin_folder "$tmp/$kind"
  touch "$tmp/$kind/Cargo.toml"
  install 1 "$tmp/$kind" "PATH=$download:$root/no-cargo" "HELM_OBO_RELEASES=$address/$kind"
  nothing_has "cargo was called"
  is_refused "$tmp/$kind"
done
err_has "is not version $version"

case_of "Windows, as its sh tells of itself"
plugin_folder "$tmp/obo"
release "$releases/good" x86_64-pc-windows-msvc zip "$binary"
stub "$tmp/windows/uname" <<<'case $1 in -s) echo MINGW64_NT-10.0-22631 ;; *) echo x86_64 ;; esac'
install 0 "$tmp/obo" "PATH=$tmp/windows:$root/unzip:$download" "HELM_OBO_RELEASES=$address/good"
out_has "helm-obo-x86_64-pc-windows-msvc-v$version.zip"
is_same "$tmp/obo/bin/helm-obo.exe" "$binary"
[ "$(ls -A "$tmp/obo/bin")" = helm-obo.exe ] || fail "bin/ holds more"
is_clean

case_of "each system asks for its own archive"
plugin_folder "$tmp/obo"
touch "$tmp/obo/Cargo.toml"
while read -r system machine asset; do
  stub "$tmp/as/uname" <<<"case \$1 in -s) echo $system ;; *) echo $machine ;; esac"
  install 1 "$tmp/obo" "PATH=$tmp/as:$root/unzip:$download" "HELM_OBO_RELEASES=$address/none"
  out_has "$address/none/v$version/$asset.sha256 could not be fetched: curl: (22)"
  err_has "cargo is not here"
done <<ASSETS
Linux x86_64 helm-obo-x86_64-unknown-linux-musl-v$version.tgz
Linux aarch64 helm-obo-aarch64-unknown-linux-musl-v$version.tgz
Darwin x86_64 helm-obo-x86_64-apple-darwin-v$version.tgz
Darwin arm64 helm-obo-aarch64-apple-darwin-v$version.tgz
MSYS_NT-10.0 x86_64 helm-obo-x86_64-pc-windows-msvc-v$version.zip
MINGW64_NT-10.0 aarch64 helm-obo-aarch64-pc-windows-msvc-v$version.zip
ASSETS

# Tells what it was asked for, and has nothing.
stub "$root/told/curl" <<'STUB'
for word; do :; done
case $* in *' --proto =https '*) ;; *) echo "asked without keeping to https" ;; esac
echo "asked for $word" >&2
exit 22
STUB
ours=https://github.com/someone/helm-obo/releases/download/v$version/$archive

case_of "the releases of the repository that the plugin was cloned from"
plugin_folder "$tmp/obo"
git init -q "$tmp/obo"
git -C "$tmp/obo" remote add origin x
for origin in https://github.com/someone/helm-obo https://github.com/someone/helm-obo.git/ git@github.com:someone/helm-obo.git \
  ssh://git@github.com/someone/helm-obo.git https://name:s3cret@github.com/someone/helm-obo.git; do
  git -C "$tmp/obo" remote set-url origin "$origin"
  install 1 "$tmp/obo" "PATH=$root/told:$root/sha256sum:$tools"
  out_has "no release is used: $ours.sha256 could not be fetched: asked for $ours.sha256"
  nothing_has "asked without keeping to https"
  nothing_has s3cret
done

case_of "other repositories have no releases"
plugin_folder "$tmp/around/obo"
plugin_folder "$tmp/obo"
git init -q "$tmp/obo"
git -C "$tmp/obo" remote add origin x
for origin in /srv/helm-obo.git file:///srv/helm-obo.git https://example.com/someone/helm-obo https://github.com.example.com/a/b \
  https://github.com/someone https://example.com/@github.com/a/b git@example.com:a/b.git; do
  git -C "$tmp/obo" remote set-url origin "$origin"
  install 1 "$tmp/obo" "PATH=$root/told:$root/sha256sum:$tools"
  out_has "the plugin was not cloned from GitHub"
done
# Nor is a repository that the plugin's folder happens to lie in the plugin's.
git init -q "$tmp/around"
git -C "$tmp/around" remote add origin https://github.com/someone/dotfiles
install 1 "$tmp/around/obo" "PATH=$root/told:$root/sha256sum:$tools"
out_has "the plugin was not cloned from GitHub"
is_refused "$tmp/around/obo"

case_of "a password in the address is not printed"
plugin_folder "$tmp/obo"
install 1 "$tmp/obo" "PATH=$download" "HELM_OBO_RELEASES=http://name:s3cret@127.0.0.1:9/x"
out_has "no release is used: http://127.0.0.1:9/x/v$version/$archive.sha256 could not be fetched"
nothing_has s3cret

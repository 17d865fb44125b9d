# shellcheck shell=bash disable=SC2016,SC2154
# The script by itself: what cargo builds where there is no release. Sourced by `run`.
#
# A real build of a release takes minutes, so a stub stands in for cargo: it notes where and how it was called, and puts the
# debug binary where cargo would, which goes by `--target-dir` before CARGO_TARGET_DIR, and by CARGO_BUILD_TARGET.
stub "$root/cargo/cargo" <<EOF2
printf '%s\n' "\$PWD: \$*" >>'$root/cargo.log'
folder=\${CARGO_TARGET_DIR:-target}
while [ \$# -gt 0 ]; do
  [ "\$1" != --target-dir ] || folder=\$2
  shift
done
folder=\$folder/\${CARGO_BUILD_TARGET:+\$CARGO_BUILD_TARGET/}release
mkdir -p "\$folder"
cp '$binary' "\$folder/helm-obo"
EOF2

# Where cargo was called, and where it had to build.
cargo_built() {
  [ "$(cat "$root/cargo.log")" = "$1: build --release --locked --target-dir $2" ] ||
    fail "cargo was called so: $(cat "$root/cargo.log")"
  rm "$root/cargo.log"
}

source_folder() {
  plugin_folder "$1"
  cp "$project/Cargo.toml" "$1"
}

case_of "without releases cargo builds, in the plugin's folder"
source_folder "$tmp/o bo"
install 0 "$tmp/o bo" "PATH=$root/cargo:$download"
out_has "no release is used: the plugin was not cloned from GitHub, and HELM_OBO_RELEASES is not set"
out_has "built by cargo in $tmp/o bo"
is_installed "$tmp/o bo"
cargo_built "$tmp/o bo" "$tmp/o bo/target"

case_of "cargo's folder is the user's"
source_folder "$tmp/obo"
install 0 "$tmp/obo" "PATH=$root/cargo:$tools" "CARGO_TARGET_DIR=$tmp/else where" CARGO_BUILD_TARGET=wasm32-unknown-unknown
is_installed "$tmp/obo"
cargo_built "$tmp/obo" "$tmp/else where"
install 0 "$tmp/obo" "PATH=$root/cargo:$tools" CARGO_TARGET_DIR=below
is_installed "$tmp/obo"
cargo_built "$tmp/obo" "$tmp/obo/below"

case_of "no such release, and no network"
source_folder "$tmp/obo"
for base in "$address/none" http://127.0.0.1:9; do
  for loader in curl wget; do
    install 0 "$tmp/obo" "PATH=$root/cargo:$root/$loader:$root/sha256sum:$tools" "HELM_OBO_RELEASES=$base"
    out_has "no release is used: $base/v$version/helm-obo-x86_64-unknown-linux-musl-v$version.tgz.sha256 could not be fetched"
    is_installed "$tmp/obo"
    cargo_built "$tmp/obo" "$tmp/obo/target"
  done
done

case_of "a machine that has no release, and tools that are not here"
source_folder "$tmp/obo"
stub "$tmp/riscv/uname" <<<'case $1 in -s) echo Linux ;; *) echo riscv64 ;; esac'
while IFS='|' read -r path reason; do
  install 0 "$tmp/obo" "PATH=$path:$root/cargo:$tools" "HELM_OBO_RELEASES=$address/good"
  out_has "no release is used: $reason"
  is_installed "$tmp/obo"
  cargo_built "$tmp/obo" "$tmp/obo/target"
done <<REASONS
$tmp/riscv:$download|there is none for Linux on riscv64
$root/sha256sum|neither curl nor wget is here
$root/curl|nothing here checks a SHA-256
REASONS

case_of "nothing is left to try"
source_folder "$tmp/obo"
install 1 "$tmp/obo" "PATH=$download" "HELM_OBO_RELEASES=$address/none"
err_has "cargo is not here to build helm-obo, and no other way is left"
is_refused "$tmp/obo"

case_of "cargo fails, builds nothing, or builds another version"
source_folder "$tmp/obo"
stub "$tmp/fails/cargo" <<<'echo "error: linker not found" >&2; exit 101'
stub "$tmp/nothing/cargo" <<<':'
stub "$tmp/old/cargo" <<'STUB'
mkdir -p target/release
printf '#!/bin/sh\necho helm-obo 0.0.9\n' >target/release/helm-obo
chmod 755 target/release/helm-obo
STUB
while IFS='|' read -r cargo reason; do
  install 1 "$tmp/obo" "PATH=$tmp/$cargo:$tools"
  err_has "$reason"
  is_refused "$tmp/obo"
done <<REASONS
fails|error: linker not found
fails|cargo could not build helm-obo
nothing|cargo built, but not $tmp/obo/target/release/helm-obo
old|what cargo built is not version $version
REASONS

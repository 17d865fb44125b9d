#!/usr/bin/env bash
# Prints the Homebrew formula of a release, from the checksums beside its archives. No Homebrew has installed it yet.
#
#   formula.sh VERSION OWNER/REPOSITORY ARCHIVES
set -euo pipefail

version=$1 repository=$2 archives=$3
description=$(sed -n 's/^description = "\(.*\)"$/\1/p' "$(dirname "$0")/../../Cargo.toml" | head -n 1)

# The lines that name the archive of a target.
archive() {
  local name=helm-obo-$1-v$version.tgz sum
  sum=$(cut -d ' ' -f 1 "$archives/$name.sha256") || return
  printf '      url "https://github.com/%s/releases/download/v%s/%s"\n' "$repository" "$version" "$name"
  printf '      sha256 "%s"' "$sum"
}

mac_arm=$(archive aarch64-apple-darwin)
mac_intel=$(archive x86_64-apple-darwin)
linux_arm=$(archive aarch64-unknown-linux-musl)
linux_intel=$(archive x86_64-unknown-linux-musl)

cat <<END
class HelmObo < Formula
  desc "${description%%:*}"
  homepage "https://github.com/$repository"
  version "$version"
  license "Apache-2.0"

  on_macos do
    on_arm do
$mac_arm
    end
    on_intel do
$mac_intel
    end
  end

  on_linux do
    on_arm do
$linux_arm
    end
    on_intel do
$linux_intel
    end
  end

  def install
    bin.install "helm-obo"
    generate_completions_from_executable(bin/"helm-obo", "completions", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/helm-obo --version")
    (testpath/"values.yaml").write "agents: {definitions: {helper: {enabled: maybe}}}\n"
    assert_match "wrong-type", shell_output("#{bin}/helm-obo lint values.yaml", 1)
  end
end
END

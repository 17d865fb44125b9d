class HelmObo < Formula
  desc "Lints the kagent agents that Helm values define"
  homepage "https://github.com/OWNER/helm-obo"
  version "1.2.3"
  license "Apache-2.0"

  on_macos do
    on_arm do
      url "https://github.com/OWNER/helm-obo/releases/download/v1.2.3/helm-obo-aarch64-apple-darwin-v1.2.3.tgz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000001"
    end
    on_intel do
      url "https://github.com/OWNER/helm-obo/releases/download/v1.2.3/helm-obo-x86_64-apple-darwin-v1.2.3.tgz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000002"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/OWNER/helm-obo/releases/download/v1.2.3/helm-obo-aarch64-unknown-linux-musl-v1.2.3.tgz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000003"
    end
    on_intel do
      url "https://github.com/OWNER/helm-obo/releases/download/v1.2.3/helm-obo-x86_64-unknown-linux-musl-v1.2.3.tgz"
      sha256 "0000000000000000000000000000000000000000000000000000000000000004"
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

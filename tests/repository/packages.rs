//! What package managers read: `pip`, pre-commit's mirror, `cargo binstall`. `tests/wheel/run`, `tests/pre-commit/mirror` and
//! `tests/binstall/run` try what they do.

use serde_yaml::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml_edit::Document;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml(path: &Path) -> Document<String> {
    Document::parse(fs::read_to_string(path).unwrap()).unwrap()
}

fn hooks(path: &str) -> Vec<Value> {
    serde_yaml::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// Runs a script of a checkout.
#[cfg(unix)]
fn run(script: &Path, arguments: &[&str]) -> String {
    let output = Command::new("bash")
        .arg(script)
        .args(arguments)
        .env_remove("GITHUB_REPOSITORY")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_mirrors_hooks_are_those_that_would_build() {
    let expected: Vec<Value> = hooks(".pre-commit-hooks.yaml")
        .into_iter()
        .filter(|hook| hook["language"] == "rust")
        .map(|mut hook| {
            let description = hook["description"].as_str().unwrap();
            let description = description.strip_suffix(" Builds helm-obo when it is first used.");
            hook["description"] = description.unwrap().into();
            hook["language"] = "python".into();
            hook
        })
        .collect();
    assert_eq!(expected.len(), 3);
    assert_eq!(hooks("pre-commit/.pre-commit-hooks.yaml"), expected);
}

#[test]
fn the_mirror_installs_the_wheel_of_this_version() {
    let project = toml(&root().join("pre-commit/pyproject.toml"));
    let dependencies = project["project"]["dependencies"].as_array().unwrap();
    let dependencies: Vec<_> = dependencies.iter().map(|it| it.as_str().unwrap()).collect();
    let wheel = concat!("helm-obo==", env!("CARGO_PKG_VERSION"));
    assert_eq!(dependencies, [wheel]);
    let page = fs::read_to_string(root().join("pre-commit/README.md")).unwrap();
    assert!(page.contains(concat!("rev: v", env!("CARGO_PKG_VERSION"), "\n")));
}

#[test]
#[cfg(unix)]
fn a_release_writes_its_version_into_the_mirror() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    run(&root().join("scripts/release/mirror.sh"), &["7.8.9", path]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("pyproject.toml").contains("\"helm-obo==7.8.9\""));
    assert!(read("README.md").contains("rev: v7.8.9\n"));
    assert!(read("README.md").contains("/blob/v7.8.9/docs/ci.md"));
    assert!(read("LICENSE").contains("Apache License"));
    assert!(read(".pre-commit-hooks.yaml").contains("language: python"));
}

/// The wheel takes from Cargo.toml what that says, and says the rest as that does.
#[test]
fn the_wheel_is_the_crate() {
    let wheel = &toml(&root().join("pyproject.toml"))["project"];
    let cargo = &toml(&root().join("Cargo.toml"))["package"];
    for key in ["name", "readme", "license"] {
        assert_eq!(wheel[key].as_str(), cargo[key].as_str(), "{key}");
    }
    let dynamic = wheel["dynamic"].as_array().unwrap();
    let dynamic: Vec<_> = dynamic.iter().map(|it| it.as_str().unwrap()).collect();
    assert_eq!(dynamic, ["version", "description", "keywords", "urls"]);
}

/// The value of a key for a target: its own, else that of all.
fn binstall(target: &str, key: &str) -> String {
    let cargo = toml(&root().join("Cargo.toml"));
    let all = &cargo["package"]["metadata"]["binstall"];
    let own = all["overrides"].get(target).and_then(|it| it.get(key));
    own.unwrap_or(&all[key]).as_str().unwrap().to_owned()
}

#[test]
#[cfg(unix)]
fn binstall_finds_what_a_release_packs() {
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("helm-obo");
    fs::write(&binary, "").unwrap();
    for target in ["x86_64-unknown-linux-musl", "aarch64-apple-darwin"] {
        let fill = |text: &str| {
            let suffix = format!(".{}", binstall(target, "pkg-fmt"));
            [
                ("repo", "REPO"),
                ("name", "helm-obo"),
                ("bin", "helm-obo"),
                ("binary-ext", ""),
                ("target", target),
                ("version", "7.8.9"),
                ("archive-suffix", &suffix),
            ]
            .iter()
            .fold(text.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{ {name} }}"), value)
            })
        };
        let packed = run(
            &root().join("scripts/release/archive.sh"),
            &[
                target,
                "7.8.9",
                binary.to_str().unwrap(),
                folder.path().to_str().unwrap(),
            ],
        );
        let archive = PathBuf::from(packed.trim());
        let name = archive.file_name().unwrap().to_str().unwrap();
        assert_eq!(
            fill(&binstall(target, "pkg-url")),
            format!("REPO/releases/download/v7.8.9/{name}")
        );
        let listed = Command::new("tar")
            .arg("-tzf")
            .arg(&archive)
            .output()
            .unwrap();
        let listed = String::from_utf8(listed.stdout).unwrap();
        let place = fill(&binstall(target, "bin-dir"));
        assert!(listed.lines().any(|line| line == place), "{listed}");
    }
    for target in ["x86_64-pc-windows-msvc", "aarch64-pc-windows-msvc"] {
        assert_eq!(binstall(target, "pkg-fmt"), "zip");
    }
}

/// On PyPI no page is beside the README, and nobody knows OWNER.
#[test]
#[cfg(unix)]
fn a_release_says_which_repository_it_is_of() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |path: &str| {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root().join(path), &to).unwrap();
        to
    };
    let cargo = copy("Cargo.toml");
    let page = copy("README.md");
    let script = copy("scripts/release/repository.sh");
    for _ in 0..2 {
        run(&script, &["acme/helm-obo"]);
        let repository = toml(&cargo)["package"]["repository"].clone();
        let url = "https://github.com/acme/helm-obo";
        assert_eq!(repository.as_str(), Some(url));
    }
    let text = fs::read_to_string(page).unwrap();
    let pages = concat!(
        "](https://github.com/acme/helm-obo/blob/v",
        env!("CARGO_PKG_VERSION"),
        "/docs/"
    );
    assert!(text.matches(pages).count() > 20);
    assert!(!text.contains("OWNER"));
    let relative = text
        .split("](")
        .skip(1)
        .filter(|rest| !rest.starts_with("http"));
    assert_eq!(relative.count(), 0);
}

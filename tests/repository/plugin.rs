//! The Helm plugin's own file and its script. What they do under Helm is tried by `tests/helm-plugin/run`.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPT: &str = "scripts/install.sh";

/// plugin.yaml as Helm 3.10 reads it: one key more, and Helm loads no plugin of the machine. Helm knows `command` too, and
/// later `args`, but not beside `platformCommand` and not before 3.18.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Plugin {
    name: String,
    version: String,
    usage: String,
    description: String,
    platform_command: Vec<PlatformCommand>,
    hooks: Hooks,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlatformCommand {
    os: String,
    command: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hooks {
    install: String,
    update: String,
}

#[test]
fn every_helm_loads_the_plugin() {
    let plugin = plugin();
    assert_eq!(plugin.name, "obo");
    assert!(!plugin.usage.is_empty() && !plugin.description.is_empty());
    let commands: Vec<_> = plugin
        .platform_command
        .iter()
        .map(|entry| (entry.os.as_str(), entry.command.as_str()))
        .collect();
    assert_eq!(
        commands,
        [
            ("linux", "$HELM_PLUGIN_DIR/bin/helm-obo"),
            ("darwin", "$HELM_PLUGIN_DIR/bin/helm-obo"),
            ("windows", r"$HELM_PLUGIN_DIR\bin\helm-obo.exe"),
        ]
    );
}

/// Helm 4 wants strict semver, which has no `v`; the script asks for the release of this version.
#[test]
fn the_version_is_the_crates() {
    let version = plugin().version;
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert_eq!(
        semver::Version::parse(&version).unwrap().to_string(),
        version
    );
}

/// Quoted, since the plugin's folder may have a space in its path; called by `sh`, since Windows knows no executable bit.
#[test]
fn hooks_run_the_script() {
    let hook = format!(r#"sh "$HELM_PLUGIN_DIR/{SCRIPT}""#);
    let hooks = plugin().hooks;
    assert_eq!(hooks.install, hook);
    assert_eq!(hooks.update, hook);
}

/// A shell takes a carriage return for part of a word, wherever the repository was cloned.
#[test]
fn lines_end_with_a_line_feed() {
    for file in ["plugin.yaml", SCRIPT] {
        let text = std::fs::read(root().join(file)).unwrap();
        assert!(!text.contains(&b'\r'), "{file} has carriage returns");
        assert_eq!(text.last(), Some(&b'\n'), "{file}");
    }
    let Some(attributes) = git(&["check-attr", "eol", "plugin.yaml", SCRIPT]) else {
        return;
    };
    assert_eq!(
        attributes,
        format!("plugin.yaml: eol: lf\n{SCRIPT}: eol: lf\n")
    );
}

#[test]
fn the_script_can_be_run() {
    let text = std::fs::read_to_string(root().join(SCRIPT)).unwrap();
    assert_eq!(text.lines().next(), Some("#!/bin/sh"));
    let Some(entry) = git(&["ls-files", "--stage", SCRIPT]) else {
        return;
    };
    assert!(entry.starts_with("100755 "), "{entry}");
}

/// What the script builds or gets is no part of the repository; else `helm plugin update` would meet changes.
#[test]
fn git_ignores_the_binary() {
    let Some(ignored) = git(&["check-ignore", "bin/helm-obo", "bin/helm-obo.exe"]) else {
        return;
    };
    assert_eq!(ignored, "bin/helm-obo\nbin/helm-obo.exe\n");
}

fn plugin() -> Plugin {
    let text = std::fs::read_to_string(root().join("plugin.yaml")).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// What git answers about the repository, where this is one.
fn git(arguments: &[&str]) -> Option<String> {
    if !root().join(".git").exists() {
        crate::common::skip::skip("no git repository to ask");
        return None;
    }
    let output = Command::new("git")
        .current_dir(root())
        .args(arguments)
        .output()
        .unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

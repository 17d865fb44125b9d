//! What several tests share. Each binary of tests uses a part of it.
#![allow(dead_code)]

pub(crate) mod dice;
pub(crate) mod fix;
pub(crate) mod lint;
pub(crate) mod marks;
pub(crate) mod skip;
pub(crate) mod trace;
pub(crate) mod world;

use std::path::{Path, PathBuf};

/// Whether files that are generated are to be written anew: by the same switch as snapshots, `INSTA_UPDATE=always`.
#[expect(clippy::disallowed_methods, reason = "a switch of the tests")]
pub(crate) fn accepts_new() -> bool {
    let switch = std::env::var("INSTA_UPDATE");
    switch.is_ok_and(|switch| matches!(switch.as_str(), "always" | "1" | "force"))
}

/// The contract of files that name none.
pub(crate) fn default_contract() -> String {
    helm_obo::contract::DEFAULT.to_owned()
}

/// The chart of `fixtures/charts` that keeps to a contract. All but the default contract's own name it in `.helm-obo.yaml`.
pub(crate) fn chart_of(contract: &str) -> String {
    if contract == helm_obo::contract::DEFAULT {
        "agents-platform".to_owned()
    } else {
        format!("{contract}-platform")
    }
}

/// The contract that a file names in its first line, `# contract: static`.
pub(crate) fn contract_of(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    let named = first.strip_prefix("# contract: ").map(str::to_owned);
    named.unwrap_or_else(default_contract)
}

/// The folder of the test data.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// All files below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The entries directly in a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

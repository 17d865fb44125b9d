//! Renders what real Helm rendered of real charts, and compares. Skips itself where the collection is absent.

use assert_cmd::Command;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// One recorded run of Helm.
#[derive(Deserialize)]
struct Case {
    release: String,
    namespace: String,
    values: Vec<String>,
    set: Vec<String>,
    contract: String,
    expect: Expect,
    chart_name: Option<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Expect {
    Render,
    Error,
    DefaultObo,
}

#[test]
fn renders_what_helm_rendered() {
    let upstream = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/upstream");
    let mut count = 0;
    for contract in helm_obo::contract::BUILT_IN {
        let chart = upstream.join(contract);
        if !chart.is_dir() {
            crate::common::skip::skip(&format!("no recorded runs of Helm for {contract} here"));
            continue;
        }
        for folder in subfolders(&chart.join("golden")) {
            check(&chart, &folder);
            count += 1;
        }
    }
    println!("{count} recorded runs of Helm agree");
}

fn check(chart: &Path, folder: &Path) {
    let case: Case =
        serde_json::from_slice(&std::fs::read(folder.join("args.json")).unwrap()).unwrap();
    let renamed = case.chart_name.as_ref().map(|name| rename(chart, name));
    let chart = renamed.as_ref().map_or(chart, |renamed| renamed.path());
    let output = Command::new(env!("CARGO_BIN_EXE_helm-obo"))
        .current_dir(folder)
        .args(["render", "-n", &case.namespace, "--release", &case.release])
        .args(["--contract", &case.contract])
        .args(case.values.iter().flat_map(|file| ["-f", file]))
        .args(&case.set)
        .arg(chart)
        .output()
        .unwrap();
    let name = folder.display();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let rendered = documents(&String::from_utf8_lossy(&output.stdout));
    if case.expect == Expect::Error {
        assert_eq!(output.status.code(), Some(1), "{name}\n{stderr}");
        assert!(rendered.is_empty(), "{name} printed manifests");
        assert!(stderr.contains("error:"), "{name}\n{stderr}");
        return;
    }
    assert_eq!(output.status.code(), Some(0), "{name}\n{stderr}");
    let expected = std::fs::read_to_string(folder.join("expected.yaml")).unwrap();
    assert_eq!(rendered, documents(&expected), "{name}");
    assert_eq!(
        case.expect == Expect::DefaultObo,
        stderr.contains("[obo-missing]"),
        "{name}\n{stderr}"
    );
}

/// The chart under another name.
fn rename(chart: &Path, name: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(chart.join("values.yaml"), copy.path().join("values.yaml")).unwrap();
    let metadata = format!("apiVersion: v2\nname: {name}\nversion: 0.1.0\n");
    std::fs::write(copy.path().join("Chart.yaml"), metadata).unwrap();
    copy
}

/// The documents of a file, as a set.
fn documents(text: &str) -> Vec<String> {
    let mut documents: Vec<String> = serde_yaml::Deserializer::from_str(text)
        .map(|document| serde_json::Value::deserialize(document).unwrap())
        .filter(|document| !document.is_null())
        .map(|document| document.to_string())
        .collect();
    documents.sort();
    documents
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

//! One list of names: a key that only it knows is hidden in everything that a run writes.

use crate::secrets::MADE_UP;
use std::ffi::OsString;
use std::path::Path;

const CREDENTIAL: &str = "correct_horse_b4ttery";

/// What a run of `lint` writes to a file.
fn written(folder: &Path, flags: &str) -> String {
    let chart = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/charts/one-agent");
    let (overlay, file) = (folder.join("overlay.yaml"), folder.join("output"));
    let words = ["helm-obo", "--quiet", "lint"].into_iter();
    let words = words.chain(flags.split_whitespace()).map(OsString::from);
    let paths = [chart.as_os_str(), "-f".as_ref(), overlay.as_os_str()];
    let output = ["--output-file".as_ref(), file.as_os_str()];
    let paths = paths.into_iter().chain(output).map(OsString::from);
    super::run(words.chain(paths));
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn a_name_added_to_the_list_is_hidden_wherever_its_value_may_show() {
    let folder = tempfile::tempdir().unwrap();
    let overlay = format!(
        "agents:\n  definitions:\n    helper:\n      # {MADE_UP}: {CREDENTIAL}\n      {MADE_UP}: {CREDENTIAL}\n      \
         enabeld: true\n      toolNames: [{CREDENTIAL}, {CREDENTIAL}]\n"
    );
    std::fs::write(folder.path().join("overlay.yaml"), &overlay).unwrap();
    let baseline = folder.path().join("baseline.json");
    let runs = [
        ("snippet", written(folder.path(), "-o full")),
        ("message", written(folder.path(), "-o concise")),
        ("JSON", written(folder.path(), "-o json")),
        ("diff", written(folder.path(), "--diff")),
    ];
    written(
        folder.path(),
        &format!("--write-baseline {}", baseline.display()),
    );
    let baseline = std::fs::read_to_string(baseline).unwrap();
    for (what, text) in runs.into_iter().chain([("baseline", baseline)]) {
        assert!(text.contains("[masked]"), "{what}: {text}");
        assert!(!text.contains("horse"), "{what}: {text}");
    }
}

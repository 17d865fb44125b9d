//! Each file in `fixtures/mistakes` is what its name says.

use crate::common::contract_of;
use crate::common::lint::{lint, under};
use helm_obo::rules::by_id;
use std::path::Path;

#[test]
fn files_hold_what_they_say() {
    let files = crate::common::files_below(&crate::common::fixtures().join("mistakes"));
    let cases = files.iter().filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    let differences: Vec<String> = cases.filter_map(|file| difference(file)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn difference(file: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let folder = file
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_string_lossy();
    let judged = by_id(&folder).unwrap();
    // A file beside the chart is compared with the chart of the page.
    let is_beside = |file: &str| !file.starts_with("chart/");
    let shown = judged.docs.around.and_then(|around| around.file);
    let base = match shown.is_some_and(is_beside) {
        true => lint("one-agent"),
        false => under(&contract_of(&text)),
    };
    let found: Vec<String> = base
        .example(judged, &text)
        .heed(judged.id)
        .found()
        .into_iter()
        .map(|found| found.0)
        .collect();
    let name = file.file_name().unwrap().to_string_lossy();
    if name.starts_with("good") {
        return (!found.is_empty()).then(|| format!("{}: {found:?}", file.display()));
    }
    let mut lines = text.lines();
    let said = lines.find_map(|line| line.strip_prefix("# finds: "));
    let said = said.unwrap();
    let (said, severity) = match said.split_once(", a ") {
        Some(said) => said,
        None => (said, "error"),
    };
    let (rule, place) = said.split_once(" at ").unwrap();
    assert_eq!(rule, folder, "{} speaks of another rule", file.display());
    let file_of_it = judged
        .docs
        .around
        .and_then(|around| around.file)
        .unwrap_or("overlay-1.yaml");
    let is_as_said = match &found[..] {
        [only] => {
            only.starts_with(&format!("{file_of_it}:{place}-"))
                && only.contains(&format!(" {severity}[{rule}] "))
        }
        _ => false,
    };
    (!is_as_said).then(|| format!("{}: {found:?}", file.display()))
}

/// The chart that the README shows.
#[test]
fn the_broken_chart_holds_four_mistakes() {
    let found = crate::common::lint::chart(&crate::common::fixtures().join("broken")).found();
    let found: Vec<&str> = found.iter().map(|found| found.0.as_str()).collect();
    let expected = [
        "chart/values.yaml:19:24-19:37 error[user-token-shadowed] `authorization`",
        "chart/values.yaml:26:5-26:15 error[obo-missing] `docs-agent`",
        "chart/values.yaml:38:16-38:23 error[wrong-type] `\"false\"`",
        "chart/values.yaml:41:7-41:20 error[unknown-key] `alowedHeaders`",
    ];
    assert_eq!(found, expected);
}

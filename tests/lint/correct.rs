//! Correct values in many styles: nothing is found in them. An overlay that begins with `# contract: static` is on the
//! chart of that contract.

use crate::common::lint::{Lint, chart, overlay};

#[test]
fn nothing_is_found_in_correct_overlays() {
    let files = crate::common::entries(&crate::common::fixtures().join("correct/overlays"));
    let lints = files.iter().map(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        (file.display().to_string(), overlay(&text))
    });
    hold(lints.collect());
}

#[test]
fn nothing_is_found_in_correct_charts() {
    let mut folders = crate::common::entries(&crate::common::fixtures().join("correct/charts"));
    folders.extend(crate::common::entries(
        &crate::common::fixtures().join("charts"),
    ));
    let lints = folders.iter().map(|folder| {
        // Reported once a target for every chart whose agents send no token of their own.
        let chart = match folder.join(".helm-obo.yaml").is_file() {
            true => chart(folder).ignore("discovery-unauthenticated"),
            false => chart(folder),
        };
        (folder.display().to_string(), chart)
    });
    hold(lints.collect());
}

fn hold(lints: Vec<(String, Lint)>) {
    assert!(lints.len() > 5);
    let differences: Vec<String> = lints
        .iter()
        .filter_map(|(name, lint)| lint.difference(name))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

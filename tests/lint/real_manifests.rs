//! Real manifests and exactly what is wrong with them, notes apart. Skips itself where they are absent.

use crate::common::skip::skip;
use helm_obo::diagnostic::Severity;
use std::path::Path;

const FOLDER: &str = "../shared/manifests";

/// File, line and rule of each finding that is no note, and not about CRDs.
const FOUND: &[(&str, u32, &str)] = &[
    ("06-cross-namespace-allowed.yaml", 41, "bare-token"),
    ("06-cross-namespace-allowed.yaml", 56, "dangling-reference"),
    ("07-tool-type-misspelt.yaml", 62, "invalid-url"),
    ("13-kind-omitted.yaml", 29, "wrong-reference"),
    ("13-kind-omitted.yaml", 56, "wrong-reference"),
    ("18-toolserver-literal-jwt.yaml", 10, "plaintext-credential"),
    ("27-kubectl-get-rms.yaml", 23, "reported-failure"),
];

/// Rules that `upstream_crds` holds to what the API server does.
const OF_CRDS: [&str; 3] = ["crd-violation", "pruned-field", "unserved-version"];

#[test]
fn nothing_else_is_wrong_with_real_manifests() {
    let folder = Path::new(FOLDER);
    if !folder.is_dir() {
        return skip("the real manifests are not here");
    }
    let mut found = Vec::new();
    for file in crate::common::files_below(folder) {
        // Releases of Flux and Argo CD are no manifests of kagent's.
        let is_release = file.components().any(|part| part.as_os_str() == "gitops");
        let is_manifest = file
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json");
        if is_release || !is_manifest {
            continue;
        }
        let name = file
            .strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let lint = crate::common::lint::manifests(&text);
        for (rule, severity, line) in lint.lines() {
            if severity > Severity::Note && !OF_CRDS.contains(&&*rule) {
                found.push((name.clone(), line, rule));
            }
        }
    }
    found.sort();
    let found: Vec<(&str, u32, &str)> = found
        .iter()
        .map(|(file, line, rule)| (&**file, *line, &**rule))
        .collect();
    assert_eq!(found, FOUND);
}

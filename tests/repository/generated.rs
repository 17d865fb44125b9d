//! Files that are made from others are what they would be if made now. `INSTA_UPDATE=always cargo test` makes them anew.

use helm_obo::contract::{BUILT_IN, built_in};
use helm_obo::rules::markdown;
use std::collections::BTreeSet;
use std::path::Path;

/// Editors read the schemas from the repository, so all forms of them are there.
#[test]
fn forms_of_the_schemas() {
    for name in BUILT_IN {
        let schema = built_in(name).unwrap().unwrap().schema;
        let forms = [
            ("wiring", schema.values_with_wiring()),
            ("overlay", schema.overlay()),
            ("overlay.wiring", schema.overlay_with_wiring()),
        ];
        for (form, schema) in forms {
            holds(
                &format!("schemas/{name}.{form}.schema.json"),
                &format!("{schema:#}\n"),
            );
        }
    }
}

/// The page of each rule and the one of all; none is left of a rule that is gone.
#[test]
fn pages_of_the_rules() {
    let mut pages = BTreeSet::new();
    for (file, text) in markdown::pages() {
        holds(&file, &text);
        pages.insert(file);
    }
    for path in crate::common::entries(&root().join("docs/rules")) {
        let name = path.file_name().unwrap().to_string_lossy();
        let file = format!("docs/rules/{name}");
        assert!(pages.contains(&file), "{file} is the page of no rule");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_default()
}

fn holds(file: &str, expected: &str) {
    if crate::common::accepts_new() {
        let path = root().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, expected).unwrap();
    }
    assert!(
        read(file) == expected,
        "{file} is stale: run `INSTA_UPDATE=always cargo test`"
    );
}

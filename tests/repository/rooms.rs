//! Holds the rooms of `src/` to the dependencies that are allowed between them, so that data flows one way.

use std::collections::BTreeSet;
use std::path::Path;

/// A room and the rooms it may know.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("go", &[]),
    ("cron", &["go"]),
    ("words", &[]),
    ("threads", &[]),
    ("yaml", &["go", "source", "threads"]),
    ("secrets", &["go", "source", "yaml"]),
    ("crd", &["secrets", "source", "words", "yaml"]),
    ("edit", &["diagnostic", "source", "yaml"]),
    ("values", &["go", "secrets", "source", "yaml"]),
    ("platform", &[]),
    ("contract", &["platform", "source"]),
    ("model", &["platform", "source"]),
    (
        "manifests",
        &[
            "diagnostic",
            "model",
            "platform",
            "secrets",
            "source",
            "yaml",
        ],
    ),
    (
        "agents",
        &[
            "contract", "go", "model", "platform", "secrets", "source", "threads", "values", "yaml",
        ],
    ),
    ("gitops", &["manifests", "source", "yaml"]),
    ("schema", &["source", "yaml"]),
    (
        "template",
        &["go", "schema", "source", "threads", "values", "yaml"],
    ),
    (
        "published",
        &[
            "platform", "secrets", "source", "template", "values", "yaml",
        ],
    ),
    (
        "probe",
        &["contract", "source", "template", "values", "yaml"],
    ),
    ("fix", &["diagnostic", "source", "threads", "yaml"]),
    ("wiring", &["go", "model", "platform", "source", "words"]),
    ("render", &["contract", "go", "model", "schema", "source"]),
    (
        "rules",
        &[
            "contract",
            "crd",
            "cron",
            "diagnostic",
            "edit",
            "go",
            "manifests",
            "model",
            "platform",
            "published",
            "schema",
            "secrets",
            "source",
            "template",
            "threads",
            "values",
            "wiring",
            "words",
            "yaml",
        ],
    ),
    (
        "config",
        &[
            "contract",
            "diagnostic",
            "platform",
            "rules",
            "schema",
            "source",
            "values",
            "words",
            "yaml",
        ],
    ),
    (
        "suppress",
        &["diagnostic", "rules", "source", "words", "yaml"],
    ),
    (
        "project",
        &[
            "agents",
            "config",
            "contract",
            "crd",
            "diagnostic",
            "edit",
            "fix",
            "gitops",
            "go",
            "manifests",
            "model",
            "platform",
            "probe",
            "published",
            "render",
            "rules",
            "schema",
            "secrets",
            "source",
            "suppress",
            "template",
            "threads",
            "values",
            "wiring",
            "words",
            "yaml",
        ],
    ),
    ("report", &["diagnostic", "secrets", "source", "words"]),
    (
        "trace",
        &["model", "platform", "report", "secrets", "source", "wiring"],
    ),
    (
        "init",
        &[
            "config", "contract", "platform", "project", "report", "secrets", "source", "values",
            "words", "yaml",
        ],
    ),
    (
        "cli",
        &[
            "agents",
            "config",
            "contract",
            "diagnostic",
            "fix",
            "go",
            "init",
            "model",
            "platform",
            "project",
            "render",
            "report",
            "rules",
            "secrets",
            "source",
            "template",
            "trace",
            "values",
            "wiring",
            "words",
            "yaml",
        ],
    ),
];

#[test]
fn every_room_knows_only_what_it_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms = BTreeSet::new();
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        rooms.insert((*room).to_owned());
        for file in rust_files(&source.join(room)) {
            let text = std::fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                for known in crate_paths(line) {
                    if known != *room && !allowed.contains(&known) {
                        wrong.push(format!(
                            "{}:{}: {room} must not know {known}",
                            file.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let folders: BTreeSet<String> = std::fs::read_dir(&source)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, rooms, "the table and the folders of src/ differ");
}

/// What a room no longer needs is taken out of the table, so that it does not come back unseen.
#[test]
fn no_room_may_know_more_than_it_does() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (room, allowed) in ROOMS {
        let files = rust_files(&source.join(room)).into_iter();
        let texts: Vec<String> = files
            .map(|file| std::fs::read_to_string(file).unwrap())
            .collect();
        let lines = texts.iter().flat_map(|text| text.lines());
        let known: BTreeSet<&str> = lines.flat_map(crate_paths).collect();
        for room_allowed in *allowed {
            assert!(
                known.contains(room_allowed),
                "{room} need not know {room_allowed}"
            );
        }
    }
}

/// Data flows one way: no room knows one that, in the end, knows it.
#[test]
fn the_table_has_no_cycle() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        for known in *allowed {
            let position = ROOMS.iter().position(|(name, _)| name == known).unwrap();
            assert!(
                position < index,
                "{room} knows {known}, which stands below it"
            );
        }
    }
}

/// In the room of the rules each file is a rule, and what rules share is in its folders.
#[test]
fn each_file_among_the_rules_is_a_rule() {
    const OTHERS: [&str; 3] = ["mod.rs", "rule.rs", "sink.rs"];
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let is_rule = |file: &Path| {
        let text = std::fs::read_to_string(file).unwrap();
        text.contains("const RULE: Rule")
    };
    for file in rust_files(&rules) {
        let is_among_them = file.parent() == Some(&rules);
        let is_other = OTHERS.iter().any(|other| file.ends_with(other));
        let must_be_one = is_among_them && !is_other;
        assert_eq!(is_rule(&file), must_be_one, "{}", file.display());
    }
}

/// Rules about wiring get neither values nor a contract: what they judge by names no type of these.
#[test]
fn wiring_is_judged_without_values() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let facts = std::fs::read_to_string(rules.join("facts/wiring.rs")).unwrap();
    let mut known = BTreeSet::new();
    for line in facts.lines() {
        known.extend(crate_paths(line));
    }
    let own = BTreeSet::from(["contract", "model", "platform", "rules", "source", "wiring"]);
    assert_eq!(known, own);
    let of_contract = facts
        .lines()
        .filter(|line| line.contains("crate::contract"));
    assert_eq!(
        Vec::from_iter(of_contract),
        ["use crate::contract::{HeaderShape, NameForm};"],
        "a contract's words, never a contract"
    );
    let origins = std::fs::read_to_string(rules.join("facts/origins.rs")).unwrap();
    let origins = origins.split("pub trait Origins").nth(1).unwrap();
    let origins = origins.split("\n}\n").next().unwrap();
    let allowed = [
        "Agent",
        "AgentCall",
        "Arc",
        "CallEvaluator",
        "Corrected",
        "DocumentId",
        "Fn",
        "HeaderShape",
        "Item",
        "Iterator",
        "None",
        "Subdomain",
        "Label",
        "Model",
        "NameForm",
        "Namesake",
        "ObjectName",
        "Option",
        "Origins",
        "Place",
        "Platform",
        "Related",
        "Self",
        "Server",
        "ServiceAccount",
        "Some",
        "Sought",
        "Spelling",
        "String",
        "Sync",
        "TakenItem",
        "ValuePath",
        "WiringFacts",
    ];
    for code in [&*facts, origins] {
        let others: BTreeSet<&str> = types(code).filter(|name| !allowed.contains(name)).collect();
        assert_eq!(
            others,
            BTreeSet::new(),
            "a rule about wiring may not see it"
        );
    }
}

/// The names of types and their variants in code.
fn types(code: &str) -> impl Iterator<Item = &str> {
    let lines = code.lines().filter_map(|line| line.split("//").next());
    let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The rooms that a line of code names as `crate::room`.
fn crate_paths(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices("crate::").map(|(start, path)| {
        let rest = &code[start + path.len()..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        &rest[..end]
    })
}

fn rust_files(folder: &Path) -> Vec<std::path::PathBuf> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

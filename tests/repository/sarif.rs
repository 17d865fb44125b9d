//! SARIF of all examples of mistakes, held to the official schema of SARIF 2.1.0.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Files of one folder for each rule, but for those that are more than an overlay.
fn mistakes() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mistakes");
    let mut files: Vec<String> = walkdir::WalkDir::new(root)
        .max_depth(2)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    files.sort();
    files
}

fn lint(targets: &[String]) -> Value {
    report("sarif", targets)
}

fn report(format: &str, targets: &[String]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_helm-obo"));
    let output = command
        .args([
            "lint",
            "--format",
            format,
            "--chart",
            "fixtures/charts/one-agent",
        ])
        .args(targets)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The official schema, without the pattern of languages: as published it is no regular expression of ECMA 262 (a `]` that
/// closes nothing). A log of ours names no language.
fn official() -> Value {
    let text = include_str!("sarif/sarif-2.1.0.schema.json");
    let mut schema: Value = serde_json::from_str(text).unwrap();
    for object in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][object]["properties"]["language"];
        let pattern = language.as_object_mut().unwrap().shift_remove("pattern");
        assert!(pattern.is_some(), "{object}");
    }
    schema
}

#[test]
fn it_fits_the_official_schema() {
    let validator = jsonschema::draft7::new(&official()).unwrap();
    for targets in [mistakes(), vec!["fixtures/charts/one-agent".to_owned()]] {
        let log = lint(&targets);
        let errors: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }
    // The check can fail: this level does not exist.
    let mut log = lint(&mistakes());
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&log));
}

#[test]
fn it_has_what_code_scanning_reads() {
    let log = lint(&mistakes());
    let run = &log["runs"][0];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let results = run["results"].as_array().unwrap();
    let told: BTreeSet<String> = results
        .iter()
        .map(|result| text(&result["ruleId"]))
        .collect();
    assert!(told.len() >= 30, "the examples show {} rules", told.len());
    let hashes: BTreeSet<String> = results
        .iter()
        .map(|result| text(&result["partialFingerprints"]["primaryLocationLineHash"]))
        .collect();
    assert_eq!(
        hashes.len(),
        results.len(),
        "each finding has a name of its own"
    );
    for result in results {
        let location = &result["locations"][0]["physicalLocation"];
        let file = text(&location["artifactLocation"]["uri"]);
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).is_file(),
            "{file}"
        );
        assert!(location["region"]["startLine"].as_u64().unwrap() >= 1);
    }
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        for field in ["shortDescription", "fullDescription", "help"] {
            let length = text(&rule[field]["text"]).chars().count();
            assert!(
                (1..=1000).contains(&length),
                "{}: {field} has {length} characters",
                rule["id"]
            );
        }
        assert!(text(&rule["help"]["markdown"]).starts_with(&format!("# {}", text(&rule["id"]))));
    }
}

/// What a format's fixes change: a file, where in it, and what is written there.
type Changes = BTreeSet<(String, [usize; 4], String)>;

/// Line and column of a byte.
fn point(text: &str, offset: usize) -> [usize; 2] {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    [line, before[start..].chars().count() + 1]
}

#[test]
fn its_fixes_are_those_of_json() {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut here = Changes::new();
    for result in lint(&mistakes())["runs"][0]["results"].as_array().unwrap() {
        for fix in result["fixes"].as_array().into_iter().flatten() {
            assert!(!text(&fix["description"]["text"]).is_empty());
            let change = &fix["artifactChanges"][0];
            for replacement in change["replacements"].as_array().unwrap() {
                let region = &replacement["deletedRegion"];
                here.insert((
                    text(&change["artifactLocation"]["uri"]),
                    ["startLine", "startColumn", "endLine", "endColumn"]
                        .map(|field| number(&region[field])),
                    text(&replacement["insertedContent"]["text"]),
                ));
            }
        }
    }
    let mut there = Changes::new();
    for finding in report("json", &mistakes())["diagnostics"]
        .as_array()
        .unwrap()
    {
        for edit in finding["fix"]["edits"].as_array().into_iter().flatten() {
            let file = text(&edit["file"]);
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let content = std::fs::read_to_string(root.join(&file)).unwrap();
            let [line, column] = point(&content, number(&edit["start"]));
            let [end_line, end_column] = point(&content, number(&edit["end"]));
            let region = [line, column, end_line, end_column];
            there.insert((file, region, text(&edit["text"])));
        }
    }
    assert!(!there.is_empty());
    assert_eq!(here, there);
}

//! What the files hold that GitHub and pre-commit read; `tests/action/run` and `tests/pre-commit/run` try what they do.

use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub(crate) fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Every mapping in a value that says what to `run`.
pub(crate) fn steps(value: &Value) -> Vec<&Mapping> {
    let mut found = Vec::new();
    match value {
        Value::Mapping(mapping) => {
            if mapping.contains_key("run") {
                found.push(mapping);
            }
            found.extend(mapping.values().flat_map(steps));
        }
        Value::Sequence(items) => found.extend(items.iter().flat_map(steps)),
        _ => {}
    }
    found
}

#[test]
fn every_input_is_described_and_reaches_a_script() {
    let action = read("action.yml");
    let text = serde_yaml::to_string(&action["runs"]).unwrap();
    let inputs = action["inputs"].as_mapping().unwrap();
    assert_eq!(inputs.len(), 7);
    for (name, input) in inputs {
        let name = name.as_str().unwrap();
        assert!(
            input["description"]
                .as_str()
                .is_some_and(|it| it.len() > 20),
            "{name}"
        );
        assert!(input["default"].is_string(), "{name}");
        assert_eq!(
            text.matches(&format!("${{{{ inputs.{name} }}}}")).count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn every_variable_that_a_step_sets_is_read_by_its_script() {
    let action = read("action.yml");
    let mut count = 0;
    for step in steps(&action) {
        let run = step["run"].as_str().unwrap();
        let script = run
            .strip_prefix("bash \"$GITHUB_ACTION_PATH/")
            .and_then(|rest| rest.strip_suffix('"'))
            .unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
        let text = fs::read_to_string(script).unwrap();
        for name in step["env"].as_mapping().unwrap().keys() {
            let name = name.as_str().unwrap();
            assert!(text.contains(&format!("${{{name}")), "{run}: {name}");
            count += 1;
        }
    }
    assert_eq!(count, 8);
}

#[test]
fn all_hooks_do_the_same() {
    let hooks = read(".pre-commit-hooks.yaml");
    let hooks = hooks.as_sequence().unwrap();
    let text = |hook: &Value, key: &str| hook[key].as_str().unwrap().to_owned();
    let kinds = [
        ("helm-obo-lint", "lint --changed"),
        ("helm-obo-fix", "lint --changed --fix"),
        ("helm-obo-lint-manifests", "lint --changed --only manifests"),
    ];
    let ways = [
        ("rust", "", "helm-obo"),
        ("script", "-release", "scripts/pre-commit.sh"),
        ("system", "-system", "helm-obo"),
    ];
    let expected: Vec<[String; 3]> = kinds
        .iter()
        .flat_map(|(id, command)| {
            ways.iter().map(move |(language, end, program)| {
                let entry = format!("{program} {command}");
                [format!("{id}{end}"), (*language).to_owned(), entry]
            })
        })
        .collect();
    let told: Vec<_> = hooks
        .iter()
        .map(|hook| ["id", "language", "entry"].map(|key| text(hook, key)))
        .collect();
    assert_eq!(told, expected);
    let keys = |hook: &Value| -> Vec<String> {
        let keys = hook.as_mapping().unwrap().keys();
        keys.map(|key| key.as_str().unwrap().to_owned()).collect()
    };
    let (of_charts, of_manifests) = hooks.split_at(6);
    for hooks in [of_charts, of_manifests] {
        let first = &hooks[0];
        assert_eq!(first["require_serial"], true);
        for other in &hooks[1..] {
            assert_eq!(keys(first), keys(other));
            for key in keys(first) {
                let may_differ = ["id", "name", "description", "entry", "language"];
                let is_same = first[&*key] == other[&*key];
                assert!(may_differ.contains(&&*key) || is_same, "{key}");
            }
        }
    }
    // Where it runs, a reader sees which one it is.
    let names: BTreeSet<String> = hooks.iter().map(|hook| text(hook, "name")).collect();
    assert_eq!(names.len(), kinds.len());
}

#[test]
fn hooks_are_given_what_a_chart_is_made_of() {
    let hooks = read(".pre-commit-hooks.yaml");
    let pattern = hooks[0]["files"].as_str().unwrap();
    let pattern = regex::Regex::new(pattern).unwrap();
    for file in [
        "Chart.yaml",
        "charts/a/Chart.yml",
        "charts/a/Chart.lock",
        "charts/a/requirements.yaml",
        "charts/a/values.yaml",
        "charts/a/values-prod.yml",
        "charts/a/ci/x-values.yaml",
        "charts/a/values.schema.json",
        "charts/a/.helmignore",
        "templates/x.yaml",
        "charts/a/templates/_x.tpl",
        "charts/a/templates/deep/x.txt",
        "charts/a/crds/x.yaml",
        "charts/a/charts/b/templates/x.yaml",
    ] {
        assert!(pattern.is_match(file), "{file}");
    }
    for file in [
        "README.md",
        "templates",
        "charts/a/README.md",
        "charts/a/mytemplates/x.yaml",
        "charts/a/files/x.json",
        "clusters/prod.yaml",
        "values.yaml.bak",
    ] {
        assert!(!pattern.is_match(file), "{file}");
    }
    // By its content, whatever its name is: `.tpl` is of no type that pre-commit knows.
    assert_eq!(
        hooks[0]["types"],
        serde_yaml::from_str::<Value>("[text]").unwrap()
    );
}

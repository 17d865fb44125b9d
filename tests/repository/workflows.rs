//! What the workflows may do, what they run, and in which order; `tests/workflows/run` has zizmor read them.

use crate::action::{read, steps};
use regex::Regex;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FOLDER: &str = ".github/workflows";

/// The workflows' paths and what they hold.
fn workflows() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .map(|name| format!("{FOLDER}/{name}"))
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

/// Every job, with its workflow's path and its own name.
fn jobs() -> Vec<(String, String, Value)> {
    let of = |path: String, workflow: Value| -> Vec<_> {
        let jobs = workflow["jobs"].as_mapping().unwrap().clone();
        jobs.into_iter()
            .map(|(name, job)| (path.clone(), name.as_str().unwrap().to_owned(), job))
            .collect()
    };
    let workflows = workflows().into_iter();
    workflows.flat_map(|(path, it)| of(path, it)).collect()
}

/// The words of a value that is one text or a list of texts.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(word) => vec![word.clone()],
        Value::Sequence(words) => words
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_expression_is_pasted_into_a_script() {
    let mut files = workflows();
    files.insert("action.yml".to_owned(), read("action.yml"));
    assert_eq!(files.len(), 4);
    for (file, value) in files {
        let steps = steps(&value);
        assert!(steps.len() >= 2, "{file}: {steps:?}");
        for step in steps {
            // `defaults:` has a `run` too, which is no script.
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{file}: {script}");
        }
    }
}

/// A tag can be moved to other code, a commit cannot. The version is for people, and for what updates it.
#[test]
fn actions_of_others_are_pinned_by_commit() {
    let uses = Regex::new(r"(?m)^ *(?:- )?uses: *(.*)$").unwrap();
    let pin = Regex::new(r"^([^@ ]+)@([0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+)$").unwrap();
    let mut pins: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in workflows().keys().map(String::as_str).chain(["action.yml"]) {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        for found in uses.captures_iter(&text) {
            let used = &found[1];
            if used.starts_with("./") || used.starts_with("$/") {
                continue;
            }
            let parts = pin
                .captures(used)
                .unwrap_or_else(|| panic!("{file}: {used}"));
            let commits = pins.entry(parts[1].to_owned()).or_default();
            commits.insert(parts[2].to_owned());
        }
    }
    assert!(pins.len() >= 7, "{pins:?}");
    for (action, commits) in pins {
        assert_eq!(commits.len(), 1, "{action}: {commits:?}");
    }
}

#[test]
fn workflows_may_only_read_unless_a_job_says_otherwise() {
    for (file, workflow) in workflows() {
        let permissions = serde_yaml::to_string(&workflow["permissions"]).unwrap();
        assert_eq!(permissions, "contents: read\n", "{file}");
    }
    let mut writers = Vec::new();
    for (file, name, job) in jobs() {
        let Some(permissions) = job.get("permissions").and_then(Value::as_mapping) else {
            continue;
        };
        let written = permissions.iter().filter(|(_, may)| *may == "write");
        let written: Vec<_> = written.map(|(what, _)| what.as_str().unwrap()).collect();
        if !written.is_empty() {
            assert_eq!(file, format!("{FOLDER}/release.yml"));
            writers.push(format!("{name}: {}", written.join(" ")));
        }
    }
    assert_eq!(
        writers,
        [
            "attest: id-token attestations",
            "release: contents",
            "crate: id-token",
            "wheels: id-token",
            "image: packages id-token attestations",
        ]
    );
}

/// What is published cannot be taken back: all of it is built and tried before any of it is published.
#[test]
fn nothing_is_published_before_all_is_built() {
    let jobs: BTreeMap<String, Value> = jobs()
        .into_iter()
        .filter(|(file, ..)| file.ends_with("/release.yml"))
        .map(|(_, name, job)| (name, job))
        .collect();
    let mut published = Vec::new();
    for (name, job) in &jobs {
        if job.get("environment").is_none() {
            assert!(["version", "build", "attest"].contains(&&**name), "{name}");
            continue;
        }
        published.push(name.as_str());
        let (mut open, mut before) = (vec![name.clone()], BTreeSet::new());
        while let Some(job) = open.pop() {
            open.extend(words(&jobs[&job]["needs"]));
            before.insert(job);
        }
        assert!(before.contains("build"), "{name}: {before:?}");
    }
    assert_eq!(
        published,
        ["crate", "image", "mirror", "release", "tap", "wheels"]
    );
    let build = read(".github/workflows/build.yml");
    assert!(
        !serde_yaml::to_string(&build)
            .unwrap()
            .contains("id-token: write")
    );
}

/// A release has what the scripts that install it ask for.
#[test]
fn each_system_has_an_archive_that_was_tried_on_it() {
    let build = read(".github/workflows/build.yml");
    let rows = build["jobs"]["program"]["strategy"]["matrix"]["include"]
        .as_sequence()
        .unwrap();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let mut archives: Vec<_> = rows
        .iter()
        .map(|row| text(row, "target"))
        .filter(|target| !target.ends_with("-gnu"))
        .collect();
    archives.sort_unstable();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/action/install.sh");
    let script = fs::read_to_string(script).unwrap();
    let asked = Regex::new(r"(?m)\) echo (\S+-\S+-\S+) ;;$").unwrap();
    let mut expected: Vec<_> = asked
        .captures_iter(&script)
        .map(|it| it[1].to_owned())
        .collect();
    expected.sort_unstable();
    assert_eq!(expected.len(), 6);
    assert_eq!(archives, expected);
    for row in rows {
        let (target, runner) = (text(row, "target"), text(row, "os"));
        let is_arm = runner.ends_with("-arm") || runner == "macos-15";
        assert_eq!(target.starts_with("aarch64-"), is_arm, "{target}");
    }
}

#[test]
fn every_job_has_a_name_and_an_end() {
    for (file, name, job) in jobs() {
        assert!(job["name"].is_string(), "{file}: {name}");
        assert!(
            job["timeout-minutes"].is_number() || job["uses"].is_string(),
            "{file}: {name}"
        );
    }
}

/// A job that runs again after a newer release must not move a name back: another job's output would be that of the first run.
#[test]
fn a_job_that_moves_a_name_asks_which_ones_move() {
    let mut movers = Vec::new();
    for (file, name, job) in jobs() {
        let text = serde_yaml::to_string(&job).unwrap();
        assert!(job["outputs"]["moving"].is_null(), "{file}: {name}");
        if !text.contains("steps.moving.outputs.moving") {
            continue;
        }
        let steps = job["steps"].as_sequence().unwrap();
        assert_eq!(steps[0]["with"]["fetch-depth"], 0, "{file}: {name}");
        assert_eq!(steps[1]["id"], "moving", "{file}: {name}");
        let run = steps[1]["run"].as_str().unwrap();
        assert!(run.starts_with("scripts/release/moving.sh "), "{run}");
        movers.push(name);
    }
    movers.sort_unstable();
    assert_eq!(movers, ["image", "mirror", "release", "tap"]);
}

/// Releases run one after the other, and each one runs: by default a run that waits is cancelled for a newer one.
#[test]
fn no_release_is_lost_for_another() {
    let concurrency = &read(".github/workflows/release.yml")["concurrency"];
    assert_eq!(concurrency["group"], "release");
    assert_eq!(concurrency["cancel-in-progress"], false);
    assert_eq!(concurrency["queue"], "max");
}

/// `v0` is moved to each release; were it one, the release would start again.
#[test]
fn only_a_whole_version_is_a_release() {
    let workflow = read(".github/workflows/release.yml");
    let text = serde_yaml::to_string(&workflow["on"]["push"]).unwrap();
    assert_eq!(text, "tags:\n- v[0-9]+.[0-9]+.[0-9]+*\n");
}

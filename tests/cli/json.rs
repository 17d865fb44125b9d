//! `lint --format json`: the interface that other programs read.

use crate::common::world::{BROKEN, CLEAN, Ran, World};
use serde_json::{Value, json};

fn world() -> World {
    World::new()
        .chart("deep/er/b")
        .file("broken.yaml", BROKEN)
        .file("torn.yaml", "a: [\n")
        .file(
            "chart/ci/a-values.yaml",
            "agents: {definitions: {k8s: {enabled: true, systemMessage: x}}}",
        )
}

/// Checks a report against the schema that the command prints.
#[track_caller]
fn valid(ran: Ran) -> Value {
    let schema = World::empty().run("schema diagnostics").json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let report = ran.json();
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?} in {ran:#?}");
    report
}

#[test]
fn every_report_has_the_shape_of_its_schema() {
    let world = world();
    for arguments in [
        "chart",
        ".",
        "chart -f broken.yaml",
        "broken.yaml",
        "torn.yaml chart",
        "nowhere.yaml",
        "chart -f nowhere.yaml",
        "chart --set agents.definitions.sre-agent.obo=null --set-string agents.definitions.sre-agent.enabled=false",
        "chart --set-json agents.definitions.x={\"enabled\":true,\"systemMessage\":5,\"evn\":[]}",
        "chart --set a[99999999]=1",
        "chart --set kagent.enabled=false --all-agents -q -v",
        "chart/templates/x.yaml --allow-empty",
        "--color always chart",
        "chart --set a=1 --fix",
    ] {
        valid(world.run(&format!("lint -o json {arguments}")));
    }
    valid(world.call("lint -o json -").stdin(BROKEN).run());
}

#[test]
fn counts_add_up() {
    let report = valid(world().run("lint -o json . broken.yaml"));
    let summary = &report["summary"];
    let count = |severity: &str| {
        let diagnostics = report["diagnostics"].as_array().unwrap();
        diagnostics
            .iter()
            .filter(|one| one["severity"] == severity)
            .count()
    };
    assert_eq!(summary["errors"], count("error"));
    assert_eq!(summary["warnings"], count("warning"));
    assert_eq!(summary["notes"], count("note"));
    assert!(count("error") > 0);
    // chart, chart with its ci file, deep/er/b, and the partial file
    assert_eq!(summary["targets"], 4);
    assert_eq!(summary["files"], 4);
    // sre-agent of two charts and of the partial file, k8s of one chart
    assert_eq!(summary["agents"], 4);
    assert_eq!(summary["active"], 3);
    assert_eq!(summary["contracts"].as_array().unwrap().len(), 4);
}

#[test]
fn inactive_agents_are_listed_with_the_reason() {
    let report = valid(World::new().run("lint -o json chart --set muster.enabled=false"));
    assert_eq!(
        report["summary"]["inactive"],
        json!([{"target": "chart", "agent": "sre-agent", "reason": "muster.enabled is false"}])
    );
    // The string is true to a template.
    let report = valid(World::new().run("lint -o json chart --set-string muster.enabled=false"));
    assert_eq!(report["summary"]["inactive"], json!([]));
}

#[test]
fn an_agent_that_is_active_somewhere_counts_as_active() {
    let off = "agents: {definitions: {sre-agent: {enabled: false}}}";
    let world = World::new().file("chart/ci/off-values.yaml", off);
    let report = valid(world.run("lint -o json chart"));
    assert_eq!(report["summary"]["agents"], 1);
    assert_eq!(report["summary"]["active"], 1);
    assert_eq!(
        report["summary"]["inactive"][0]["target"],
        "chart + chart/ci/off-values.yaml"
    );
}

#[test]
fn files_are_named_from_the_working_directory() {
    let world = world();
    let below = valid(
        world
            .call("lint -o json .. -f ../../broken.yaml")
            .cd("chart/ci")
            .run()
            .exits(1),
    );
    assert_eq!(
        below["diagnostics"][0]["location"]["file"],
        "../../broken.yaml"
    );
    assert_eq!(
        below["diagnostics"][0]["targets"],
        json!([".. + ../../broken.yaml"])
    );
    let related = below["diagnostics"][0]["related"].as_array().unwrap();
    let mut files = related.iter().map(|one| &one["location"]["file"]);
    assert!(files.any(|file| file == "../values.yaml"), "{related:?}");
    let inside = valid(
        world
            .call("lint -o json -f ../broken.yaml")
            .cd("chart")
            .run()
            .exits(1),
    );
    assert_eq!(
        inside["diagnostics"][0]["targets"],
        json!([". + ../broken.yaml"])
    );
    let absolute = world.path("broken.yaml");
    let absolute = valid(
        world
            .call("lint -o json chart -f")
            .arg(absolute.to_str().unwrap())
            .run(),
    );
    assert_eq!(
        absolute["diagnostics"][0]["location"]["file"],
        "broken.yaml"
    );
}

#[test]
fn offsets_and_columns_are_those_of_the_file() {
    let text = "# ünïcödé 😀\r\nagents: {definitions: {'ä😀': {enabled: true, systemMessage: x, enabeld: yes}}}\r\n";
    let world = World::empty().file("o.yaml", text);
    let report = valid(
        world
            .run("lint -o json o.yaml --select unknown-key")
            .exits(1),
    );
    let location = &report["diagnostics"][0]["location"];
    let offset = |end: &str| usize::try_from(location[end]["offset"].as_u64().unwrap()).unwrap();
    let line = text.lines().nth(1).unwrap();
    let found = &text[offset("start")..offset("end")];
    assert!(["enabeld", "yes"].contains(&found), "{found}");
    assert_eq!(location["start"]["line"], 2);
    let column = line[..line.find(found).unwrap()].chars().count() + 1;
    assert_eq!(location["start"]["column"], column);
}

#[test]
fn paths_are_written_as_set_writes_them() {
    let text = CLEAN
        .replace("sre-agent", "a.b")
        .replace("      - authorization\n", "      - 5\n");
    let report = valid(
        World::new()
            .file("chart/values.yaml", text)
            .run("lint -o json chart")
            .exits(1),
    );
    let paths: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["path"].as_str().unwrap())
        .collect();
    assert!(
        paths.contains(&r"agents.definitions.a\.b.allowedHeaders[0]"),
        "{paths:?}"
    );
}

#[test]
fn findings_are_sorted_and_the_same_on_every_run() {
    use std::fmt::Write;
    let mut world = World::new();
    for index in 0..12 {
        let mut text = BROKEN.to_owned();
        writeln!(
            text,
            "    agent-{index}: {{enabled: true, systemMessage: x, colour: 1}}"
        )
        .unwrap();
        world = world.file(&format!("chart/ci/{index:02}-values.yaml"), text);
    }
    let first = world.run("lint -o json chart").exits(1);
    for threads in ["1", "2", "8"] {
        let again = world
            .call("lint -o json .")
            .env("RAYON_NUM_THREADS", threads)
            .run()
            .exits(1);
        assert_eq!(first.stdout, again.stdout);
    }
    let report = valid(first);
    let keys: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let location = &one["location"];
            (
                location["file"].as_str().unwrap(),
                location["start"]["offset"].as_u64().unwrap(),
                one["rule"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[test]
fn all_formats_tell_the_same_findings() {
    let world = world();
    let json = world.run("lint -o json . broken.yaml").findings();
    let concise = world.run("lint -o concise -q . broken.yaml");
    let full = world.run("lint -q . broken.yaml");
    assert_eq!(concise.stdout.lines().count(), json.len());
    let full_count = full.stdout.lines().filter(|line| {
        ["error[", "warning[", "note["]
            .iter()
            .any(|word| line.trim_start().starts_with(word))
    });
    assert_eq!(full_count.count(), json.len(), "{}", full.stdout);
    for (line, finding) in concise.stdout.lines().zip(&json) {
        let (place, rule) = finding.split_once(' ').unwrap();
        assert!(
            line.starts_with(&format!("{place}: ")) && line.contains(&format!("[{rule}] ")),
            "{line} {finding}"
        );
    }
}

//! Comments that silence findings, from the outside.

use crate::common::world::{DOUBTFUL, World};

const SILENT: &str = "\
agents:
  definitions:
    sre-agent:
      favouriteColour: blue # helm-obo: ignore[unknown-key] hunter2hunter2
";

#[test]
fn a_silenced_finding_is_counted_and_not_reported() {
    let world = World::new()
        .file("doubtful.yaml", DOUBTFUL)
        .file("silent.yaml", SILENT);
    let flags = "--fail-on warning --select unknown-key,unused-ignore";
    world
        .run(&format!("lint chart -f doubtful.yaml {flags}"))
        .exits(1);
    let ran = world
        .run(&format!("lint chart -f silent.yaml {flags}"))
        .exits(0);
    insta::assert_snapshot!(ran.stdout, @"
    no findings in 1 target (2 files): 1 agent, 1 active
      rules: only `unknown-key` and `unused-ignore` (`--select`)
      contract: actor-token, assumed: no template is at hand
      suppressed: 1 finding by comments
    ");
    for format in [
        "json", "sarif", "github", "gitlab", "junit", "markdown", "concise",
    ] {
        let ran = world
            .run(&format!("lint chart -f silent.yaml {flags} -o {format}"))
            .exits(0);
        assert!(!ran.all().contains("favouriteColour"), "{ran:#?}");
    }
    let json = world.run(&format!("lint chart -f silent.yaml {flags} -o json"));
    assert_eq!(json.json()["summary"]["suppressed"], 1);
}

#[test]
fn files_that_two_targets_share_count_once() {
    let config = "targets:\n- {chart: chart, values: [shared.yaml]}\n- {chart: other, values: [shared.yaml]}\n";
    let world = World::new()
        .chart("other")
        .file("helm-obo.yaml", config)
        .file("shared.yaml", SILENT);
    let json = world.run("lint -o json").exits(0).json();
    assert_eq!(json["summary"]["suppressed"], 1);
}

#[test]
fn standard_input_has_comments_and_no_edits() {
    let unused = "agents: {} # helm-obo: ignore[unknown-key]\n";
    let ran = World::new()
        .call("lint --chart chart -o json --select unused-ignore,unknown-key -")
        .stdin(unused)
        .run()
        .exits(0);
    assert_eq!(ran.findings(), ["-:1:12 unused-ignore"]);
    assert!(ran.json()["diagnostics"][0]["fix"].is_null());
    let silent = World::new()
        .call("lint --chart chart -o json --select unknown-key -")
        .stdin(SILENT)
        .run()
        .exits(0);
    assert_eq!(silent.json()["summary"]["suppressed"], 1);
}

#[test]
fn a_file_in_another_encoding_gets_no_edits() {
    let text = "agents: {} # helm-obo: ignore[unknown-key]\n";
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    let bytes: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
    let ran = World::new()
        .file("wide.yaml", bytes)
        .run("lint --chart chart wide.yaml -o json --select unused-ignore,unknown-key");
    assert_eq!(ran.findings(), ["wide.yaml:1:12 unused-ignore"]);
    assert!(ran.json()["diagnostics"][0]["fix"].is_null());
}

#[test]
fn files_of_targets_that_cannot_be_read_are_not_judged() {
    let config = "targets:\n- {chart: chart, values: [shared.yaml]}\n- {chart: chart, values: [shared.yaml, torn.yaml]}\n";
    let world = World::new()
        .file("helm-obo.yaml", config)
        .file(
            "shared.yaml",
            "agents: {} # helm-obo: ignore[unknown-key]\n",
        )
        .file("torn.yaml", "a: [\n");
    let ran = world
        .run("lint -o json --select unused-ignore,unknown-key")
        .exits(2);
    assert_eq!(ran.findings(), ["torn.yaml:1:4 syntax-error"]);
    let fixed = world.file("torn.yaml", "a: []\n");
    let ran = fixed
        .run("lint -o json --select unused-ignore,unknown-key")
        .exits(0);
    assert_eq!(ran.findings(), ["shared.yaml:1:12 unused-ignore"]);
}

#[test]
fn what_render_reports_is_silenced_too() {
    let world = World::new()
        .file("doubtful.yaml", DOUBTFUL)
        .file("silent.yaml", SILENT);
    world
        .run("render chart -f doubtful.yaml")
        .exits(0)
        .stderr_has("favouriteColour");
    let ran = world.run("render chart -f silent.yaml").exits(0);
    assert!(!ran.stderr.contains("favouriteColour"), "{ran:#?}");
}

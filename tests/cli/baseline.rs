//! Baselines: findings that are known are hidden, new ones are reported.

use crate::common::world::World;

const KNOWN: &str = "\
agents:
  definitions:
    sre-agent:
      favouriteColour: blue
      allowedHeaders: []
      env: []
";

/// A chart with a file on it that holds an error and a warning.
fn world() -> World {
    World::new().file("prod.yaml", KNOWN)
}

const LINT: &str =
    "lint --chart chart prod.yaml --fail-on note --ignore runtime-unset,muster-unset";

#[test]
fn what_is_known_is_hidden_until_something_is_new() {
    let world = world();
    world.run(LINT).exits(1);
    let wrote = world
        .run(&format!("{LINT} --write-baseline known.json"))
        .exits(0);
    assert_eq!(wrote.stderr, "note: `known.json` lists 2 findings now\n");
    insta::assert_snapshot!(wrote.stdout, @"
    no new findings in 1 target (2 files): 1 agent, 1 active
      contract: actor-token, assumed: no template is at hand
      baseline: 2 findings hidden
    ");
    let written = world.read("known.json");
    insta::assert_snapshot!(written, @r#"
    {
      "version": 1,
      "findings": [
        {
          "rule": "forwarding-disabled",
          "file": "prod.yaml",
          "path": "agents.definitions.sre-agent.allowedHeaders",
          "content": "allowedHeaders"
        },
        {
          "rule": "unknown-key",
          "file": "prod.yaml",
          "path": "agents.definitions.sre-agent.favouriteColour",
          "content": "favouriteColour"
        }
      ]
    }
    "#);
    assert!(written.ends_with("}\n"));
    let lint = format!("{LINT} --baseline known.json");
    for format in [
        "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
    ] {
        let ran = world.run(&format!("{lint} -o {format}")).exits(0);
        let told = ran.says_no_more().stdout;
        // SARIF carries the rules' pages, which name other keys.
        let names = told.contains("favouriteColour") || told.contains("prod.yaml:");
        assert!(!names, "{format}: {told}");
    }
    let json = world.run(&format!("{lint} -o json")).json();
    assert_eq!(json["summary"]["baselined"], 2);
    assert_eq!(json["summary"]["errors"], 0);

    let moved = world.file("prod.yaml", format!("# A comment.\n\n{KNOWN}"));
    moved.run(&lint).exits(0);
    let more = moved.file("prod.yaml", format!("{KNOWN}      favouriteSound: loud\n"));
    let ran = more.run(&format!("{lint} -o json")).exits(1);
    assert_eq!(ran.findings(), ["prod.yaml:7:7 unknown-key"]);
}

#[test]
fn a_baseline_is_the_same_from_any_folder() {
    let world = world().file("below/x.yaml", "");
    world
        .run(&format!("{LINT} --write-baseline known.json"))
        .exits(0);
    let first = world.read("known.json");
    let flags = "--chart ../chart ../prod.yaml --fail-on note --ignore runtime-unset,muster-unset";
    world
        .call(&format!("lint {flags} --baseline ../known.json"))
        .cd("below")
        .run()
        .exits(0);
    world
        .call(&format!("lint {flags} --write-baseline ../known.json"))
        .cd("below")
        .run()
        .exits(0);
    assert_eq!(world.read("known.json"), first);
    let elsewhere = format!("{LINT} --write-baseline below/known.json");
    world.run(&elsewhere).exits(0);
    assert!(world.read("below/known.json").contains("\"../prod.yaml\""));
}

#[test]
fn the_last_of_equal_findings_is_new() {
    let env = |count: usize| {
        let items = "\n      - {name: A, value: b, colour: blue}".repeat(count);
        format!(
            "agents:\n  definitions:\n    sre-agent:\n      env:\n      - {{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}}{items}\n"
        )
    };
    let world = World::new().file("prod.yaml", env(2));
    let lint = "lint --chart chart prod.yaml --select unknown-key --fail-on note -o json";
    world
        .run(&format!("{lint} --write-baseline known.json"))
        .exits(0);
    assert!(world.read("known.json").contains("\"count\": 2"));
    let lint = format!("{lint} --baseline known.json");
    let before = format!("agents: {{}}\n---\n{}", env(2)); // further down
    world.file("prod.yaml", before).run(&lint).exits(0);
    let world = World::new()
        .file("known.json", world_of(&env(2)))
        .file("prod.yaml", env(3));
    let ran = world.run(&lint).exits(1);
    assert_eq!(ran.findings(), ["prod.yaml:8:29 unknown-key"]);
    let fewer = world.file("prod.yaml", env(1));
    fewer
        .run(&lint)
        .exits(0)
        .stderr_has("1 entry of the baseline matches nothing any more: unknown-key at agents.definitions.sre-agent.env[].colour in prod.yaml (1 of 2)");
}

/// The baseline of an overlay.
fn world_of(overlay: &str) -> String {
    let world = World::new().file("prod.yaml", overlay);
    world.run("lint --chart chart prod.yaml --select unknown-key --write-baseline known.json");
    world.read("known.json")
}

#[test]
fn what_is_fixed_is_reported() {
    let world = world();
    world
        .run(&format!("{LINT} --write-baseline known.json"))
        .exits(0);
    let fixed = world.file(
        "prod.yaml",
        KNOWN.replace("      favouriteColour: blue\n", ""),
    );
    let lint = format!("{LINT} --baseline known.json");
    let ran = fixed.run(&lint).exits(0).stderr_has(
        "1 entry of the baseline matches nothing any more: unknown-key at \
         agents.definitions.sre-agent.favouriteColour in prod.yaml; run `helm-obo lint` with all targets and \
         `--write-baseline known.json` to drop what is gone",
    );
    assert!(
        ran.stdout
            .contains("baseline: 1 finding hidden, 1 entry matches nothing"),
        "{ran:#?}"
    );
    let json = fixed.run(&format!("{lint} -o json -q")).says_no_more();
    assert_eq!(json.json()["summary"]["stale"], 1);
    // Rules and files that the run did not look at are not judged.
    for arguments in [
        "prod.yaml --chart chart --select forwarding-disabled",
        "prod.yaml --chart chart --ignore unknown-key",
        "chart --fail-on never",
        "chart -f prod.yaml --select dead-key",
    ] {
        fixed
            .run(&format!("lint {arguments} --baseline known.json"))
            .exits(0)
            .says_no_more();
    }
}

#[test]
fn a_changed_value_is_new() {
    let text = "agents: {definitions: {sre-agent: {enabled: \"no\"}}}\n";
    let world = World::new().file("prod.yaml", text);
    let lint = "lint --chart chart prod.yaml --select wrong-type";
    world
        .run(&format!("{lint} --write-baseline known.json"))
        .exits(0);
    let lint = format!("{lint} --baseline known.json");
    world.run(&lint).exits(0);
    world
        .file("prod.yaml", text.replace("no", "off"))
        .run(&lint)
        .exits(1);
}

#[test]
fn another_mistake_in_a_template_is_new() {
    let chart = |template: &str| {
        World::empty()
            .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
            .file("c/templates/a.yaml", template)
    };
    let world = chart("a: {{ include \"c.nmae\" . }}\n");
    world.run("lint c --write-baseline known.json").exits(0);
    let ran = world.run("lint c --baseline known.json").exits(0);
    assert!(ran.stdout.contains("no new findings"), "{}", ran.stdout);
    let world = world.file("c/templates/a.yaml", "a: {{ include \"c.other\" . }}\n");
    world.run("lint c --baseline known.json").exits(1);
}

#[test]
fn arguments_and_standard_input_go_by_name() {
    let lint = "lint --chart chart - --set agents.definitions.sre-agent.sound=x --select unknown-key --fail-on note";
    let world = World::new();
    let run = |more: &str, text: &str| world.call(&format!("{lint} {more}")).stdin(text).run();
    run("--write-baseline known.json", KNOWN).exits(0);
    let written = world.read("known.json");
    assert!(
        written.contains("\"-\"") && written.contains("\"--set\""),
        "{written}"
    );
    run("--set a.b=c --baseline known.json", KNOWN).exits(0);
    run(
        "--set agents.definitions.sre-agent.smell=y --baseline known.json",
        KNOWN,
    )
    .exits(1);
}

#[test]
fn no_credential_is_written() {
    let text = "agents:\n  definitions:\n    sre-agent:\n      token: hunter2hunter2\n      env:\n      - {name: API_TOKEN, value: hunter3hunter3}\n      \
                systemMessage: \"https://me:hunter4hunter4@example.com\" # helm-obo: ignore[dead-key] hunter5hunter5\n";
    let world = World::new().file("prod.yaml", text);
    world
        .run("lint --chart chart prod.yaml --write-baseline known.json")
        .exits(0);
    let written = world.read("known.json");
    assert!(written.contains("plaintext-credential"), "{written}");
    for secret in ["hunter2", "hunter3", "hunter4"] {
        assert!(!written.contains(secret), "{written}");
    }
}

#[test]
fn comments_come_first() {
    let silent = KNOWN.replace("blue", "blue # helm-obo: ignore[unknown-key]");
    let world = World::new().file("prod.yaml", silent);
    let ran = world
        .run(&format!("{LINT} --write-baseline known.json -o json"))
        .exits(0);
    assert_eq!(ran.json()["summary"]["suppressed"], 1);
    assert!(!world.read("known.json").contains("unknown-key"));
    let unused = World::new().file("prod.yaml", "a: 1 # helm-obo: ignore[dead-key]\n");
    unused.run(&format!("{LINT} --write-baseline known.json"));
    assert!(unused.read("known.json").contains("unused-ignore"));
    unused
        .run(&format!("{LINT} --baseline known.json"))
        .exits(0);
}

#[test]
fn nothing_is_written_where_something_cannot_be_read() {
    let old = "{\"version\": 1, \"findings\": []}";
    let world = world().file("known.json", old).file("torn.yaml", "a: [\n");
    for target in ["torn.yaml", "nowhere.yaml", "prod.yaml nowhere.yaml"] {
        world
            .run(&format!(
                "lint --chart chart {target} --write-baseline known.json"
            ))
            .exits(2)
            .stderr_has("`known.json` is not written");
        assert_eq!(world.read("known.json"), old);
    }
    let ran = world
        .run("lint chart --write-baseline nowhere/known.json")
        .exits(2)
        .stderr_has("the baseline `nowhere/known.json` cannot be written");
    assert!(!ran.stderr.contains(".helm-obo-"), "{ran:#?}");
    let folder: Vec<_> = std::fs::read_dir(world.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().starts_with(".helm-obo"))
        .collect();
    assert!(folder.is_empty(), "{folder:?}");
}

#[test]
fn a_syntax_error_is_never_hidden() {
    let row = r#"{"rule": "syntax-error", "file": "torn.yaml", "path": "", "content": "["}"#;
    let world = World::new().file("torn.yaml", "a: [\n").file(
        "known.json",
        format!("{{\"version\": 1, \"findings\": [{row}]}}"),
    );
    let ran = world
        .run("lint --chart chart torn.yaml --baseline known.json -o json")
        .exits(2);
    assert_eq!(ran.findings(), ["torn.yaml:1:4 syntax-error"]);
}

#[test]
fn a_baseline_that_cannot_be_used_is_reported() {
    let row = r#"{"rule": "no-rule", "file": "a", "path": "", "content": ""}"#;
    let world = World::new()
        .file("torn.json", "{\"version\": 1,\n\"findings\": [\n")
        .file("other.json", "{\"findings\": []}")
        .file("newer.json", "{\n\"version\": 2}")
        .file(
            "gone.json",
            format!("{{\"version\": 1, \"findings\": [{row}]}}"),
        );
    for (file, told) in [
        ("nowhere.json", "there is no baseline `nowhere.json`"),
        ("torn.json", "`torn.json`, line 3: this is no JSON"),
        ("other.json", "`other.json`, line 1: this is no baseline"),
        (
            "newer.json",
            "`newer.json`, line 2: this baseline is of version 2",
        ),
        ("chart", "`chart` is a folder, and a baseline is a file"),
        (
            "chart",
            "name a file in it, such as `chart/helm-obo-baseline.json`",
        ),
        ("-", "`-` is no file, and a baseline is one"),
    ] {
        world
            .run(&format!("lint chart --baseline {file}"))
            .exits(2)
            .prints_nothing()
            .stderr_has(told);
    }
    world
        .run("lint chart --baseline nowhere.json")
        .stderr_has("write it: `helm-obo lint --write-baseline nowhere.json`");
    world
        .run("lint chart --baseline gone.json")
        .exits(0)
        .says_no_more();
    world
        .run("lint chart --baseline a.json --write-baseline b.json")
        .exits(2)
        .stderr_has("cannot be used with");
}

#[test]
fn nothing_but_a_baseline_is_written_over() {
    const OTHERS: [(&str, &str); 6] = [
        ("prod.yaml", "`prod.yaml`, line 1: this is no JSON"),
        ("values.json", "`values.json`, line 1: this is no baseline"),
        ("torn.json", "`torn.json`, line 2: this is no JSON"),
        ("newer.json", "this baseline is of version 2"),
        ("chart", "`chart` is a folder, and a baseline is a file"),
        ("-", "`-` is no file, and a baseline is one"),
    ];
    let mendable = "agents: {definitions: {sre-agent: {obo: null}}}\n";
    let world = world()
        .file("mendable.yaml", mendable)
        .file("values.json", "{\"agents\": {}}\n")
        .file(
            "torn.json",
            "{\"version\": 1, \"findings\": [\n<<<<<<< ours",
        )
        .file("newer.json", "{\"version\": 2, \"findings\": []}");
    let read = |file: &str| std::fs::read(world.path(file)).ok();
    for (file, told) in OTHERS {
        for lint in [LINT, "lint --chart chart mendable.yaml --fix"] {
            let before = read(file);
            let ran = world.run(&format!("{lint} --write-baseline {file}"));
            ran.exits(2)
                .prints_nothing()
                .stderr_has(told)
                .stderr_has("help: ");
            assert_eq!(read(file), before, "{file}");
        }
        assert_eq!(world.read("mendable.yaml"), mendable, "{file}");
    }
    assert_eq!(read("-"), None);
    let other = world.run(&format!("{LINT} --write-baseline prod.yaml"));
    other.stderr_has("restore it if it was a baseline, else name another file");
}

#[test]
fn how_much_is_written_is_said() {
    let world = world();
    let write = format!("{LINT} --write-baseline known.json");
    let told = |more: &str| world.run(&format!("{write} {more}")).exits(0).stderr;
    told("");
    assert_eq!(told(""), "note: `known.json` lists 2 findings now\n");
    assert_eq!(
        told("--select unknown-key"),
        "note: `known.json` lists 1 finding now, 2 before\n"
    );
    assert_eq!(told(""), "note: `known.json` lists 2 findings now\n");
    assert_eq!(told("-q --select dead-key"), "");
    let fixed = told("--fix --select dead-key");
    assert_eq!(fixed, "note: `known.json` lists 0 findings now\n");
}

#[test]
fn a_byte_order_mark_makes_no_other_baseline() {
    let world = world();
    let write = format!("{LINT} --write-baseline known.json");
    world.run(&write).exits(0);
    let marked = format!("\u{feff}{}", world.read("known.json"));
    let world = world.file("known.json", marked);
    let ran = world.run(&format!("{LINT} --baseline known.json"));
    ran.exits(0).says_no_more();
    world.run(&write).exits(0);
}

#[test]
fn an_empty_file_may_become_a_baseline() {
    for text in ["", "\n", "\u{feff}\n"] {
        let world = world().file("known.json", text);
        let write = format!("{LINT} --write-baseline known.json");
        world.run(&write).exits(0);
        assert!(world.read("known.json").contains("unknown-key"));
        world.run(&write).exits(0);
    }
}

#[cfg(unix)]
#[test]
fn others_may_read_what_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let world = world().file("plain.txt", "");
    let mode = |file: &str| {
        let metadata = std::fs::metadata(world.path(file)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    let write = format!("{LINT} --write-baseline known.json");
    world.run(&write).exits(0);
    assert_eq!(mode("known.json"), mode("plain.txt"));
    std::fs::set_permissions(world.path("known.json"), PermissionsExt::from_mode(0o640)).unwrap();
    world.run(&write).exits(0);
    assert_eq!(mode("known.json"), 0o640);
}

#[test]
fn the_config_file_names_a_baseline() {
    let world = world()
        .file("helm-obo.yaml", "baseline: below/known.json\n")
        .file("below/x", "");
    let lint = LINT;
    // It is to be written first: the report says how.
    world
        .run(lint)
        .exits(2)
        .stdout_has("`baseline` names `below/known.json`, and there is no")
        .stdout_has("lint --write-baseline below/known.json");
    world
        .run(&format!("{lint} --write-baseline below/known.json"))
        .exits(0);
    let ran = world.run(&format!("{lint} -o json")).exits(0);
    assert_eq!(ran.json()["summary"]["baselined"], 2);
    let flags = "--chart ../chart ../prod.yaml --fail-on note --ignore runtime-unset,muster-unset";
    world
        .call(&format!("lint {flags}"))
        .cd("below")
        .run()
        .exits(0);
    world.run(&format!("{lint} --no-baseline")).exits(1);
    // One that is named replaces it, and one that is written holds what the old one hides.
    let empty = world.file("none.json", "{\"version\": 1, \"findings\": []}");
    empty.run(&format!("{lint} --baseline none.json")).exits(1);
    let wrote = empty.run(&format!("{lint} --write-baseline below/known.json"));
    assert_eq!(
        wrote.exits(0).stderr,
        "note: `below/known.json` lists 2 findings now\n"
    );
    // The report is not written over it.
    empty
        .run(&format!("{lint} -o json --output-file below/known.json"))
        .exits(2)
        .stderr_has("it is a baseline");
}

#[test]
fn config_files_name_baselines_of_their_own() {
    let values = "agents:\n  definitions:\n    sre-agent: {favouriteColour: blue}\n";
    let mut world = World::empty();
    for chart in ["a", "b"] {
        world = world
            .chart(chart)
            .file(&format!("{chart}/ci/x-values.yaml"), values)
            .file(&format!("{chart}/helm-obo.yaml"), "baseline: known.json\n");
    }
    let lint = "--select unknown-key --fail-on note";
    for chart in ["a", "b"] {
        let file = format!("{chart}/known.json");
        let write = format!("lint {chart} {lint} --write-baseline {file}");
        world.run(&write).exits(0);
    }
    let ran = world.run(&format!("lint . {lint} -o json")).exits(0);
    assert_eq!(ran.json()["summary"]["baselined"], 2);
    // What is gone from both is told of both.
    let world = world
        .file("a/ci/x-values.yaml", "")
        .file("b/ci/x-values.yaml", "");
    let ran = world.run(&format!("lint . {lint}")).exits(0);
    assert_eq!(ran.stderr.matches("1 entry of the baseline").count(), 2);
    ran.stdout_has("baseline: 0 findings hidden, 2 entries match nothing");
}

#[test]
fn fixes_reach_what_a_configured_baseline_hides_only_where_it_is_written_anew() {
    let values = "agents:\n  definitions:\n    sre-agent: {systemMessage: x, enabled: true}\n";
    let world = || {
        World::new()
            .file("helm-obo.yaml", "baseline: known.json\n")
            .file("prod.yaml", values)
    };
    let lint = "lint prod.yaml --select obo-missing";
    let hidden = world();
    hidden
        .run(&format!("{lint} --write-baseline known.json"))
        .exits(0);
    hidden.run(&format!("{lint} --unsafe-fixes")).exits(0);
    assert_eq!(hidden.read("prod.yaml"), values);
    hidden
        .run(&format!(
            "{lint} --unsafe-fixes --write-baseline known.json"
        ))
        .exits(0);
    assert_ne!(hidden.read("prod.yaml"), values);
}

#[test]
fn what_two_baselines_list_is_stale_in_neither() {
    let values = "agents:\n  definitions:\n    sre-agent: {favouriteColour: blue}\n";
    let mut world = World::empty();
    for chart in ["a", "b"] {
        world = world
            .chart(chart)
            .file(&format!("{chart}/ci/x-values.yaml"), values);
    }
    let lint = "lint a b --select unknown-key --fail-on note";
    for chart in ["a", "b"] {
        let file = format!("{chart}/known.json");
        world
            .run(&format!("{lint} --write-baseline {file}"))
            .exits(0);
    }
    for chart in ["a", "b"] {
        let config = format!("{chart}/helm-obo.yaml");
        world = world.file(&config, "baseline: known.json\n");
    }
    let ran = world
        .run(&format!("{lint} -o json"))
        .exits(0)
        .says_no_more();
    assert_eq!(ran.json()["summary"]["baselined"], 2);
}

#[test]
fn a_baseline_of_manifests_holds_whatever_names_them() {
    let agent = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: clerk}\nspec: {type: Declarative, declarative: {modelConfg: x}}\n";
    let world = World::empty()
        .file("m/helm-obo.yaml", "baseline: known.json\nfail-on: note\n")
        .file("m/base/agent.yaml", agent)
        .file("m/base/kustomization.yaml", "resources: [agent.yaml]\n")
        .file(
            "m/prod/kustomization.yaml",
            "resources: [../base]\nnamespace: prod\nnamePrefix: p-\n",
        );
    world.run("lint m").exits(2);
    world.run("lint m --no-baseline").exits(1);
    let write = world.run("lint m --write-baseline m/known.json").exits(0);
    assert!(!write.stderr.contains(" 0 findings"), "{write:#?}");
    for call in [
        "lint m",
        "lint --changed m/base/agent.yaml",
        "lint m/base/agent.yaml",
        "lint m/base",
    ] {
        let ran = world.run(call).exits(0);
        assert!(!ran.stderr.contains("any more"), "{call}: {ran:#?}");
    }
}

#[test]
fn no_output_is_written_over_a_baseline() {
    let world = world();
    let both = format!("{LINT} --write-baseline x.json --output-file x.json");
    world
        .run(&both)
        .exits(2)
        .stderr_has("the baseline is to be written there");
    world
        .run(&format!("{LINT} --write-baseline known.json"))
        .exits(0);
    let before = world.read("known.json");
    for call in [
        "lint chart --baseline none.json",
        "lint chart --no-baseline",
        "values chart",
        "trace chart",
        "render chart",
    ] {
        world
            .run(&format!("{call} --output-file known.json"))
            .exits(2)
            .stderr_has("it is a baseline");
    }
    assert_eq!(world.read("known.json"), before);
}

#[test]
fn a_configured_baseline_that_cannot_be_used_is_a_mistake_of_the_config_file() {
    let world = World::new().file("helm-obo.yaml", "baseline: my known.json\n");
    let json = world.run("lint chart -o json").exits(2).json();
    assert_eq!(json["diagnostics"][0]["rule"], "invalid-config");
    assert_eq!(
        json["diagnostics"][0]["help"],
        "write it: `helm-obo lint --write-baseline 'my known.json'`"
    );
    for (content, message) in [
        (
            "x",
            "`baseline` cannot be used: `my known.json`, line 1: this is no JSON",
        ),
        (
            "{\"version\": 2}",
            "`baseline` cannot be used: `my known.json`, line 1: this baseline is of version 2, and helm-obo knows 1 only",
        ),
    ] {
        let world = World::new()
            .file("helm-obo.yaml", "baseline: my known.json\n")
            .file("my known.json", content);
        let json = world.run("lint chart -o json").exits(2).json();
        assert_eq!(json["diagnostics"][0]["message"], message);
    }
    // Who only wants to see something needs none.
    world.run("values chart").exits(0);
    world.run("trace chart").exits(0);
}

#[cfg(unix)]
#[test]
fn no_link_leads_output_into_a_file_of_the_run() {
    let world = world();
    std::os::unix::fs::symlink("new.json", world.path("link.json")).unwrap();
    world
        .run(&format!(
            "{LINT} --write-baseline new.json --output-file link.json"
        ))
        .exits(2)
        .stderr_has("the baseline is to be written there");
    std::fs::hard_link(world.path("chart/values.yaml"), world.path("hard")).unwrap();
    let before = world.read("hard");
    world
        .run("lint chart --output-file hard")
        .exits(2)
        .stderr_has("this run reads it");
    assert_eq!(world.read("hard"), before);
}

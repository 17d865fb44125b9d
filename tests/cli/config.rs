//! The config file: where it is found, what it says, and its mistakes.

use crate::common::world::{BROKEN, DOUBTFUL, Ran, World};

#[test]
fn all_mistakes_are_reported_at_once_with_their_places() {
    let config = "\
contrct: actor-token
rules:
  obo-mising: off
  obo-missing: fatal
exclude: nothing
targets:
- chrt: chart
- chart: chart
  values: x.yaml
";
    let world = World::new().file("helm-obo.yaml", config);
    let ran = world.run("lint chart").exits(2);
    assert_eq!(ran.stderr, "");
    insta::assert_snapshot!(ran.stdout);
    // Where no report is written, the same snippets are on standard error.
    let traced = world.run("trace chart").exits(2).prints_nothing();
    let (findings, _) = ran.stdout.split_once("\n6 errors").unwrap();
    assert_eq!(traced.stderr, findings);
}

#[test]
fn mistakes_are_findings_in_every_format() {
    let world = World::new().file("helm-obo.yaml", "rules:\n  obo-mising: off\n");
    for (format, told) in [
        (
            "full",
            "error[invalid-config]: there is no rule `obo-mising`\n   ╭─[helm-obo.yaml:2:3]",
        ),
        (
            "concise",
            "helm-obo.yaml:2:3: error[invalid-config] there is no rule `obo-mising`\n",
        ),
        ("json", "\"rule\": \"invalid-config\""),
        (
            "github",
            "::error file=helm-obo.yaml,line=2,endLine=2,col=3,endColumn=13,title=invalid-config::",
        ),
        (
            "junit",
            "<error message=\"there is no rule `obo-mising`\" type=\"error\">",
        ),
        (
            "markdown",
            "<code>helm-obo.yaml:2:3</code> **invalid-config**: there is no rule",
        ),
    ] {
        for arguments in ["", " --fix", " --fail-on never", " --select obo-missing"] {
            let call = format!("lint chart --format {format}{arguments}");
            let ran = world.run(&call).exits(2);
            assert!(ran.stdout.contains(told), "{call}: {ran:#?}");
            assert_eq!(ran.stderr, "", "{call}");
        }
    }
    let json = world.run("lint -o json chart").json();
    assert_eq!(
        json["diagnostics"][0]["help"],
        "did you mean `obo-missing`?"
    );
    assert_eq!(json["diagnostics"][0]["path"], "rules.obo-mising");
    assert_eq!(json["summary"]["targets"], 0);
    // Code scanning would close the alerts of what was not linted, and GitLab show them as resolved.
    for format in ["sarif", "gitlab"] {
        world
            .run(&format!("lint chart -o {format}"))
            .exits(2)
            .prints_nothing()
            .stderr_has("[helm-obo.yaml:2:3]");
    }
    world
        .run("lint chart --diff")
        .exits(2)
        .prints_nothing()
        .stderr_has("[helm-obo.yaml:2:3]");
}

#[test]
fn mistakes_are_in_no_baseline() {
    let row = r#"{"rule": "invalid-config", "file": "helm-obo.yaml", "path": "contrct", "content": "contrct"}"#;
    let known = format!("{{\"version\": 1, \"findings\": [{row}]}}");
    let world = World::new()
        .file("helm-obo.yaml", "contrct: static\n")
        .file("known.json", &known);
    let ran = world
        .run("lint -o json chart --baseline known.json")
        .exits(2);
    assert_eq!(ran.findings(), ["helm-obo.yaml:1:1 invalid-config"]);
    world
        .run("lint chart --write-baseline new.json")
        .exits(2)
        .stderr_has("`new.json` is not written");
    assert!(!world.path("new.json").exists());
}

#[test]
fn what_a_setting_names_is_pointed_at() {
    let world = World::new().file("chart/ci/a-values.yaml", "{}");
    for (config, place) in [
        ("contract: ../nowhere\n", "1:11"),
        ("contract: chart/Chart.yaml\n", "1:11"),
        ("targets:\n- {chart: chart, contract: mine}\n", "2:28"),
        ("exclude: [old, \"a[\"]\n", "1:16"),
        ("contract: [\n", "1:11"),
    ] {
        let world = World::new()
            .file("chart/ci/a-values.yaml", "{}")
            .file("helm-obo.yaml", config);
        let ran = world.run("lint -o json").exits(2);
        let expected = format!("helm-obo.yaml:{place} invalid-config");
        assert!(ran.findings().contains(&expected), "{config}: {ran:#?}");
    }
    world
        .run("lint chart --contract nowhere")
        .exits(2)
        .prints_nothing()
        .stderr_has("there is no contract `nowhere`");
}

#[test]
fn a_config_file_that_cannot_be_read() {
    let world = World::new();
    world
        .run("lint chart --config nowhere.yaml")
        .exits(2)
        .prints_nothing()
        .stderr_has("there is no file `nowhere.yaml`");
    world
        .run("lint chart --config chart")
        .exits(2)
        .stderr_has("is a directory");
    let world = world.file("helm-obo.yaml", "rules: [\n");
    for command in ["render", "values"] {
        world
            .run(&format!("{command} chart"))
            .exits(2)
            .prints_nothing()
            .stderr_has("[helm-obo.yaml:1:8]");
    }
    let found = |world: &World| world.run("lint -o json chart").exits(2).findings();
    assert_eq!(found(&world), ["helm-obo.yaml:1:8 invalid-config"]);
    let world = world.file("helm-obo.yaml", "- a\n");
    assert_eq!(found(&world), ["helm-obo.yaml:1:1 invalid-config"]);
    let world = world.file("helm-obo.yaml", b"a: \xff\n");
    assert_eq!(found(&world), ["helm-obo.yaml:1:4 invalid-config"]);
    let world = world.file("helm-obo.yaml", "# nothing yet\n");
    world.run("lint chart").exits(0).says_no_more();
}

#[test]
fn the_nearest_config_file_upward_counts() {
    let world = World::empty()
        .chart("a")
        .chart("a/b/c")
        .file(
            "helm-obo.yaml",
            "rules: {unknown-key: off, runtime-unset: off, muster-unset: off, shared-session: off}",
        )
        .file("a/b/.helm-obo.yaml", "rules: {unknown-key: error}")
        .file("o.yaml", DOUBTFUL);
    world.run("lint a -f o.yaml --fail-on note").exits(0);
    world.run("lint a/b/c -f o.yaml").exits(1);
    world
        .run("lint a/b/c -f o.yaml --config helm-obo.yaml --fail-on note")
        .exits(0);
    world
        .call("lint . -f ../../../o.yaml")
        .cd("a/b/c")
        .run()
        .exits(1);
}

#[test]
fn the_config_file_may_end_in_yml() {
    for name in [".helm-obo.yml", "helm-obo.yml"] {
        let world = World::new()
            .file("o.yaml", DOUBTFUL)
            .file(name, "rules: {unknown-key: error}");
        world.run("lint chart -f o.yaml").exits(1);
        world
            .run("init")
            .exits(2)
            .stderr_has(&format!("`{name}` is there already"));
        world
            .run("init chart")
            .exits(2)
            .stderr_has("applies here already");
        world.run("init --force").exits(0);
        assert!(!world.path(".helm-obo.yaml").exists(), "{name}");
        assert!(world.read(name).starts_with("##"), "{name}");
    }
}

#[test]
fn two_config_files_in_one_folder_are_one_too_many() {
    for (one, other) in [
        (".helm-obo.yaml", "helm-obo.yaml"),
        ("helm-obo.yaml", "helm-obo.yml"),
        (".helm-obo.yaml", ".helm-obo.yml"),
    ] {
        let world = World::new().file(one, "").file(other, "");
        let told = format!("`{one}` and `{other}` are two config files in one folder");
        for arguments in ["lint chart", "lint", "trace chart", "init --force"] {
            world.run(arguments).exits(2).stderr_has(&told);
        }
        world.run(&format!("lint chart --config {one}")).exits(0);
        // Nearer ones go before.
        let world = world.file("chart/helm-obo.yml", "");
        world.run("lint chart").exits(0);
    }
}

#[test]
fn rules_change_severities() {
    let world = World::new()
        .file("broken.yaml", BROKEN)
        .file("doubtful.yaml", DOUBTFUL);
    let config = |text: &str| {
        World::new()
            .file("broken.yaml", BROKEN)
            .file("doubtful.yaml", DOUBTFUL)
            .file("helm-obo.yaml", text)
    };
    world.run("lint chart -f broken.yaml").exits(1);
    config("rules: {forwarding-disabled: off}")
        .run("lint chart -f broken.yaml --fail-on note")
        .exits(0);
    config("rules: {forwarding-disabled: warning}")
        .run("lint chart -f broken.yaml")
        .exits(0);
    config("rules: {forwarding-disabled: note}")
        .run("lint chart -f broken.yaml --fail-on warning")
        .exits(0);
    config("rules: {unknown-key: error}")
        .run("lint chart -f doubtful.yaml")
        .exits(1);
    // `off` is a boolean to YAML, but a severity here.
    config(
        "rules: {unknown-key: \"off\", runtime-unset: off, muster-unset: off, shared-session: off}",
    )
    .run("lint chart -f doubtful.yaml --fail-on note")
    .exits(0);
}

#[test]
fn an_unreadable_file_cannot_be_switched_off() {
    let world = World::new()
        .file("helm-obo.yaml", "rules: {syntax-error: off}")
        .file("torn.yaml", "a: [");
    let ran = world.run("lint -o json chart -f torn.yaml").exits(2);
    assert_eq!(ran.json()["diagnostics"][0]["rule"], "syntax-error");
}

fn targets(ran: Ran) -> Vec<String> {
    ran.exits(0).targets()
}

#[test]
fn exclude_holds_for_what_is_named_too() {
    let world = World::empty()
        .chart("a")
        .chart("old/b")
        .file("a/ci/x-values.yaml", "{}")
        .file("a/ci/y-values.yaml", "{}")
        .file(
            "helm-obo.yaml",
            "exclude: [\"old/**\", \"**/y-values.yaml\"]",
        );
    let all = ["a", "a + a/ci/x-values.yaml"];
    assert_eq!(targets(world.run("lint -o json")), all);
    assert_eq!(targets(world.run("lint -o json a")), all);
    for name in [
        "old",
        "old/b",
        "old/b/Chart.yaml",
        "old/b/values.yaml",
        "a/ci/y-values.yaml",
        "./old/../old/b",
    ] {
        assert!(
            targets(world.run(&format!("lint -o json {name}"))).is_empty(),
            "{name}"
        );
    }
    assert!(targets(world.call("lint -o json b").cd("old").run()).is_empty());
    world
        .run("render old/b")
        .exits(2)
        .stderr_has("nothing to work on: `old/b` is left out by `exclude` in `helm-obo.yaml`");
    for name in ["old", "old/b"] {
        let ran = world.run(&format!("lint {name}")).exits(0).says_no_more();
        let told = format!(
            "nothing was checked: there is no target\n  skipped: `{name}` is left out by `exclude` in `helm-obo.yaml`\n"
        );
        assert_eq!(ran.stdout, told);
    }
}

#[test]
fn entries_are_targets() {
    let config = "\
targets:
- {chart: charts/a, values: [envs/base.yaml, envs/prod.yaml], namespace: ns, release: r}
- {chart: charts/b}
";
    let world = World::empty()
        .chart("charts/a")
        .chart("charts/b")
        .chart("charts/c")
        .file("envs/base.yaml", DOUBTFUL)
        .file("envs/prod.yaml", "{}")
        .file("helm-obo.yaml", config);
    let entry = "charts/a + envs/base.yaml + envs/prod.yaml";
    // An entry adds to what its chart has by itself.
    let all = ["charts/a", entry, "charts/b"];
    assert_eq!(targets(world.run("lint -o json")), all);
    assert_eq!(targets(world.run("lint -o json envs/prod.yaml")), [entry]);
    assert_eq!(
        targets(world.run("lint -o json envs/prod.yaml envs/base.yaml")),
        [entry]
    );
    assert_eq!(targets(world.run("lint -o json charts/a")), ["charts/a"]);
    assert_eq!(targets(world.run("lint -o json charts/b")), ["charts/b"]);
    for named in ["charts/a", "charts/a/Chart.yaml", "charts/a/values.yaml"] {
        let both = targets(world.run(&format!("lint -o json --changed {named}")));
        assert_eq!(both, ["charts/a", entry]);
    }
    let all = targets(world.run("lint -o json --changed charts"));
    assert_eq!(all, ["charts/a", entry, "charts/b", "charts/c"]);
    let below = world.call("lint -o json prod.yaml").cd("envs").run();
    assert_eq!(targets(below), ["../charts/a + base.yaml + prod.yaml"]);
    let rendered = world.run("render -q -o json envs/prod.yaml").exits(0);
    assert_eq!(rendered.json()[0]["metadata"]["namespace"], "ns");
    world
        .run("values")
        .exits(2)
        .stderr_has("there are 2 targets");
}

#[test]
fn an_entry_and_its_chart_are_one_target() {
    let config = "targets: [{chart: chart, contract: mine}, {chart: chart, values: [chart/ci/a-values.yaml], contract: mine}]";
    let world = World::new()
        .file("chart/ci/a-values.yaml", "{}")
        .file("helm-obo.yaml", config);
    let world = with_contract(world, "mine");
    for name in [
        "",
        "chart",
        "chart chart/ci/a-values.yaml",
        "chart/values.yaml",
    ] {
        let ran = world.run(&format!("lint -o json {name}"));
        let json = ran.json();
        let contracts = json["summary"]["contracts"].as_array().unwrap();
        assert_eq!(contracts.len(), 2, "{name}: {ran:#?}");
        for chosen in contracts {
            assert_eq!(
                chosen["reason"], "set for this target in helm-obo.yaml",
                "{name}"
            );
        }
    }
}

/// Copies the built-in contract into a folder.
pub(crate) fn with_contract(world: World, folder: &str) -> World {
    let built_in = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/contract");
    let schema = include_str!("../../schemas/actor-token.wiring.schema.json");
    let read = |name: &str| std::fs::read_to_string(built_in.join(name)).unwrap();
    world
        .file(
            &format!("{folder}/contract.yaml"),
            read("actor-token/contract.yaml"),
        )
        .file(
            &format!("{folder}/remotemcpserver.yaml.j2"),
            read("remotemcpserver.yaml.j2"),
        )
        .file(&format!("{folder}/schema.json"), schema)
        .file(&format!("{folder}/values.schema.json"), schema)
}

#[test]
fn the_contract_is_chosen_and_said_why() {
    let world = with_contract(World::new(), "mine");
    let reason = |world: &World, arguments: &str| {
        let ran = world.run(&format!("lint -o json {arguments}"));
        ran.json()["summary"]["contracts"][0]["reason"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(reason(&world, "chart"), "assumed: no template is at hand");
    assert_eq!(
        reason(&world, "chart --contract actor-token"),
        "given by --contract"
    );
    assert_eq!(
        reason(&world, "chart --contract ./mine"),
        "given by --contract"
    );
    let world = world.file("chart/helm-obo.yaml", "contract: ../mine");
    assert_eq!(reason(&world, "chart"), "set in chart/helm-obo.yaml");
    assert_eq!(
        reason(&world, "chart --contract actor-token"),
        "given by --contract"
    );
    let world = world.file("chart/helm-obo.yaml", "contract: ../nowhere");
    let ran = world.run("lint chart").exits(2);
    let told = "error[invalid-config]: there is no contract `../nowhere`";
    assert!(ran.stdout.contains(told), "{ran:#?}");
    world
        .run("lint chart --contract chart")
        .exits(2)
        .stderr_has("contract.yaml");
}

#[test]
fn an_entry_that_names_what_is_not_there_is_reported_with_its_file() {
    let config = "targets:\n- {chart: chart, values: [envs/gone.yaml]}\n- {chart: charts/gone}\n- {chart: chart}\n";
    let world = World::new()
        .file("helm-obo.yaml", config)
        .file("envs/x.yaml", "{}");
    let ran = world.run("lint -o json").exits(2);
    assert_eq!(ran.json()["summary"]["targets"], 1, "the others are linted");
    let ran = world.run("lint").exits(2);
    assert_eq!(ran.stderr, "");
    for text in [
        "`targets` names `envs/gone.yaml`, and there is no such",
        "[helm-obo.yaml:2:27]",
        "`targets` names `charts/gone`, and there is no such",
        "[helm-obo.yaml:3:11]",
        "help: correct the entry or remove it",
        "2 errors, 3 notes in 1 target",
    ] {
        assert!(ran.stdout.contains(text), "{text}: {ran:#?}");
    }
    let ran = world.run("lint -o github").exits(2);
    let annotation = "::error file=helm-obo.yaml,line=2,endLine=2,col=27,";
    assert!(ran.stdout.contains(annotation), "{ran:#?}");
    let ran = world.run("lint -o concise --changed chart/values.yaml chart/Chart.yaml");
    assert_eq!(ran.stdout.matches("envs/gone.yaml").count(), 1, "{ran:#?}");
    world
        .run("lint -o sarif")
        .exits(2)
        .prints_nothing()
        .stderr_has("[helm-obo.yaml:2:27]");
    let world = world.file("helm-obo.yaml", "targets: [{chart: charts/gone}]\n");
    let ran = world.run("lint").exits(2);
    assert!(
        ran.stdout.contains("1 error: nothing was linted"),
        "{ran:#?}"
    );
}

#[test]
fn what_was_linted_is_not_said_to_be_unlinted() {
    let world = World::new().file("chart/values.schema.json", "{\"type\": 5}");
    let ran = world.run("lint chart").exits(2);
    assert!(!ran.stdout.contains("nothing was linted"), "{ran:#?}");
}

#[test]
fn a_rule_that_is_not_there_is_one_mistake() {
    let world = World::new().file("helm-obo.yaml", "rules: {obo-mising: bad}\n");
    let ran = world.run("lint -o concise chart").exits(2);
    let expected = "helm-obo.yaml:1:9: error[invalid-config] there is no rule `obo-mising`\n1 error: nothing was linted\n";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn a_glob_that_cannot_be_compiled_is_shown_where_it_is() {
    let long = "?".repeat(400_000);
    let config = format!("exclude:\n- old/**\n- \"{long}\"\n");
    let world = World::new().file("helm-obo.yaml", config);
    let ran = world.run("lint -o concise .").exits(2);
    let start = "helm-obo.yaml:3:3: error[invalid-config] this is no glob";
    assert!(ran.stdout.starts_with(start), "{ran:#?}");
}

#[test]
fn a_credential_in_a_path_of_a_config_file_is_hidden() {
    let token = "ghp_0123456789abcdefghijklmnopqrstuvwxyzAB";
    for path in [
        format!("https://{token}@raw.githubusercontent.com/o/r/x.yaml"),
        format!("./{token}.yaml"),
    ] {
        let config = format!("targets:\n- {{chart: chart, values: [\"{path}\"]}}\n");
        let world = World::new().file("helm-obo.yaml", config);
        for call in ["lint", "lint -o json", "lint -o github", "lint -o sarif"] {
            let ran = world.run(call).exits(2);
            let shown = ran.all();
            assert!(shown.contains("[masked]"), "{call}: {shown}");
            assert!(!shown.contains("0123456789"), "{call}: {shown}");
        }
    }
}

#[test]
fn no_credential_of_a_config_file_is_shown() {
    let config = "base: &base 490154203237518\npassword: *base\ntoken: hunter2hunter2\n";
    let world = World::new().file("helm-obo.yaml", config);
    for call in ["lint chart", "lint -o json chart", "trace chart"] {
        let ran = world.run(call).exits(2);
        let told = ran.stdout.clone() + &ran.stderr;
        assert!(told.contains("there is no setting `base`"), "{told}");
        assert!(!told.contains("490154203237518"), "{told}");
        assert!(!told.contains("hunter2hunter2"), "{told}");
    }
}

#[test]
fn the_job_summary_says_what_is_wrong_with_the_config_file() {
    let world = World::new().file("helm-obo.yaml", "contrct: static\n");
    let summary = world.path("summary.md");
    world
        .call("lint chart -o github")
        .env("GITHUB_STEP_SUMMARY", &summary.to_string_lossy())
        .run()
        .exits(2)
        .says_no_more();
    let summary = world.read("summary.md");
    assert!(summary.contains("invalid-config"), "{summary}");
}

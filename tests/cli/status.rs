//! Exit statuses, and what goes to which stream.

use crate::common::world::{BROKEN, CLEAN, DOUBTFUL, World};

const FORMATS: [&str; 8] = [
    "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
];

fn world() -> World {
    World::new()
        .file("broken.yaml", BROKEN)
        .file("doubtful.yaml", DOUBTFUL)
        .file("torn.yaml", "a: [1\n")
}

#[test]
fn every_format_leaves_the_status_alone() {
    let world = world();
    for format in FORMATS {
        for (arguments, status) in [
            ("chart", 0),
            ("chart -f doubtful.yaml", 0),
            ("chart -f doubtful.yaml --fail-on warning", 1),
            ("chart -f doubtful.yaml --fail-on note", 1),
            ("chart -f doubtful.yaml --fail-on error", 0),
            ("chart -f broken.yaml", 1),
            ("chart -f broken.yaml --fail-on never", 0),
            ("chart -f broken.yaml --ignore forwarding-disabled", 0),
            ("chart -f broken.yaml --select obo-missing,unknown-key", 0),
            ("chart -f broken.yaml --select forwarding-disabled", 1),
            ("chart -f torn.yaml", 2),
            ("chart -f torn.yaml --fail-on never", 2),
            ("chart -f torn.yaml --select obo-missing", 2),
            ("chart -f torn.yaml --ignore syntax-error", 2),
        ] {
            for more in ["", " -q", " -v"] {
                world
                    .run(&format!("lint --format {format} {arguments}{more}"))
                    .exits(status);
            }
        }
    }
}

#[test]
fn the_report_is_on_standard_output_and_nothing_else_is() {
    let world = world();
    for format in FORMATS {
        let plain = world
            .run(&format!("lint -o {format} chart -f broken.yaml"))
            .exits(1)
            .says_no_more();
        let told = world
            .run(&format!("lint -o {format} chart -f broken.yaml -v"))
            .exits(1);
        assert_eq!(plain.stdout, told.stdout);
        insta::allow_duplicates! {
            insta::assert_snapshot!(told.stderr, @"
            read broken.yaml
            read chart/values.yaml
            chart + broken.yaml: contract actor-token, assumed: no template is at hand
            ");
        }
    }
}

#[test]
fn a_clean_chart_still_says_what_was_judged() {
    let world = World::new();
    insta::assert_snapshot!(world.run("lint chart --ignore runtime-unset,muster-unset,shared-session").exits(0).says_no_more().stdout, @"
    no findings in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, assumed: no template is at hand
    ");
    world
        .run("lint chart -q --ignore runtime-unset,muster-unset,shared-session")
        .exits(0)
        .says_no_more()
        .prints_nothing();
    let off = world
        .run("lint chart --set kagent.enabled=false -o concise")
        .exits(0);
    insta::assert_snapshot!(off.stdout, @"
    no findings in 1 target (1 file): 1 agent, none active
      inactive: sre-agent (kagent.enabled is false)
      next: `--all-agents` checks them as if they were on
      contract: actor-token, assumed: no template is at hand
    ");
    let all = world
        .run("lint chart --set kagent.enabled=false --all-agents -o json")
        .exits(0);
    assert_eq!(all.json()["summary"]["active"], 1);
}

#[test]
fn one_error_in_full() {
    let world = world();
    let ran = world.run("lint chart -f broken.yaml -q").exits(1);
    assert!(
        ran.stdout.lines().all(|line| line.chars().count() <= 80),
        "{}",
        ran.stdout
    );
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn ascii_without_a_utf_8_locale() {
    let world = world();
    for (name, value, is_ascii) in [
        ("LANG", "C", true),
        ("LANG", "", true),
        ("LC_ALL", "POSIX", true),
        ("LC_CTYPE", "de_DE.ISO-8859-1", true),
        ("LC_ALL", "en_GB.utf8", false),
        ("LC_CTYPE", "C.UTF-8", false),
    ] {
        let ran = world
            .call("lint chart -f broken.yaml")
            .env(name, value)
            .run()
            .exits(1);
        assert_eq!(
            ran.stdout.is_ascii(),
            is_ascii,
            "{name}={value}: {}",
            ran.stdout
        );
    }
}

#[test]
fn colour_only_when_asked_for() {
    let world = world();
    let is_coloured = |arguments: &str| {
        let ran = world.call(arguments).env("TERM", "xterm-256color").run();
        ran.all().contains('\x1b')
    };
    assert!(!is_coloured("lint chart -f broken.yaml"));
    assert!(!is_coloured("--color auto lint chart -f broken.yaml"));
    assert!(!is_coloured("--color never lint chart -f broken.yaml"));
    assert!(is_coloured("--color always lint chart -f broken.yaml"));
    assert!(is_coloured("lint chart -f broken.yaml --color always"));
    assert!(is_coloured("lint chart -f torn.yaml --color=always"));
    assert!(is_coloured("--color always render nowhere"));
    assert!(!is_coloured(
        "--color always lint chart -f broken.yaml -o json"
    ));
    assert!(!is_coloured("lint nowhere"));
    let both = world
        .call("--color always lint chart -f broken.yaml")
        .env("NO_COLOR", "1")
        .run();
    assert!(
        both.stdout.contains('\x1b'),
        "the flag is nearer than the variable"
    );
}

#[test]
fn output_file_takes_the_report() {
    let world = world();
    for arguments in [
        "lint chart -f broken.yaml -o json",
        "render chart",
        "values chart",
    ] {
        let printed = world.run(arguments);
        let status = printed.status.unwrap();
        world
            .run(&format!("{arguments} --output-file out"))
            .exits(status)
            .prints_nothing();
        let written = world.read("out");
        assert_eq!(written, printed.stdout);
    }
    world
        .run("lint chart --output-file no/such/folder")
        .exits(2)
        .stderr_has("`no/such/folder` cannot be written");
    world
        .run("render chart --output-file chart")
        .exits(2)
        .stderr_has("`chart` cannot be written");
}

#[test]
fn nothing_is_written_where_render_refuses() {
    let world = World::new();
    world
        .run("render chart --set muster.fullnameOverride= --output-file out")
        .exits(1);
    assert!(!world.path("out").exists());
}

#[test]
fn unknown_names_are_reported_with_the_nearest() {
    let world = World::new();
    world
        .run("lint chart --select obo-mising")
        .exits(2)
        .prints_nothing()
        .stderr_has("there is no rule `obo-mising`")
        .stderr_has("did you mean `obo-missing`?");
    world
        .run("lint chart --ignore nonsense")
        .exits(2)
        .stderr_has("there is no rule `nonsense`");
    world
        .run("explain obo-mising")
        .exits(2)
        .stderr_has("did you mean `obo-missing`?");
    world
        .run("lint chart --formta json")
        .exits(2)
        .prints_nothing()
        .stderr_has("--format");
    world
        .run("lint chart --format jsn")
        .exits(2)
        .stderr_has("json");
    world.run("lnit chart").exits(2).stderr_has("lint");
    world.run("schema confg").exits(2).stderr_has("config");
    world
        .run("lint chart --contract actor-tokn")
        .exits(2)
        .stderr_has("there is no contract `actor-tokn`");
    world
        .run("lint chart --fail-on fatal")
        .exits(2)
        .stderr_has("never");
    world.run("").exits(2).stderr_has("Usage");
}

#[test]
fn rules_may_be_listed_with_blanks_and_repeatedly() {
    let world = world();
    world
        .call("lint chart -f broken.yaml --ignore")
        .arg("obo-missing, forwarding-disabled")
        .run()
        .exits(0);
    world
        .run("lint chart -f broken.yaml --ignore obo-missing --ignore forwarding-disabled")
        .exits(0);
}

#[test]
fn the_namespace_comes_from_the_flag_then_the_entry_then_helm() {
    let config = "targets: [{chart: chart, namespace: entry, release: r}]";
    let world = World::new();
    let namespace = |world: &World, arguments: &str, variable: &str| {
        let ran = world
            .call(&format!("render -q -o json {arguments}"))
            .env("HELM_NAMESPACE", variable)
            .run()
            .exits(0);
        ran.json()[0]["metadata"]["namespace"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(namespace(&world, "chart", ""), "default");
    assert_eq!(namespace(&world, "chart", "helm"), "helm");
    assert_eq!(namespace(&world, "chart -nflag", "helm"), "flag");
    assert_eq!(namespace(&world, "chart --namespace=flag", "helm"), "flag");
    let world = world.file(".helm-obo.yaml", config);
    assert_eq!(namespace(&world, "", "helm"), "entry");
    assert_eq!(namespace(&world, "chart", "helm"), "entry");
    assert_eq!(namespace(&world, "chart -n flag", "helm"), "flag");
}

#[test]
fn helm_debug_acts_as_v() {
    let world = World::new();
    let is_told = |arguments: &str, variable: &str| {
        let ran = world
            .call(arguments)
            .env("HELM_DEBUG", variable)
            .run()
            .exits(0);
        ran.stderr.contains("contract actor-token")
    };
    assert!(is_told("lint chart", "true"));
    assert!(is_told("lint chart", "1"));
    assert!(!is_told("lint chart", "false"));
    assert!(!is_told("lint chart", "no"));
    assert!(is_told("lint chart --debug", ""));
    assert!(is_told("--debug=true values chart", ""));
    assert!(!is_told("render chart --debug=false", "true"));
}

#[test]
fn no_value_of_the_environment_is_printed() {
    let world = world();
    for arguments in [
        "lint chart -v",
        "lint nowhere -v",
        "render chart -v",
        "values chart -v",
        "lint --help",
        "render --help",
        "explain",
    ] {
        let ran = world
            .call(arguments)
            .env("HELM_KUBETOKEN", "s3cr3t-t0ken-value")
            .env("HELM_NAMESPACE", "s3cr3t-n4mespace")
            .run();
        assert!(!ran.all().contains("s3cr3t-t0ken"), "{ran:#?}");
        if !arguments.starts_with("render chart") {
            assert!(!ran.all().contains("s3cr3t-n4mespace"), "{ran:#?}");
        }
    }
}

/// A chart whose agents have so many mistakes that the report fills any pipe.
fn noisy() -> World {
    use std::fmt::Write;
    let mut text = CLEAN.to_owned();
    for index in 0..200 {
        writeln!(
            text,
            "    agent-{index}: {{enabled: true, systemMessage: x, colour: red}}"
        )
        .unwrap();
    }
    World::new().file("chart/values.yaml", text)
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_reason_to_panic() {
    let world = noisy();
    for arguments in ["lint chart", "lint chart -o json", "lint chart -o concise"] {
        assert_eq!(
            closed_early(&world, arguments),
            (Some(1), String::new()),
            "{arguments}"
        );
    }
    for arguments in [
        "values chart",
        "values chart -o json",
        "render chart -q",
        "explain",
        "--help",
    ] {
        assert_eq!(
            closed_early(&world, arguments),
            (Some(0), String::new()),
            "{arguments}"
        );
    }
}

/// The status and the standard error of a call whose standard output is closed from the first.
#[cfg(unix)]
fn closed_early(world: &World, arguments: &str) -> (Option<i32>, String) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_helm-obo"))
        .args(arguments.split_whitespace())
        .current_dir(world.path("."))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let world = World::new();
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_helm-obo"))
        .args(["lint", "chart"])
        .current_dir(world.path("."))
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the output cannot be written"));
}

/// Helm refuses a chart with an invalid schema, whatever the values are: the tool could not check it, but reports what
/// it saw.
#[test]
fn a_schema_that_is_none_is_a_failure_of_the_tool() {
    for (text, told) in [
        ("{", "chart/values.schema.json is no JSON: "),
        (
            "{\"type\": 5}",
            "chart/values.schema.json is no JSON schema: ",
        ),
    ] {
        let world = world().file("chart/values.schema.json", text);
        world
            .run("lint chart")
            .exits(2)
            .stderr_has(told)
            .stderr_has("fix the schema");
        let found = world.run("lint -o concise chart -f broken.yaml").exits(2);
        assert!(found.stdout.contains("[forwarding-disabled]"), "{found:#?}");
    }
}

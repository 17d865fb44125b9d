//! A first run: where little or nothing is checked, the line below the counts says what was not read, or what would switch the
//! agents on.

use crate::common::world::{BROKEN, CHART, CLEAN, Ran, World};

/// A chart whose templates read agents.
const TEMPLATE: &str = "\
{{- if .Values.agents }}
{{- range $id, $a := .Values.agents.definitions }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: muster-{{ $id }}}
spec:
  headersFrom:
    - name: Authorization
    {{- if $a.obo.enabled }}
    - name: X-Actor-Token
    {{- end }}
{{- end }}
{{- end }}
";

/// What the defaults hold where agents are left to other files.
const BARE: &str = "kagent: {enabled: true}\nmuster: {enabled: true, fullnameOverride: muster}\nagents: {definitions: {}}\n";

fn platform() -> World {
    World::empty()
        .file("chart/Chart.yaml", CHART)
        .file("chart/templates/servers.yaml", TEMPLATE)
}

/// What is right below the counts, on one line.
fn below_counts(ran: &Ran) -> String {
    let mut lines = ran.stdout.lines().skip_while(|line| {
        !["no findings", "nothing was checked"]
            .iter()
            .any(|it| line.starts_with(it))
    });
    lines.next();
    let mut text = lines.next().unwrap_or_default().trim().to_owned();
    for line in lines.take_while(|line| line.starts_with("    ")) {
        text = format!("{text} {}", line.trim());
    }
    text
}

#[test]
fn files_with_agents_that_are_not_read_are_named() {
    for file in [
        "chart/values-prod.yaml",
        "chart/prod-values.yml",
        "chart/prod.yaml",
        "chart/values/prod.yaml",
        "chart/env/prod.yaml",
        "chart/environments/prod/values.yaml",
        "chart/overlays/eu/prod.yaml",
        "chart/config/agents.yaml",
        "chart/ci/values.yaml",
        "values-prod.yaml",
        "prod.yaml",
        "environments/prod/values.yaml",
        "values/prod.yaml",
        "clusters/eu/one/values.yaml",
        "clusters/eu.yaml",
        "env/prod.yaml",
        "overlays/prod/agents.yaml",
        "config/agents.yaml",
        "prod/values.yaml",
        "teams/a/values-prod.yaml",
    ] {
        for defaults in [
            None,
            Some(""),
            Some(BARE),
            Some("agents: {definitions: {}}\n"),
        ] {
            // Processes take their time: where a file is and what the defaults hold do not depend on each other.
            let is_tried = file == "chart/values-prod.yaml" || defaults == Some(BARE);
            if !is_tried {
                continue;
            }
            let world = platform().file(file, CLEAN);
            let world = match defaults {
                Some(text) => world.file("chart/values.yaml", text),
                None => world,
            };
            let all = [
                "chart",
                ".",
                "",
                "chart/Chart.yaml",
                "chart --select obo-missing",
            ];
            let count = if file == "chart/values-prod.yaml" {
                all.len()
            } else {
                1
            };
            for arguments in &all[..count] {
                let ran = world.run(&format!("lint {arguments}")).exits(0);
                let expected = format!(
                    "unread: `{file}` sets `agents.definitions` and was not read: `helm-obo lint chart -f {file}` reads it; or list it under `targets:`"
                );
                let told = below_counts(&ran);
                assert!(told.starts_with(&expected), "{file} {arguments}: {ran:#?}");
                assert!(told.ends_with("which `helm-obo init` writes"), "{told}");
            }
            let json = world.run("lint chart -o json").json();
            let expected =
                serde_json::json!([{"file": file, "chart": "chart", "sets": "agents.definitions"}]);
            assert_eq!(json["summary"]["unread"], expected);
            let read = world.run(&format!("lint -o json chart -f {file}")).json();
            assert_eq!(read["summary"]["active"], 1);
            assert_eq!(read["summary"]["unread"], serde_json::json!([]), "{file}");
            let words = format!(
                "not read: `{file}`, with values at `agents.definitions`; name one with `-f {file}`"
            );
            for command in ["render", "trace"] {
                world.run(&format!("{command} chart")).stderr_has(&words);
            }
        }
    }
}

#[test]
fn every_format_says() {
    let world = platform()
        .file("chart/values-dev.yaml", CLEAN)
        .file("chart/values-prod.yaml", CLEAN);
    let words = "chart/values-prod.yaml";
    for format in ["full", "concise", "github", "markdown", "json", "sarif"] {
        let ran = world.run(&format!("lint chart -o {format}")).exits(0);
        assert!(ran.stdout.contains(words), "{ran:#?}");
    }
    for format in ["sarif", "gitlab", "junit"] {
        world
            .run(&format!("lint chart -o {format}"))
            .stderr_has("`chart/values-dev.yaml` and `chart/values-prod.yaml` set");
    }
    world
        .run("lint chart --diff")
        .exits(0)
        .prints_nothing()
        .stderr_has(words);
    world
        .run("lint chart -q")
        .exits(0)
        .prints_nothing()
        .says_no_more();
    insta::assert_snapshot!(world.run("lint chart").exits(0).says_no_more().stdout, @"
    no findings in 1 target (0 files): no agents
      unread: `chart/values-dev.yaml` and `chart/values-prod.yaml` set
              `agents.definitions` and were not read: `helm-obo lint chart -f
              chart/values-dev.yaml` reads one of them; or list them under
              `targets:` in a .helm-obo.yaml, which `helm-obo init` writes
      checked: no agents, since what was read has none at `agents.definitions`
    ");
}

/// What is named has been read, and what has nothing to do with agents is not named.
#[test]
fn nothing_is_named_in_vain() {
    let manifest = format!("apiVersion: v1\nkind: X\n{CLEAN}");
    let others = [
        ("chart/values-prod.yaml", "replicas: 2\n"),
        ("chart/values-eu.yaml", "agents: {image: {tag: v1}}\n"),
        ("chart/values-us.yaml", "agents: {definitions: {}}\n"),
        ("chart/files/manifest.yaml", &manifest),
        ("chart/templates/prod.yaml", CLEAN),
        ("chart/crds/prod.yaml", CLEAN),
        ("chart/charts/sub/Chart.yaml", CHART),
        ("chart/charts/sub/values-prod.yaml", CLEAN),
        ("chart/tests/values-prod.yaml", CLEAN),
        ("chart/.hidden/values-prod.yaml", CLEAN),
        ("chart/torn-values.yaml", "labels: {agents: [\n"),
        ("chart/notes.txt", CLEAN),
        ("node_modules/x/values.yaml", CLEAN),
    ];
    let mut world = platform().file("chart/values.yaml", BARE);
    for (file, text) in others {
        world = world.file(file, text);
    }
    let ran = world.run("lint chart").exits(0).says_no_more();
    insta::assert_snapshot!(ran.stdout, @"
    no findings in 1 target (1 file): no agents
      checked: no agents, since what was read has none at `agents.definitions`
      contract: actor-token, shown by templates/servers.yaml
    ");
    assert_eq!(
        world.run("lint chart -o json").json()["summary"]["unread"],
        serde_json::json!([])
    );
    // A chart that has nothing to do with agents does not own what is beside it.
    let web = World::empty()
        .file("web/Chart.yaml", CHART)
        .file("web/values.yaml", "port: 80\n")
        .file("web/templates/web.yaml", "port: {{ .Values.port }}\n")
        .file("clusters/prod.yaml", CLEAN)
        .file("values-prod.yaml", CLEAN);
    let ran = web.run("lint web").exits(0).says_no_more();
    assert_eq!(
        ran.stdout,
        "no findings in 1 target (1 file): 1 chart checked, its templates render\n"
    );
    // What `exclude` covers is not wanted.
    let world = platform()
        .file("chart/values-prod.yaml", CLEAN)
        .file("helm-obo.yaml", "exclude: [\"**/values-prod.yaml\"]\n");
    assert!(!world.run("lint chart").stdout.contains("values-prod"));
}

/// Beside a chart with active agents a file is its own only if it names one of them.
#[test]
fn a_chart_that_is_checked_names_its_own_files_only() {
    let other = CLEAN.replace("sre-agent", "docs-agent");
    let world = World::new()
        .file("clusters/own.yaml", BROKEN)
        .file("clusters/others.yaml", other)
        .file(
            "chart/values-prod.yaml",
            "agents: {definitions: {new: {}}}\n",
        );
    let json = world.run("lint chart -o json").json();
    let unread: Vec<&str> = json["summary"]["unread"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unread| unread["file"].as_str().unwrap())
        .collect();
    assert_eq!(unread, ["chart/values-prod.yaml", "clusters/own.yaml"]);
    // Who says which files are read knows.
    for arguments in [
        "chart -f clusters/own.yaml",
        "clusters/own.yaml --chart chart",
        "--changed chart/Chart.yaml",
    ] {
        let json = world.run(&format!("lint -o json {arguments}")).json();
        assert_eq!(
            json["summary"]["unread"],
            serde_json::json!([]),
            "{arguments}"
        );
    }
}

#[test]
fn what_the_config_file_lists_is_read_without_a_target() {
    let config = "targets:\n- {chart: chart, values: [chart/values-dev.yaml]}\n- {chart: chart, values: [chart/values-prod.yaml]}\n";
    let world = platform()
        .file("chart/values-dev.yaml", CLEAN)
        .file("chart/values-prod.yaml", CLEAN)
        .file(".helm-obo.yaml", config);
    let ran = world.run("lint chart").exits(0);
    assert_eq!(
        below_counts(&ran),
        "unread: `chart/values-dev.yaml` and `chart/values-prod.yaml` set `agents.definitions` and were not read: `helm-obo lint` without a TARGET reads them, since `targets:` in `.helm-obo.yaml` names them"
    );
    let json = world.run("lint -o json").json();
    assert_eq!(
        (&json["summary"]["active"], &json["summary"]["unread"]),
        (&1.into(), &serde_json::json!([]))
    );
    for config in [
        "targets: []\n",
        "# nothing\n",
        "targets: [{chart: chart}]\n",
    ] {
        let world = platform()
            .file("chart/values-dev.yaml", CLEAN)
            .file(".helm-obo.yaml", config);
        let ran = world.run("lint").exits(0);
        let told = below_counts(&ran);
        assert!(
            told.contains("reads it; or list it under `targets:` in `.helm-obo.yaml`"),
            "{told}"
        );
    }
}

/// What switches agents on may be in a file that is not read.
#[test]
fn agents_that_are_all_off() {
    let off = |key: &str| CLEAN.replace(key, &key.replace("true", "false"));
    for (values, overlay, inactive, sets) in [
        (
            off("kagent: {enabled: true}"),
            "kagent: {enabled: true}\n",
            "kagent.enabled is false",
            Some("kagent.enabled"),
        ),
        (
            off("  enabled: true\n  fullname"),
            "muster: {enabled: true}\n",
            "muster.enabled is false",
            Some("muster.enabled"),
        ),
        (
            off("      enabled: true\n      system"),
            "agents: {definitions: {sre-agent: {enabled: true}}}\n",
            "agents.definitions.sre-agent.enabled is false",
            Some("agents.definitions"),
        ),
        (
            off("kagent: {enabled: true}"),
            "kagent: {enabled: false}\n",
            "kagent.enabled is false",
            None,
        ),
    ] {
        let world = World::new()
            .file("chart/values.yaml", values)
            .file("chart/values-prod.yaml", overlay);
        let ran = world
            .run("lint chart --ignore discovery-unauthenticated")
            .exits(0);
        let told = below_counts(&ran);
        match sets {
            Some(sets) => assert!(
                told.starts_with(&format!(
                    "unread: `chart/values-prod.yaml` sets `{sets}` and was not read"
                )),
                "{ran:#?}"
            ),
            None => assert!(told.starts_with("inactive: "), "{ran:#?}"),
        }
        let inactive =
            format!("inactive: sre-agent ({inactive})\n  next: `--all-agents` checks them");
        assert!(ran.stdout.contains(&inactive), "{ran:#?}");
        let all = world.run("lint chart --all-agents").exits(0);
        assert!(!all.stdout.contains("--all-agents"), "{all:#?}");
    }
}

#[test]
fn where_there_is_no_target_it_says_why() {
    for (config, arguments, told) in [
        (
            "exclude: [chart]\n",
            "",
            "excluded: `exclude` in `helm-obo.yaml` leaves out `chart`",
        ),
        (
            "exclude: [chart]\n",
            "chart",
            "skipped: `chart` is left out by `exclude` in `helm-obo.yaml`",
        ),
        (
            "exclude: [chart/values.yaml]\n",
            "chart",
            "excluded: `exclude` in `helm-obo.yaml` leaves out `chart/values.yaml`",
        ),
        (
            "exclude: [\"**\"]\n",
            "chart/values.yaml",
            "skipped: `chart/values.yaml` is left out by `exclude` in `helm-obo.yaml`",
        ),
        (
            "",
            ". --exclude ** --allow-empty",
            "skipped: `.` is left out by `--exclude`",
        ),
        (
            "exclude: [chart]\n",
            "chart/values.yaml --exclude chart/*",
            "skipped: `chart/values.yaml` is left out by `--exclude`",
        ),
        (
            "",
            "notes --allow-empty",
            "skipped: no chart was found in `notes`, nor a manifest of kagent",
        ),
    ] {
        let world = World::new()
            .file("notes/x.txt", "a: 1\n")
            .file("helm-obo.yaml", config);
        let ran = world.run(&format!("lint {arguments}")).exits(0);
        assert_eq!(below_counts(&ran), told, "{arguments}");
    }
    // Where something was checked, what was left out is known.
    let world = World::new()
        .chart("other")
        .file("helm-obo.yaml", "exclude: [other]\n");
    assert!(!world.run("lint").exits(0).stdout.contains("leaves out"));
}

#[test]
fn a_file_without_its_chart_says_so() {
    let world = World::empty().file(
        "o.yaml",
        "agents: {definitions: {x: {description: text}}}\n",
    );
    let ran = world.run("lint o.yaml").exits(0);
    assert_eq!(
        below_counts(&ran),
        "alone: no chart was found for `o.yaml`: `helm-obo lint --chart DIR o.yaml` reads it on its chart"
    );
}

/// A hook says nothing of files that are none of ours.
#[test]
fn a_hook_is_quiet() {
    let world = World::empty()
        .file("web/Chart.yaml", CHART)
        .file("web/values.yaml", "port: 80\n")
        .file("web/templates/x.yaml", "a: 1\n")
        .file("app-values.yaml", "apiVersion: v1\nkind: ConfigMap\n")
        .file("site/templates/x.yaml", "a: {{ b }}\n")
        .file("site/templates/mail.txt", "agents: none\n")
        .file("site/values.schema.json", "{}\n")
        .file("helm-obo.yaml", "exclude: [old]\n")
        .chart("old");
    for files in [
        "web/values.yaml",
        "app-values.yaml",
        "site/templates/x.yaml",
        "site/templates/mail.txt site/values.schema.json",
        "old/values.yaml",
    ] {
        for format in ["full", "concise", "github"] {
            world
                .run(&format!("lint --changed -o {format} {files}"))
                .exits(0)
                .prints_nothing()
                .says_no_more();
        }
        let json = world
            .run(&format!("lint --changed -o json {files}"))
            .exits(0);
        assert_eq!(json.json()["summary"]["agents"], 0);
    }
    // A chart of ours is not passed over.
    let world = platform().file("chart/values-prod.yaml", CLEAN);
    let ran = world.run("lint --changed chart/Chart.yaml").exits(0);
    assert!(below_counts(&ran).starts_with("unread: `chart/values-prod.yaml`"));
}

#[test]
fn many_charts_are_reported_in_a_few_lines() {
    let mut world = World::empty();
    for index in 0..5 {
        for file in ["dev", "eu", "prod", "us"] {
            world = world
                .file(&format!("c{index}/Chart.yaml"), CHART)
                .file(&format!("c{index}/values-{file}.yaml"), CLEAN);
        }
    }
    let ran = world.run("lint .").exits(0);
    insta::assert_snapshot!(ran.stdout, @"
    no findings in 5 targets (0 files): no agents
      unread: `c0/values-dev.yaml`, `c0/values-eu.yaml`, `c0/values-prod.yaml` and 1
              more set `agents.definitions` and were not read: `helm-obo lint c0 -f
              c0/values-dev.yaml` reads one of them
      unread: `c1/values-dev.yaml`, `c1/values-eu.yaml`, `c1/values-prod.yaml` and 1
              more set `agents.definitions` and were not read: `helm-obo lint c1 -f
              c1/values-dev.yaml` reads one of them
      unread: `c2/values-dev.yaml`, `c2/values-eu.yaml`, `c2/values-prod.yaml` and 1
              more set `agents.definitions` and were not read: `helm-obo lint c2 -f
              c2/values-dev.yaml` reads one of them
      unread: and files of 2 more charts; `--format json` lists them all
      unread: to have all read, list them under `targets:` in a .helm-obo.yaml,
              which `helm-obo init` writes
      checked: no agents, since what was read has none at `agents.definitions`
    ");
    let json = world.run("lint . -o json").json();
    assert_eq!(json["summary"]["unread"].as_array().unwrap().len(), 20);
}

/// The comment above `targets:` in a new config file holds: an error in a chart's own file is found before and after.
#[test]
fn entries_add_to_what_a_chart_has_by_itself() {
    let config = "targets:\n- {chart: chart, values: [prod.yaml]}\n";
    let world = World::new()
        .file("chart/ci/a-values.yaml", BROKEN)
        .file("chart/ci/b-values.yaml", "{}")
        .file("other/Chart.yaml", CHART)
        .file("prod.yaml", "{}");
    let all = [
        "chart",
        "chart + chart/ci/a-values.yaml",
        "chart + chart/ci/b-values.yaml",
    ];
    let with = |config: &str, arguments: &str| {
        let world = World::new()
            .file("chart/ci/a-values.yaml", BROKEN)
            .file("chart/ci/b-values.yaml", "{}")
            .file("prod.yaml", "{}")
            .file("helm-obo.yaml", config);
        world.run(&format!("lint -o json {arguments}")).targets()
    };
    assert_eq!(world.run("lint -o json chart").exits(1).targets(), all);
    let entry = "chart + prod.yaml";
    assert_eq!(with(config, ""), [all[0], all[1], all[2], entry]);
    for (exclude, expected) in [
        ("chart/values.yaml", vec![all[1], all[2], entry]),
        ("chart/ci/a-values.yaml", vec![all[0], all[2], entry]),
        ("**/ci/**", vec![all[0], entry]),
        ("chart", vec![entry]),
    ] {
        assert_eq!(
            with(&format!("{config}exclude: [\"{exclude}\"]\n"), ""),
            expected,
            "{exclude}"
        );
    }
    // Equal entries are one target, and so are an entry and what the chart has by itself.
    let equal = "targets:\n- {chart: chart, values: [prod.yaml]}\n- {chart: ./chart/, values: [./prod.yaml]}\n- {chart: chart}\n- {chart: chart, values: [chart/ci/a-values.yaml]}\n";
    assert_eq!(with(equal, ""), [all[0], all[1], all[2], entry]);
    // With values on top there is no `ci/`.
    assert_eq!(with(config, "--set a=1"), ["chart", "chart + prod.yaml"]);
    // What works on one target takes the entry.
    let one = World::new()
        .file("prod.yaml", "{}")
        .file("helm-obo.yaml", config);
    one.run("render").exits(0);
}

//! `init`: the file, what it says of what is there, and that it changes nothing.

use crate::common::skip::skip;
use crate::common::world::{BROKEN, CHART, CLEAN, World};
use std::path::Path;

/// The charts of the fixtures, without config files.
fn fixtures() -> World {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/charts");
    let mut world = World::empty();
    for entry in walkdir::WalkDir::new(&charts).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() && entry.file_name() != ".helm-obo.yaml" {
            let name = entry.path().strip_prefix(&charts).unwrap();
            let content = std::fs::read(entry.path()).unwrap();
            world = world.file(name.to_str().unwrap(), content);
        }
    }
    world
}

/// The examples of a config file, as settings.
fn uncommented(text: &str) -> String {
    let lines = text.lines().filter_map(|line| line.strip_prefix("# "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Checks that the file is all comments, and that its examples are settings that the schema admits and the tool reads.
#[track_caller]
fn check(world: &World, text: &str) {
    for line in text.lines() {
        let is_comment = line.is_empty() || line.starts_with("# ") || line.starts_with("##");
        assert!(is_comment, "{line}");
    }
    let examples = uncommented(text);
    let value: serde_json::Value = serde_yaml::from_str(&examples).unwrap();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    let schema = world.run("schema config").json();
    let known: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(
        keys.len(),
        known.len(),
        "{keys:?}: an example for each of {known:?}"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{examples}");
    std::fs::write(world.path("examples.yaml"), examples).unwrap();
    let ran = world
        .run("lint --config examples.yaml nowhere.yaml")
        .exits(2);
    assert!(!ran.stderr.contains("setting"), "{ran:#?}");
    assert!(
        ran.stderr.contains("there is no `nowhere.yaml`"),
        "{ran:#?}"
    );
    std::fs::remove_file(world.path("examples.yaml")).unwrap();
}

#[test]
fn what_it_writes_and_says() {
    let world = fixtures();
    let ran = world.run("init").exits(0).says_no_more();
    insta::assert_snapshot!("init-told", ran.stdout);
    let text = world.read(".helm-obo.yaml");
    insta::assert_snapshot!("init-file", text);
    check(&world, &text);
    // All of it at once is a lot, but works.
    let world = world.file(".helm-obo.yaml", uncommented(&text));
    world
        .run("lint --write-baseline helm-obo-baseline.json")
        .exits(0);
    let ran = world.run("lint --fail-on never -o json").exits(0);
    assert_eq!(
        ran.targets().len(),
        8,
        "five charts with three files in `ci/`"
    );
}

#[test]
fn it_changes_nothing() {
    let reports = |world: &World, target: &str| {
        ["json", "full"].map(|format| {
            let ran = world.run(&format!("lint {target} -o {format} --fail-on never"));
            ran.exits(0).stdout
        })
    };
    let world = fixtures();
    let before = reports(&world, "");
    world.run("init").exits(0);
    assert_eq!(reports(&world, ""), before);
    let world = fixtures();
    for entry in std::fs::read_dir(world.path(".")).unwrap() {
        let chart = entry.unwrap().file_name().into_string().unwrap();
        let before = reports(&world, &chart);
        world.run(&format!("init {chart}")).exits(0);
        assert_eq!(reports(&world, &chart), before, "{chart}");
        check(&world, &world.read(&format!("{chart}/.helm-obo.yaml")));
    }
}

#[test]
fn what_is_there_stays() {
    for name in [".helm-obo.yaml", "helm-obo.yaml"] {
        let world = World::new().file(name, "contract: static\nexclude: [chart]\n");
        world
            .run("init")
            .exits(2)
            .prints_nothing()
            .stderr_has(&format!("`{name}` is there already"))
            .stderr_has("`helm-obo init --force`");
        assert!(world.read(name).contains("static"));
        let printed = world.run("init --stdout").exits(0).says_no_more().stdout;
        assert!(world.read(name).contains("static"));
        world.run("init --force").exits(0).says_no_more();
        assert_eq!(world.read(name), printed);
        // What was set before says nothing of what the charts show.
        assert!(printed.contains(
            "##   chart: 1 agent, 1 active; contract actor-token, assumed: no template is at hand\n"
        ));
        let other = [".helm-obo.yaml", "helm-obo.yaml"]
            .into_iter()
            .find(|other| *other != name)
            .unwrap();
        assert!(!world.path(other).exists());
    }
}

/// An empty config file nearer to the charts would undo what one further up sets.
#[test]
fn one_further_up_counts() {
    let world = World::new().file("helm-obo.yaml", "contract: static\n");
    world
        .run("init chart")
        .exits(2)
        .prints_nothing()
        .stderr_has("`helm-obo.yaml` applies here already");
    assert!(!world.path("chart/.helm-obo.yaml").exists());
    world.run("init chart --force").exits(0);
    assert!(world.path("chart/.helm-obo.yaml").exists());
    assert_eq!(world.read("helm-obo.yaml"), "contract: static\n");
}

#[test]
fn without_a_chart_nothing_is_written() {
    let world = World::empty().file("notes/x.yaml", CLEAN);
    world
        .run("init")
        .exits(2)
        .prints_nothing()
        .stderr_has("no chart found in `.`, so no config file is written")
        .stderr_has("`helm-obo init DIR`");
    assert!(!world.path(".helm-obo.yaml").exists());
    let ran = world
        .run("init --stdout")
        .exits(0)
        .stderr_has("no chart found in `.`");
    check(&world, &ran.stdout);
    world
        .run("init nowhere")
        .exits(2)
        .stderr_has("there is no `nowhere`");
    world
        .run("init notes/x.yaml")
        .exits(2)
        .stderr_has("is a file");
}

#[test]
fn names_that_yaml_would_read_otherwise_survive() {
    for folder in ["a: b", "it's #1", "*", "- x", "tr\"ue", "~", "yes"] {
        let overlay = "envs/x: y.yaml";
        let world = World::empty()
            .chart(&format!("{folder}/c"))
            .file(overlay, BROKEN);
        let ran = world.run("init").exits(0).says_no_more();
        let text = world.read(".helm-obo.yaml");
        check(&world, &text);
        let config: serde_json::Value = serde_yaml::from_str(&uncommented(&text)).unwrap();
        assert_eq!(config["targets"][0]["chart"], format!("{folder}/c"));
        assert_eq!(config["targets"][1]["values"][0], overlay);
        assert!(ran.stdout.contains("helm-obo lint\n"), "{}", ran.stdout);
        // A chart is one of its folder too.
        let inner = world
            .call("init --stdout")
            .arg(&format!("./{folder}"))
            .run()
            .exits(0);
        check(&world, &inner.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_name_cannot_write_into_the_file_or_onto_the_terminal() {
    let world = World::empty().chart("evil\ncontract: static\n\x1b[31m");
    let ran = world.run("init").exits(0).says_no_more();
    assert!(!ran.stdout.contains('\x1b'), "{ran:#?}");
    let text = world.read(".helm-obo.yaml");
    check(&world, &text);
    assert!(!text.contains('\x1b'), "{text}");
}

/// Overlays are found by what they define, and belong to the chart that they are in, or that knows their agents.
#[test]
fn overlays_are_found() {
    let other = CLEAN.replace("sre-agent", "docs-agent");
    let world = World::empty()
        .chart("charts/sre")
        .chart("charts/docs")
        .file("charts/docs/values.yaml", &other)
        .file("clusters/prod.yaml", BROKEN)
        .file(
            "clusters/docs.yml",
            "agents: {definitions: {docs-agent: {enabled: false}}}",
        )
        .file(
            "clusters/unclear.yaml",
            "agents: {definitions: {new-agent: {enabled: false}}}",
        )
        .file("charts/docs/values-dev.yaml", BROKEN)
        .file("charts/docs/ci/x-values.yaml", &other)
        .file("charts/docs/tests/x.yaml", &other)
        .file("clusters/.hidden.yaml", BROKEN)
        .file(
            "clusters/manifest.yaml",
            format!("apiVersion: v1\nkind: X\n{BROKEN}"),
        )
        .file("clusters/torn.yaml", "agents: {definitions: [")
        .file("clusters/other.yaml", "definitions: {a: 1}\n");
    let text = world.run("init --stdout").exits(0).says_no_more().stdout;
    check(&world, &text);
    let config: serde_json::Value = serde_yaml::from_str(&uncommented(&text)).unwrap();
    assert_eq!(
        config["targets"],
        serde_json::json!([
            {"chart": "charts/docs"},
            {"chart": "charts/sre"},
            {"chart": "charts/docs", "values": ["charts/docs/values-dev.yaml"]},
            {"chart": "charts/docs", "values": ["clusters/docs.yml"]},
            {"chart": "charts/sre", "values": ["clusters/prod.yaml"]},
        ])
    );
    assert!(text.contains(
        "##   clusters/unclear.yaml: values with 1 agent, of a chart that is not clear\n"
    ));
    // The entries are such that `lint` works on them.
    let config = uncommented(&text);
    let targets = config.split("targets:").nth(1).unwrap();
    let targets = targets.split("umbrella:").next().unwrap();
    let world = world.file(".helm-obo.yaml", format!("targets:{targets}"));
    let linted = world.run("lint -o json --fail-on never").exits(0).targets();
    let more = [
        "charts/docs",
        "charts/docs + charts/docs/ci/x-values.yaml",
        "charts/docs + charts/docs/values-dev.yaml",
        "charts/docs + clusters/docs.yml",
        "charts/sre",
        "charts/sre + clusters/prod.yaml",
    ];
    assert_eq!(linted, more);
}

#[test]
fn no_value_is_printed() {
    let secret = "s3cr3t-0f-the-v4lues";
    let values = format!("{CLEAN}      systemPassword: {secret}\n");
    let world = World::empty()
        .file("chart/Chart.yaml", CHART)
        .file("chart/values.yaml", &values)
        .file(
            "prod.yaml",
            format!("agents: {{definitions: {{sre-agent: {{apiKey: {secret}}}}}}}\n"),
        );
    for arguments in ["init --stdout", "init", "init", "init --force"] {
        let ran = world.run(arguments);
        assert!(!ran.all().contains(secret), "{ran:#?}");
    }
    assert!(!world.read(".helm-obo.yaml").contains(secret));
}

#[test]
fn a_chart_that_cannot_be_read_is_reported() {
    let world = World::new()
        .file("torn/Chart.yaml", CHART)
        .file("torn/values.yaml", "a: [\n")
        .chart("off")
        .file("off/values.yaml", "{}");
    let ran = world.run("init").exits(0);
    for line in [
        "Found 3 charts: 1 agent, 1 active\n",
        "  torn: cannot be read: this `[` is never closed\n",
        "  1 chart without agents\n",
    ] {
        assert!(ran.stdout.contains(line), "{line}: {}", ran.stdout);
    }
    let only = World::empty().chart("a").file("a/values.yaml", "{}");
    let ran = only.run("init").exits(0);
    assert!(
        ran.stdout.contains("Found 1 chart: no agents\n"),
        "{}",
        ran.stdout
    );
    check(&only, &only.read(".helm-obo.yaml"));
}

#[test]
fn quiet_only_writes() {
    let world = World::new();
    world
        .run("init chart -q")
        .exits(0)
        .says_no_more()
        .prints_nothing();
    assert!(world.path("chart/.helm-obo.yaml").exists());
    let ran = World::new().run("init chart").exits(0);
    assert!(
        ran.stdout.contains("  helm-obo lint chart\n"),
        "{}",
        ran.stdout
    );
}

/// The hook that the snippet names is one that the repository offers.
#[test]
fn the_hook_is_offered() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    let Ok(text) = std::fs::read_to_string(file) else {
        return skip("there is no .pre-commit-hooks.yaml here");
    };
    let hooks: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    let ids: Vec<_> = hooks
        .as_array()
        .unwrap()
        .iter()
        .map(|hook| &hook["id"])
        .collect();
    let told = World::new().run("init").exits(0).stdout;
    let id = told.split("- id: ").nth(1).unwrap().lines().next().unwrap();
    assert!(
        ids.iter().any(|known| *known == id),
        "{id} is none of {ids:?}"
    );
}

#[test]
fn a_chart_may_leave_its_agents_to_its_overlays() {
    let values = CLEAN.split("agents:").next().unwrap().to_owned() + "agents: {definitions: {}}\n";
    let overlay = format!("agents:{}", CLEAN.split("agents:").nth(1).unwrap());
    let world = World::empty()
        .file("helm/platform/Chart.yaml", CHART)
        .file("helm/platform/values.yaml", values)
        .file("clusters/a/agents.yaml", overlay);
    let text = world.run("init --stdout").exits(0).stdout;
    let config: serde_json::Value = serde_yaml::from_str(&uncommented(&text)).unwrap();
    let entry = serde_json::json!({"chart": "helm/platform", "values": ["clusters/a/agents.yaml"]});
    assert_eq!(config["targets"], serde_json::json!([entry]));
}

/// Charts and files in which agents may be though none is counted: what is said of them, and that they are to be linted.
#[test]
fn what_may_hold_agents_is_named() {
    let metadata = "apiVersion: v2\nname: c\nversion: 1.0.0\n";
    let servers = crate::any_chart::SERVERS;
    let agents = "agents: {definitions: {night: {enabled: true, systemMessage: x, obo: {}}}}\n";
    let unclear = servers.replace("name: Authorization", "name: authorization");
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[
                (
                    "c/charts/s/Chart.yaml",
                    "apiVersion: v2\nname: s\nversion: 1.0.0\n",
                ),
                ("c/charts/s/templates/servers.yaml", servers),
                ("c/charts/s/values.yaml", agents),
            ],
            "c: no agents that a contract applies to; contract none, no template of this chart",
        ),
        (
            &[
                ("c/templates/servers.yaml", servers),
                ("c/values.yml", agents),
            ],
            "Helm does not read `c/values.yml`",
        ),
        (
            &[
                ("c/templates/servers.yaml", &unclear),
                ("c/values.yaml", agents),
            ],
            "c: no agents that a contract applies to; contract none, templates/servers.yaml",
        ),
        (
            &[
                ("c/templates/servers.yaml", servers),
                ("c/values-prod.yaml", "agents:\n  definitions: {night: [\n"),
            ],
            "c/values-prod.yaml: mentions agents and cannot be read as values",
        ),
        (
            &[
                ("c/templates/servers.yaml", servers),
                ("c/values.yaml", "a: [\n"),
            ],
            "c: cannot be read: ",
        ),
    ];
    for (files, words) in cases {
        let world = World::empty().file("c/Chart.yaml", metadata);
        let world = files
            .iter()
            .fold(world, |world, (name, text)| world.file(name, text));
        let told = world.run("init").exits(0).stdout;
        assert!(told.contains(words), "{words}: {told}");
        assert!(!told.contains("nothing to lint"), "{words}: {told}");
        assert!(
            told.contains("Next, type\n\n  helm-obo lint\n"),
            "{words}: {told}"
        );
    }
}

/// What `init` finds as values on top of a chart, `lint` says it did not read.
#[test]
fn both_look_for_values_files_in_the_same_places() {
    let agents = "agents: {definitions: {night: {enabled: true, systemMessage: x, obo: {}}}}\n";
    let json = r#"{"agents": {"definitions": {"night": {"enabled": true, "obo": {}}}}}"#;
    for (file, text) in [
        ("apps/platform.yaml", agents),
        ("prod/v.yaml", agents),
        ("prod/eu/cluster.yml", agents),
        ("c/values-prod.json", json),
        ("c/envs/prod.yaml", agents),
        ("environments/prod/c.yaml", agents),
        ("c/broken.yaml", "agents: {definitions: [\n"),
    ] {
        let world = World::empty()
            .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
            .file("c/values.yaml", "image: x\n")
            .file("c/templates/servers.yaml", crate::any_chart::SERVERS)
            .file(file, text);
        let linted = world.run("lint c").exits(0).all();
        assert!(
            linted.contains(&format!("unread: `{file}`")),
            "{file}: {linted}"
        );
        let told = world.run("init").exits(0).stdout;
        assert!(told.contains(&format!("{file}: ")), "{file}: {told}");
    }
    // A schema holds a key of that name too, and is no values file.
    let schema = r#"{"definitions": {"agents": {"type": "object"}}, "properties": {"agents": {}}}"#;
    let world = World::empty()
        .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        .file("c/values.yaml", "image: x\n")
        .file("c/templates/x.yaml", "kind: ConfigMap\n")
        .file("c/values.schema.json", schema)
        .file("package.json", schema);
    assert!(!world.run("lint c").all().contains("unread:"));
    assert!(!world.run("init").stdout.contains("json"));
}

#[test]
fn releases_whose_charts_are_elsewhere_are_something_to_lint() {
    let world = World::empty().file(
        "kagent.yaml",
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kagent, namespace: argocd}
spec:
  source: {chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: 0.10.0}
  destination: {namespace: kagent}
",
    );
    let ran = world.run("init").exits(0);
    let said = &ran.stdout;
    assert!(
        said.contains("Found releases that Flux or Argo CD installs\n"),
        "{said}"
    );
    assert!(said.contains("\nNext, type\n\n  helm-obo lint\n"), "{said}");
    assert!(
        said.contains("hooks:\n    - id: helm-obo-lint-manifests\n"),
        "{said}"
    );
    let file = std::fs::read_to_string(world.path(".helm-obo.yaml")).unwrap();
    check(&world, &file);
    let found = "## Which kagent and muster run the agents. Found is\n##   kagent 0.10.0";
    assert!(file.contains(found), "{file}");
    assert!(
        file.contains("# platform:\n#   kagent:\n#     version: \"0.10.0\"\n#     runtime: go\n"),
        "{file}"
    );
}

#[test]
fn folders_of_charts_that_releases_name() {
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart: {spec: {chart: bots, version: 1.0.0, sourceRef: {kind: HelmRepository, name: repo}}}
  values: {url: docs}
";
    let server = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools}
spec: {description: tools, url: {{ .Values.url }}}
";
    let chart = |name: &str| format!("apiVersion: v2\nname: {name}\nversion: 1.0.0\n");
    let world = World::empty()
        .file("apps/bots.yaml", release)
        .file("vendor/bots-1.0.0/Chart.yaml", chart("bots"))
        .file("vendor/bots-1.0.0/templates/server.yaml", server)
        .file("others/bots-x/Chart.yaml", chart("bots-x"));
    world.run("init").exits(0);
    let file = std::fs::read_to_string(world.path(".helm-obo.yaml")).unwrap();
    check(&world, &file);
    let expected =
        "## These have charts of the names that releases here say.\n# charts:\n#   - vendor\n";
    assert!(file.contains(expected), "{file}");
    let without = World::empty().file(
        "apps/kagent.yaml",
        release.replace("chart: bots", "chart: kagent"),
    );
    without.run("init").exits(0);
    let file = std::fs::read_to_string(without.path(".helm-obo.yaml")).unwrap();
    check(&without, &file);
    let expected = "can be kept in such a folder.\n# charts:\n#   - vendor/charts\n";
    assert!(file.contains(expected), "{file}");
}

//! The kagent that the input itself installs is the one that its agents run on.

use crate::common::world::World;

/// An agent that passes its user's token on to a server with a static credential: who wins depends on the runtime.
const AGENT: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: docs
  url: https://docs.example.com/mcp
  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: docs, key: token}}]
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader, namespace: team}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: model
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {apiGroup: kagent.dev, kind: RemoteMCPServer, name: docs}}]
    deployment: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}
";

fn application(version: &str, values: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: kagent, namespace: argocd}}
spec:
  source: {{chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: {version}, helm: {{valuesObject: {{{values}}}}}}}
"
    )
}

/// What a run says of the platform, and the rules of its findings other than notes.
fn told(world: &World) -> (String, Vec<String>) {
    let text = world.run("lint .").stdout;
    let platform = text.split("\n  platform: ").nth(1).unwrap_or_default();
    let lines = platform.lines().enumerate();
    let lines = lines.take_while(|(index, line)| *index == 0 || line.starts_with("     "));
    let words = lines.flat_map(|(_, line)| line.split_whitespace());
    let platform = words.collect::<Vec<_>>().join(" ");
    let json = world.run("lint . -o json").json();
    let found = json["diagnostics"].as_array().unwrap().iter();
    let found = found.filter(|found| found["severity"] != "note");
    let rules = found.map(|found| found["rule"].as_str().unwrap().to_owned());
    (platform, rules.collect())
}

#[test]
fn a_version_decides_who_wins() {
    let on = |version| {
        let world = World::empty().file("agents/reader.yaml", AGENT);
        told(&world.file("kagent.yaml", application(version, "")))
    };
    let (platform, rules) = on("0.10.0");
    assert_eq!(
        platform,
        "kagent 0.10.0 in mode unsecure (as Application argocd/kagent in `kagent.yaml` says)"
    );
    assert_eq!(rules, ["user-token-shadowed"]);
    assert_eq!(on("0.9.10").1, [""; 0]);
    // The default runtime is that of the minor version.
    let (platform, rules) = on("0.10.x");
    assert_eq!(
        platform,
        "kagent 0.10.x in mode unsecure (as Application argocd/kagent in `kagent.yaml` says)"
    );
    assert_eq!(rules, ["user-token-shadowed"]);
    assert_eq!(on("~0.9.1").1, [""; 0]);
    assert_eq!(on("'>=0.9.1'").0, "");
}

#[test]
fn the_nearest_one_counts_and_those_that_differ_count_not() {
    let world = World::empty()
        .file("prod/reader.yaml", AGENT)
        .file("prod/kagent.yaml", application("0.10.0", ""))
        .file("test/kagent.yaml", application("0.9.10", ""));
    assert_eq!(
        told(&world).0,
        "kagent 0.10.0 in mode unsecure (as Application argocd/kagent in `prod/kagent.yaml` says)"
    );
    let world = World::empty()
        .file("agents/reader.yaml", AGENT)
        .file("prod/kagent.yaml", application("0.10.0", ""))
        .file("test/kagent.yaml", application("0.9.10", ""));
    assert_eq!(
        told(&world).0,
        "kagent in mode unsecure (as Application argocd/kagent in `prod/kagent.yaml` and Application argocd/kagent in `test/kagent.yaml` say)"
    );
}

#[test]
fn its_values_say_how_the_controller_was_set_up() {
    let elsewhere = AGENT.replacen("namespace: team}", "namespace: tools}", 1);
    let elsewhere = elsewhere.replacen("spec:\n", "spec:\n  allowedNamespaces: {from: All}\n", 1);
    let elsewhere = elsewhere.replace("name: docs}}]", "name: docs, namespace: tools}}]");
    let on = |values| {
        let world = World::empty().file("reader.yaml", &elsewhere);
        told(&world.file("kagent.yaml", application("0.9.10", values))).1
    };
    assert_eq!(on(""), [""; 0]);
    assert_eq!(
        on("controller: {watchNamespaces: [team]}"),
        ["cross-namespace"]
    );
    assert_eq!(
        on("controller: {watchNamespaces: [team, '${MORE}']}"),
        [""; 0]
    );
    assert_eq!(
        on("controller: {env: [{name: WATCH_NAMESPACES, value: team}]}"),
        ["cross-namespace"]
    );
    // Another image may be of another version.
    let world = World::empty().file("reader.yaml", AGENT);
    let tagged = application("0.10.0", "tag: mine");
    assert_eq!(
        told(&world.file("kagent.yaml", &tagged)).0,
        "kagent in mode unsecure (as Application argocd/kagent in `kagent.yaml` says)"
    );
}

/// A controller that asks for no token may be called without the user's.
#[test]
fn its_mode_decides_whether_a_token_is_asked_for() {
    let on = |values| {
        let world = World::empty().file("reader.yaml", AGENT);
        let world = world.file("kagent.yaml", application("0.9.10", values));
        let text = world.run("trace . -o json").json();
        let all = text["agents"][0]["scenarios"][1]["assumptions"].to_string();
        (told(&world).0, all.contains("asks for none"))
    };
    let mode = |mode: &str| {
        format!("kagent 0.9.10{mode} (as Application argocd/kagent in `kagent.yaml` says)")
    };
    for (values, name, asks_for_none) in [
        ("", " in mode unsecure", true),
        (
            "controller: {auth: {mode: trusted-proxy}}",
            " in mode trusted-proxy",
            false,
        ),
        (
            "controller: {auth: {mode: trusted-proxy}, env: [{name: AUTH_MODE, value: unsecure}]}",
            " in mode unsecure",
            true,
        ),
        ("controller: {auth: {mode: '${MODE}'}}", "", false),
        ("controller: {auth: {mode: oidc}}", "", false),
    ] {
        assert_eq!(on(values), (mode(name), asks_for_none), "{values}");
    }
    let world = World::empty().file("reader.yaml", AGENT);
    let stated = world
        .run("trace . --platform kagent.authMode=unsecure")
        .stdout;
    assert!(stated.contains("(assumed), mode unsecure,"), "{stated}");
}

#[test]
fn the_controller_itself_says_it() {
    let controller = "apiVersion: v1
kind: ConfigMap
metadata: {name: kagent-controller, namespace: kagent}
data: {DEFAULT_SERVICE_ACCOUNT_NAME: agents}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: kagent-controller, namespace: kagent}
spec:
  template:
    spec:
      containers:
      - name: controller
        image: cr.kagent.dev/kagent-dev/kagent/controller:0.10.1@sha256:0
        envFrom: [{configMapRef: {name: kagent-controller}}]
        env: [{name: AUTH_MODE, value: trusted-proxy}]
";
    let world = World::empty().file("all.yaml", format!("{AGENT}---\n{controller}"));
    assert_eq!(
        told(&world).0,
        "kagent 0.10.1 in mode trusted-proxy (as Deployment kagent/kagent-controller in `all.yaml` says)"
    );
    let trace = world.run("trace all.yaml -o json").json();
    let discovery = &trace["agents"][0]["scenarios"][1];
    assert_eq!(discovery["mode"], "machine");
    // What is stated counts more.
    let stated = world
        .run("trace all.yaml --platform kagent.version=0.9.9")
        .stdout;
    assert!(
        stated.contains("on kagent 0.9.9, mode trusted-proxy (as Deployment"),
        "{stated}"
    );
}

/// The agents of a chart in `charts/` run on it too.
#[test]
fn agents_of_a_chart_below_run_on_it() {
    let chart = crate::common::fixtures().join("charts/agents-platform");
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut world = World::empty()
        .file(
            "umbrella/Chart.yaml",
            "apiVersion: v2\nname: umbrella\nversion: 1.0.0\n",
        )
        .file("kagent.yaml", application("0.10.0", ""));
    let files = crate::common::entries(&chart);
    let templates = crate::common::entries(&chart.join("templates"));
    for file in files.iter().chain(&templates).filter(|file| file.is_file()) {
        let folder = match file.parent() == Some(&chart) {
            true => "umbrella/charts/platform".to_owned(),
            false => "umbrella/charts/platform/templates".to_owned(),
        };
        let text = std::fs::read(file).unwrap();
        world = world.file(&format!("{folder}/{}", name(file)), text);
    }
    let (platform, _) = told(&world);
    assert_eq!(
        platform,
        "kagent 0.10.0 in mode unsecure (as Application argocd/kagent in `kagent.yaml` says)"
    );
    let notes = world.run("lint . --statistics").stdout;
    assert!(!notes.contains("runtime-unset"), "{notes}");
}

#[test]
fn advice_is_for_the_runtime_that_is_its_default() {
    let lets_through = AGENT
        .replace(
            "name: docs}}]\n    ",
            "name: docs, allowedHeaders: [authorization]}}]\n    ",
        )
        .replace(
            "    deployment: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}\n",
            "",
        );
    let help = |version: &str| {
        let world = World::empty()
            .file("agents/reader.yaml", &lets_through)
            .file("kagent.yaml", application(version, ""));
        let json = world
            .run("lint . -o json --select user-token-shadowed")
            .json();
        json["diagnostics"][0]["help"].as_str().unwrap().to_owned()
    };
    let on_python = help("0.9.9");
    assert!(
        on_python.starts_with("add `{name: KAGENT_PROPAGATE_TOKEN"),
        "{on_python}"
    );
    let on_go = help("0.10.0");
    assert!(
        on_go.starts_with("run the agent on the Python runtime and add `"),
        "{on_go}"
    );
}

#[test]
fn a_trace_of_several_says_nothing_of_those_without_agents() {
    let with_agents = World::empty()
        .file("agents/reader.yaml", AGENT)
        .file("kagent.yaml", application("0.9.9", ""));
    let ran = with_agents.run("trace .").exits(0);
    assert!(ran.stdout.starts_with("reader ─▶ docs"), "{ran:#?}");
    assert!(!ran.stderr.contains("not traced"), "{ran:#?}");
    let without = World::empty().file("kagent.yaml", application("0.9.9", ""));
    let ran = without.run("trace .").exits(0);
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("kagent.yaml is not traced, since its chart is not here"),
        "{flat}"
    );
}

#[test]
fn releases_with_other_kinds_are_not_held_to_the_known_ones() {
    let agent = AGENT.replace("type: Declarative", "type: Other");
    let on = |version: &str| {
        let world = World::empty()
            .file("agents/reader.yaml", &agent)
            .file("kagent.yaml", application(version, ""));
        told(&world).1
    };
    assert!(on("0.9.12").contains(&"crd-violation".to_owned()));
    assert!(!on("0.4.3").contains(&"crd-violation".to_owned()));
}

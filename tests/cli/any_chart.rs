//! Charts of all kinds: which contract is said to be theirs, what is reported of agents in their values, and what real Helm
//! renders of these.

use crate::common::world::World;
use serde_json::Value;
use std::process::Command;

/// A chart's files beside `Chart.yaml`, from the chart on.
type Files = &'static [(&'static str, &'static str)];

struct Case {
    what: &'static str,
    /// Lines of `Chart.yaml` beside name and version.
    metadata: &'static str,
    files: Files,
    /// The contract, and words of the reason.
    contract: Option<&'static str>,
    reason: &'static str,
    /// What is found in [`AGENTS`] on top of the chart, in the overlay.
    found: &'static [&'static str],
    /// What Helm renders of that: the servers' names; `None` if it refuses the chart.
    helm: Option<&'static [&'static str]>,
}

/// Agents on top of each chart, at the root.
const AGENTS: &str = "\
agents:
  definitions:
    night:
      enabled: true
      modelConfig: small
      systemMessage: You look back at the day.
      allowedHeaders: [x-request-id]
      obo: {enabled: false}
      m2m: {enabled: false}
";

const VALUES: &str = "\
kagent: {enabled: true, namespaceOverride: agents}
muster: {enabled: true, fullnameOverride: gateway}
ingress: {hostnames: [gateway.example.org]}
";

/// The servers of a chart that follows the contract `actor-token`.
pub(crate) const SERVERS: &str = "\
{{- if and .Values.kagent.enabled .Values.muster.enabled }}
{{- range $id, $agent := .Values.agents.definitions }}
{{- if $agent.enabled }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{ $id }}
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: {{ $id }}, key: token}
    {{- if $agent.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {type: Secret, name: {{ $id }}, key: token}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}
";

const LISTED: &str = "\
{{- if .Values.kagent.enabled }}
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster
  namespace: {{ .Release.Namespace }}
spec:
  description: shared
  url: http://{{ .Values.muster.fullnameOverride }}:8090/mcp
{{- range .Values.kagent.remoteMcpServers }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: {{ .name }}
{{- end }}
{{- end }}
";

const FORWARDS: &str = "\
{{- $values := omit $.Values \"releases\" }}
{{- range $name, $release := .Values.releases }}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {{ $name }}
spec:
  values:
    {{- toYaml $values | nindent 4 }}
{{- end }}
";

const PLAIN: &str = "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata:
  name: fixed
spec:
  description: not from values
  declarative: {modelConfig: default-model-config, systemMessage: You help.}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: docs
spec:
  description: docs
  url: http://docs/mcp
";

const DEPLOYS: &str = "\
{{- range $name, $agent := .Values.agents.definitions }}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: agent-{{ $name }}}
{{- end }}
";

const SUB_VALUES: &str =
    "kagent: {enabled: true}\nmuster: {enabled: true}\nagents: {definitions: {}}\n";
pub(crate) const SUB: &str = "apiVersion: v2\nname: platform\nversion: 1.0.0\n";
const DATABASE: &str = "apiVersion: v2\nname: database\nversion: 1.0.0\n";
const CONFIG_MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\n";
const NO_TEMPLATE: &str = "no template of this chart reads `agents.definitions`";
const UNREAD: &[&str] = &["agents.yaml:2 warning unread-agents"];
const ABSENT: &str =
    "dependencies: [{name: other, version: 1.x.x, repository: \"oci://example.org\"}]";
const ONE_DEPENDENCY: &str = "dependencies: [{name: platform, version: 1.x.x}]";

const CASES: &[Case] = &[
    Case {
        what: "a template that shows a contract",
        metadata: "",
        files: &[("templates/servers.yaml", SERVERS)],
        contract: Some("actor-token"),
        reason: "shown by templates/servers.yaml",
        found: &[],
        helm: Some(&["muster-night"]),
    },
    Case {
        what: "no template is at hand",
        metadata: "",
        files: &[],
        contract: Some("actor-token"),
        reason: "assumed: no template is at hand",
        found: &[],
        helm: Some(&[]),
    },
    Case {
        what: "servers from a list, and one for all",
        metadata: "",
        files: &[("templates/servers.yaml", LISTED)],
        contract: None,
        reason: "of kagent's objects (RemoteMCPServer) is judged as manifests, as far as they can be run",
        found: UNREAD,
        helm: Some(&["muster"]),
    },
    Case {
        what: "releases that are handed all values",
        metadata: "",
        files: &[("templates/releases.yaml", FORWARDS)],
        contract: None,
        reason: "templates/releases.yaml uses all values as a whole",
        found: &[],
        helm: Some(&[]),
    },
    Case {
        what: "a wrapper of one chart",
        metadata: ONE_DEPENDENCY,
        files: &[
            ("charts/platform/Chart.yaml", SUB),
            ("charts/platform/values.yaml", SUB_VALUES),
            ("charts/platform/templates/servers.yaml", SERVERS),
        ],
        contract: None,
        reason: "those of the subchart `platform` read `platform.agents.definitions`",
        found: UNREAD,
        helm: Some(&[]),
    },
    Case {
        what: "a wrapper of two, under other names",
        metadata: "dependencies: [{name: database, version: 1.x.x}, {name: platform, version: 1.x.x, alias: ours}]",
        files: &[
            ("charts/platform/Chart.yaml", SUB),
            ("charts/platform/values.yaml", SUB_VALUES),
            ("charts/platform/templates/servers.yaml", SERVERS),
            ("charts/database/Chart.yaml", DATABASE),
            ("charts/database/templates/database.yaml", CONFIG_MAP),
        ],
        contract: None,
        reason: "those of the subchart `ours` read `ours.agents.definitions`",
        found: UNREAD,
        helm: Some(&[]),
    },
    Case {
        what: "a wrapper of a chart that has nothing to do with agents",
        metadata: "dependencies: [{name: database, version: 1.x.x}]",
        files: &[
            ("charts/database/Chart.yaml", DATABASE),
            ("charts/database/templates/database.yaml", CONFIG_MAP),
        ],
        contract: None,
        reason: NO_TEMPLATE,
        found: UNREAD,
        helm: Some(&[]),
    },
    Case {
        what: "a wrapper whose dependency is not there",
        metadata: ABSENT,
        files: &[],
        contract: None,
        reason: "what is below `other` is not checked: that dependency is not in `charts/`",
        found: UNREAD,
        helm: None,
    },
    Case {
        what: "such a one with an empty folder of templates",
        metadata: ABSENT,
        files: &[("templates/.gitkeep", "")],
        contract: None,
        reason: NO_TEMPLATE,
        found: UNREAD,
        helm: None,
    },
    Case {
        what: "such a one with notes",
        metadata: ABSENT,
        files: &[("templates/NOTES.txt", "Hello.\n")],
        contract: None,
        reason: "what is below `other` is not checked",
        found: UNREAD,
        helm: None,
    },
    Case {
        what: "a chart below that lacks a dependency",
        metadata: "",
        files: &[(
            "charts/inner/Chart.yaml",
            "apiVersion: v2\nname: inner\nversion: 1.0.0\ndependencies: [{name: other, version: 1.x.x, repository: \"oci://example.org\"}]\n",
        )],
        contract: None,
        reason: "what is below `inner.other` is not checked",
        found: UNREAD,
        helm: Some(&[]),
    },
    Case {
        what: "a wrapper that lists its dependencies as old charts do",
        metadata: "",
        files: &[(
            "requirements.yaml",
            "dependencies: [{name: platform, version: 1.x.x, repository: \"oci://example.org\", alias: other}]\n",
        )],
        contract: None,
        reason: "what is below `other` is not checked",
        found: UNREAD,
        helm: None,
    },
    Case {
        what: "a list of dependencies with none in it",
        metadata: "dependencies: []",
        files: &[],
        contract: Some("actor-token"),
        reason: "assumed: no template is at hand",
        found: &[],
        helm: Some(&[]),
    },
    Case {
        what: "agents that `import-values` brings up from a subchart",
        metadata: "dependencies: [{name: platform, version: 1.x.x, import-values: [{child: agents, parent: agents}]}]",
        files: &[
            ("charts/platform/Chart.yaml", SUB),
            (
                "charts/platform/values.yaml",
                "kagent: {enabled: true}\nmuster: {enabled: true}\nagents: {definitions: {day: {enabled: true, systemMessage: x, obo: {enabled: false}}}}\n",
            ),
            ("charts/platform/templates/servers.yaml", SERVERS),
        ],
        contract: None,
        reason: NO_TEMPLATE,
        found: UNREAD,
        helm: Some(&["muster-day"]),
    },
    Case {
        what: "helpers of a library in `charts/`",
        metadata: "dependencies: [{name: platform, version: 1.x.x}]",
        files: &[
            ("templates/all.yaml", "{{ include \"servers\" . }}"),
            (
                "charts/platform/Chart.yaml",
                "apiVersion: v2\nname: platform\nversion: 1.0.0\ntype: library\n",
            ),
            ("charts/platform/templates/_servers.tpl", LIBRARY),
        ],
        contract: Some("actor-token"),
        reason: "shown by templates/all.yaml",
        found: &[],
        helm: Some(&["muster-night"]),
    },
    Case {
        what: "a library",
        metadata: "type: library",
        files: &[("templates/_servers.tpl", LIBRARY)],
        contract: None,
        reason: NO_TEMPLATE,
        found: UNREAD,
        helm: None,
    },
    Case {
        what: "a wrapper of a wrapper",
        metadata: "",
        files: &[
            (
                "charts/inner/Chart.yaml",
                "apiVersion: v2\nname: inner\nversion: 1.0.0\n",
            ),
            ("charts/inner/charts/platform/Chart.yaml", SUB),
            ("charts/inner/charts/platform/values.yaml", SUB_VALUES),
            (
                "charts/inner/charts/platform/templates/servers.yaml",
                SERVERS,
            ),
        ],
        contract: None,
        reason: "those of the subchart `inner.platform` read `inner.platform.agents.definitions`",
        found: UNREAD,
        helm: Some(&[]),
    },
    Case {
        what: "CRDs only",
        metadata: "",
        files: &[(
            "crds/agents.yaml",
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: agents.kagent.dev}\n",
        )],
        contract: None,
        reason: NO_TEMPLATE,
        found: UNREAD,
        helm: Some(&[]),
    },
    Case {
        what: "agents as plain manifests",
        metadata: "",
        files: &[("templates/agents.yaml", PLAIN)],
        contract: None,
        reason: "of kagent's objects (Agent, RemoteMCPServer) is judged as manifests, as far as they can be run",
        found: UNREAD,
        helm: Some(&["docs"]),
    },
    Case {
        what: "definitions of another kind",
        metadata: "",
        files: &[("templates/agents.yaml", DEPLOYS)],
        contract: None,
        reason: "templates/agents.yaml reads `agents.definitions`, but not as a contract describes it",
        found: &[],
        helm: Some(&[]),
    },
    Case {
        what: "nothing but notes",
        metadata: "",
        files: &[(
            "templates/NOTES.txt",
            "Agents: {{ .Values.agents.image }}\n",
        )],
        contract: None,
        reason: NO_TEMPLATE,
        found: UNREAD,
        helm: Some(&[]),
    },
];

const LIBRARY: &str = "\
{{- define \"servers\" }}
{{- range $id, $agent := .Values.agents.definitions }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata:
  name: muster-{{ $id }}
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: {{ $id }}, key: token}
    {{- if $agent.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {type: Secret, name: {{ $id }}, key: token}
    {{- end }}
{{- end }}
{{- end }}
";

impl Case {
    /// Whether its templates make agents themselves.
    fn renders_agents(&self) -> bool {
        self.reason.contains("(Agent")
    }

    /// Whether a chart in `charts/` has agents of its own, which are judged with it.
    fn has_agents_below(&self) -> bool {
        let mut files = self.files.iter();
        files.any(|(name, text)| {
            name.ends_with("/values.yaml") && text.contains("definitions: {day")
        })
    }

    fn world(&self) -> World {
        let metadata = format!(
            "apiVersion: v2\nname: ours\nversion: 1.0.0\n{}\n",
            self.metadata
        );
        let world = World::empty()
            .file("chart/Chart.yaml", metadata)
            .file("chart/values.yaml", VALUES)
            .file("agents.yaml", AGENTS);
        let files = self.files.iter();
        files.fold(world, |world, (name, text)| {
            world.file(&format!("chart/{name}"), text)
        })
    }
}

#[test]
fn each_chart_is_judged_by_what_it_shows() {
    for case in CASES {
        let what = case.what;
        let world = case.world();
        let ran = world.run("lint chart -f agents.yaml -o json");
        let json = ran.json();
        let chosen = &json["summary"]["contracts"][0];
        assert_eq!(
            chosen["contract"].as_str(),
            case.contract,
            "{what}: {ran:#?}"
        );
        let reason = chosen["reason"].as_str().unwrap();
        assert!(reason.contains(case.reason), "{what}: {reason}");
        let found: Vec<String> = json["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(found)
            .collect();
        assert_eq!(found, case.found, "{what}: {ran:#?}");
        let is_any = case.contract.is_some() || case.has_agents_below() || case.renders_agents();
        let agents = u64::from(is_any);
        assert_eq!(json["summary"]["agents"], agents, "{what}");
        assert_eq!(ran.status, Some(0), "{what}: {ran:#?}");
        for format in ["full", "concise"] {
            let told = world
                .run(&format!("lint chart -f agents.yaml -o {format}"))
                .all();
            assert!(
                case.contract.is_some() || !told.contains("`helm template` fails"),
                "{what}: {told}"
            );
        }
    }
}

/// The summary does not say that there are no agents where it is only not known whose they are.
#[test]
fn agents_that_no_contract_applies_to_are_said_not_to_be_judged() {
    let judged = "no agents checked\n  checked: no agents, since no contract applies to what is at `agents.definitions`";
    let unread =
        "no agents\n  checked: no agents, since no template reads what is at `agents.definitions`";
    let none =
        "no agents\n  checked: no agents, since what was read has none at `agents.definitions`";
    let plain = "agents: {definitions: {night: {enabled: true}}}\n";
    let lower = SERVERS.replace("name: Authorization", "name: authorization");
    let always = SERVERS.replace("if $agent.obo.enabled", "if true");
    let broken = format!("{SERVERS}{{{{- end }}}}\n");
    let kind = SERVERS.replace("kind: RemoteMCPServer", "kind: Agent");
    for (template, agents, expected) in [
        (&*lower, AGENTS, judged),
        (&always, AGENTS, judged),
        (&broken, AGENTS, judged),
        (&kind, AGENTS, "1 agent, 1 active"),
        (FORWARDS, AGENTS, judged),
        (DEPLOYS, plain, judged),
        (CONFIG_MAP, plain, unread),
        (CONFIG_MAP, "agents: {definitions: {}}\n", none),
        (&lower, "agents: {definitions: {}}\n", none),
        (CONFIG_MAP, "agents: {image: x}\n", none),
    ] {
        let world = World::empty()
            .file(
                "chart/Chart.yaml",
                "apiVersion: v2\nname: ours\nversion: 1.0.0\n",
            )
            .file("chart/values.yaml", VALUES)
            .file("chart/templates/x.yaml", template)
            .file("agents.yaml", agents);
        let ran = world.run("lint chart -f agents.yaml");
        let told = ran.all().replace("\n           ", " ");
        assert!(told.contains(expected), "{template}: {told}");
    }
}

/// A finding in the overlay that is no note: `file:line severity rule`.
fn found(diagnostic: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let severity = text(&diagnostic["severity"]);
    let location = &diagnostic["location"];
    let line = &location["start"]["line"];
    (severity != "note").then(|| {
        format!(
            "{}:{line} {severity} {}",
            text(&location["file"]),
            text(&diagnostic["rule"])
        )
    })
}

/// `render` prints the servers that the templates make, whatever they read; `trace` has no agent to show.
#[test]
fn where_none_applies_it_is_about_what_the_templates_make() {
    let cases = CASES.iter().filter(|case| case.contract.is_none());
    for case in cases.filter(|case| !case.has_agents_below()) {
        let world = case.world();
        let why = "no contract applies to this chart";
        let servers = case.helm.unwrap_or_default();
        let ran = world.run("render chart -f agents.yaml").exits(0);
        let said = ran.stderr.contains("no RemoteMCPServer is rendered: ");
        assert_eq!(said, servers.is_empty(), "{}: {}", case.what, ran.stderr);
        let json = world
            .run("render chart -f agents.yaml -o json -q")
            .exits(0)
            .says_no_more()
            .json();
        let names = json.as_array().unwrap().iter();
        let names: Vec<&str> = names
            .map(|server| server["metadata"]["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, servers, "{}", case.what);
        if servers.is_empty() {
            world
                .run("trace chart -f agents.yaml")
                .exits(0)
                .prints_nothing()
                .stderr_has(why)
                .stderr_has(case.reason);
        }
        if !case.renders_agents() {
            let json = world
                .run("trace chart -f agents.yaml -o json --agent night")
                .exits(0)
                .json();
            assert_eq!(json, serde_json::json!({"version": 1, "agents": []}));
            world
                .run("trace chart -f agents.yaml --expect machine")
                .exits(1);
        }
        let values = world
            .run("values chart -f agents.yaml -o json")
            .exits(0)
            .json();
        let exact = world
            .run("values chart -f agents.yaml -o json --no-agent-defaults")
            .json();
        assert_eq!(values, exact, "{}", case.what);
    }
}

#[test]
fn the_help_names_the_key_that_would_be_read() {
    let case = |what: &str| {
        CASES
            .iter()
            .find(|case| case.what.contains(what))
            .unwrap()
            .world()
    };
    let help = |world: &World, arguments: &str| {
        let json = world
            .run(&format!("lint {arguments} -f agents.yaml -o json"))
            .json();
        json["diagnostics"][0]["help"].as_str().unwrap().to_owned()
    };
    let one = help(&case("wrapper of one"), "chart");
    assert_eq!(
        one,
        "put it below `platform:`, where the templates of the subchart read it; so with `kagent`, `muster`, which nothing reads here either"
    );
    let other = help(&case("wrapper of two"), "chart");
    assert!(other.starts_with("put it below `ours:`"), "{other}");
    let inner = help(&case("wrapper of a wrapper"), "chart");
    assert!(
        inner.starts_with("put it below `platform:` in `inner:`"),
        "{inner}"
    );
    // The subchart's own folder is the chart that reads them.
    let own = case("wrapper of one").run("lint chart/charts/platform -f agents.yaml -o json");
    assert_eq!(
        own.json()["summary"]["contracts"][0]["contract"],
        "actor-token"
    );
    // A dependency that is not there is known by its name.
    let absent = "dependencies: [{name: agentic-platform-connectivity, version: 1.x.x, repository: \"oci://example.org\"}]";
    let world = case("nothing but notes").file(
        "chart/Chart.yaml",
        format!("apiVersion: v2\nname: ours\nversion: 1.0.0\n{absent}\n"),
    );
    let help = help(&world, "chart");
    assert!(
        help.contains("`agentic-platform-connectivity:` if that dependency"),
        "{help}"
    );
}

/// Of a dependency that is not in `charts/` no more is said than is known.
#[test]
fn the_help_names_the_key_of_a_dependency_that_is_not_there() {
    let help = |name: &str, repository: &str, template: &str| {
        let world = World::empty()
            .file("agents.yaml", AGENTS)
            .file("chart/values.yaml", VALUES)
            .file("chart/Chart.yaml", format!("apiVersion: v2\nname: ours\nversion: 1.0.0\ndependencies: [{{name: {name}, version: 1.x.x, repository: \"{repository}\"}}]\n"))
            .file("platform/Chart.yaml", SUB)
            .file("platform/values.yaml", SUB_VALUES)
            .file("platform/templates/servers.yaml", template);
        let json = world
            .run("lint chart -f agents.yaml -o json")
            .exits(0)
            .json();
        assert_eq!(json["diagnostics"][0]["rule"], "unread-agents");
        json["diagnostics"][0]["help"].as_str().unwrap().to_owned()
    };
    let remote = "oci://example.org/charts";
    let unknown = help("platform", remote, SERVERS);
    assert!(
        unknown.starts_with("put it below `platform:` if that dependency, which is not in `charts/`, reads it; else remove it"),
        "{unknown}"
    );
    assert_eq!(
        help("agentic-platform", remote, SERVERS),
        "put it below `agentic-platform:` if that dependency, which is not in `charts/`, is to read it"
    );
    let beside = "file://../platform";
    assert_eq!(
        help("platform", beside, SERVERS),
        "put it below `platform:`, where the templates of the subchart read it; so with `kagent`, `muster`, which nothing reads here either"
    );
    let not = help("platform", beside, CONFIG_MAP);
    assert!(not.starts_with("remove it"), "{not}");
    let none = help("platform", "file://../nowhere", SERVERS);
    assert!(none.starts_with("put it below `platform:` if"), "{none}");
}

/// The defaults of a subchart that `import-values` brings up are in force: nothing is to be said of them.
#[test]
fn what_is_imported_from_a_subchart_is_not_unread() {
    let imports = CASES
        .iter()
        .find(|case| case.what.contains("import-values"));
    let world = imports.unwrap().world().file("chart/values.yaml", "{}\n");
    let json = world.run("lint chart -o json").exits(0).json();
    assert_eq!(json["diagnostics"], serde_json::json!([]));
    let json = world.run("lint chart -f agents.yaml -o json").json();
    let message = json["diagnostics"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("agent `night` changes nothing"),
        "{message}"
    );
}

/// The charts whose values must agree, as the config file says.
#[test]
fn the_help_names_the_chart_that_has_the_same_values() {
    let world = World::empty()
        .file("agents.yaml", AGENTS)
        .file("a/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n")
        .file("a/values.yaml", AGENTS)
        .file("a/templates/x.yaml", CONFIG_MAP)
        .file("b/Chart.yaml", "apiVersion: v2\nname: b\nversion: 1.0.0\n")
        .file("b/values.yaml", format!("{VALUES}{AGENTS}"))
        .file("b/templates/servers.yaml", SERVERS)
        .file(
            ".helm-obo.yaml",
            "umbrella: [{files: [a/values.yaml, b/values.yaml], path: agents}]\n",
        );
    let ran = world.run("lint a");
    assert!(ran.stdout.contains("the chart `b` reads it"), "{ran:#?}");
}

/// Asks a real Helm: the one that HELM_BIN names.
#[test]
fn a_real_helm_renders_what_the_table_says() {
    let Some(helm) = std::env::var_os("HELM_BIN") else {
        crate::common::skip::skip("HELM_BIN names no helm");
        return;
    };
    for case in CASES {
        let world = case.world();
        let output = Command::new(&helm)
            .args(["template", "x", "chart", "-f", "agents.yaml"])
            .current_dir(world.path("."))
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.success(),
            case.helm.is_some(),
            "{}: {said}",
            case.what
        );
        assert_eq!(
            servers(&text),
            case.helm.unwrap_or_default(),
            "{}: {text}",
            case.what
        );
    }
    println!("a real Helm agrees on {} charts", CASES.len());
}

/// The names of the RemoteMCPServers in a stream of manifests.
fn servers(text: &str) -> Vec<String> {
    let documents = text
        .split("\n---")
        .filter_map(|document| serde_yaml::from_str::<Value>(document).ok());
    let servers = documents.filter(|document| document["kind"] == "RemoteMCPServer");
    servers
        .map(|server| server["metadata"]["name"].as_str().unwrap().to_owned())
        .collect()
}

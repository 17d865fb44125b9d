//! What is shown of values inside objects: calls of several releases, snippets of strings, and no credentials.

use crate::common::world::World;

/// A chart of the contract, and one whose templates write their agent themselves.
fn world() -> World {
    let agent = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: {{ .Release.Name }}-docs}
spec: {description: docs, url: \"http://docs.tools:8080/mcp\"}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: {{ .Values.agent }}}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: default-model-config
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {kind: RemoteMCPServer, name: {{ .Release.Name }}-docs}}]
";
    World::empty()
        .chart("charts/platform")
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.2.0\n",
        )
        .file("charts/bots/values.yaml", "agent: reader\n")
        .file("charts/bots/templates/agent.yaml", agent)
}

fn release(name: &str, chart: &str, values: &str) -> String {
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: {name}, namespace: team}}
spec:
  chart: {{spec: {{chart: ./charts/{chart}, sourceRef: {{kind: GitRepository, name: repo}}}}}}
  values: {values}
"
    )
}

const AGENT: &str = "---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: own, namespace: team}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: default-model-config
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {kind: RemoteMCPServer, name: elsewhere}}]
";

/// The agents that are traced, with their servers.
fn traced(world: &World, arguments: &str) -> Vec<String> {
    let json = world.run(&format!("trace {arguments} -o json")).json();
    let agents = json["agents"].as_array().unwrap().iter();
    let mut agents: Vec<String> = agents
        .map(|one| format!("{} {}", one["agent"], one["server"]).replace('"', ""))
        .collect();
    agents.sort();
    agents
}

#[test]
fn all_releases_are_traced() {
    let both = release("one", "platform", "{}") + "---\n" + &release("two", "bots", "{}");
    let world = world().file("both.yaml", both.clone() + AGENT).file(
        "apps/third.yaml",
        release("three", "bots", "{agent: other}"),
    );
    let expected = [
        "own elsewhere",
        "reader two-docs",
        "sre-agent muster-sre-agent",
    ];
    assert_eq!(traced(&world, "both.yaml"), expected);
    let all = [
        "other three-docs",
        "own elsewhere",
        "reader two-docs",
        "sre-agent muster-sre-agent",
    ];
    assert_eq!(traced(&world, "both.yaml apps/third.yaml"), all);
    assert_eq!(
        traced(&world, "both.yaml --agent reader"),
        ["reader two-docs"]
    );
    let ran = world.run("trace both.yaml --agent nobody");
    assert_eq!(ran.status, Some(2), "{ran:#?}");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("defined are"), "{flat}");
    assert!(flat.contains("team/reader, sre-agent, team/own"), "{flat}");
    let ran = world.run("trace both.yaml --expect delegated");
    assert_eq!(ran.status, Some(1), "{ran:#?}");
    // A release with a manifest beside it is no release alone.
    let world = world.file("one.yaml", release("two", "bots", "{}") + AGENT);
    assert_eq!(
        traced(&world, "one.yaml"),
        ["own elsewhere", "reader two-docs"]
    );
}

#[test]
fn a_chart_that_is_not_here_is_told() {
    let world = world().file("a.yaml", release("one", "nowhere", "{a: 1}"));
    for command in ["values", "render", "trace"] {
        let ran = world.run(&format!("{command} a.yaml"));
        let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected =
            "nothing is rendered of HelmRelease team/one (`a.yaml`), since its chart is not here";
        assert!(flat.contains(expected), "{command}: {flat}");
    }
}

#[test]
fn a_snippet_shows_the_lines_of_a_string_without_credentials() {
    let text = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: one, namespace: argocd}
spec:
  source:
    path: charts/platform
    repoURL: https://example.com/repo.git
    helm:
      values: |
        agents:
          definitions:
            sre-agent:
              enabled: true # ghp_abcdefghijklmnopqrstuvwxyz0123456789
              favouriteColour: blue
              env:
              - {name: API_TOKEN, value: correct-horse-battery}
        adminPassword: staple-correct-horse
";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let world = world().file("a.yaml", &text);
        let ran = world.run("lint a.yaml");
        let lines: Vec<&str> = ran.stdout.lines().map(str::trim).collect();
        for expected in [
            "╭─[a.yaml:14:15]",
            "12 │             sre-agent:",
            "13 │               enabled: true # [masked]",
            "14 │               favouriteColour: blue",
            "·               ───────────────",
            "16 │               - {name: API_TOKEN, value: [masked]}",
        ] {
            assert!(lines.contains(&expected), "{expected} in {}", ran.stdout);
        }
    }
    let world = world().file("a.yaml", text);
    for arguments in [
        "lint a.yaml",
        "lint a.yaml -o json",
        "lint a.yaml -o concise",
        "lint a.yaml --diff --unsafe-fixes",
        "values a.yaml --redact",
        "trace a.yaml",
        "render a.yaml",
    ] {
        let ran = world.run(arguments);
        let all = ran.stdout + &ran.stderr;
        for credential in ["ghp_", "battery", "staple"] {
            assert!(!all.contains(credential), "{arguments}: {all}");
        }
    }
}

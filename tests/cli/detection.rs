//! The contract that a chart's own template shows.

use crate::common::world::{Ran, World};

const SERVER: &str = "{{- range $name, $agent := .Values.agents.definitions }}
---
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
spec:
  headersFrom:
";
const AUTHORIZATION: &str =
    "    - name: Authorization\n      valueFrom: {type: Secret, name: x, key: token}\n";
const ACTOR: &str = "    {{- if $agent.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {type: Secret, name: x, key: token}
    {{- end }}
";

fn actor_token() -> String {
    format!("{SERVER}{AUTHORIZATION}{ACTOR}{{{{- end }}}}\n")
}

fn fixed() -> String {
    format!("{SERVER}{AUTHORIZATION}{{{{- end }}}}\n")
}

fn chosen(ran: &Ran) -> Vec<(String, String)> {
    let json = ran.json();
    let contracts = json["summary"]["contracts"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    contracts
        .iter()
        .map(|chosen| (text(&chosen["contract"]), text(&chosen["reason"])))
        .collect()
}

fn one(world: &World, arguments: &str) -> (String, String) {
    chosen(&world.run(&format!("lint -o json {arguments}"))).remove(0)
}

fn pair(contract: &str, reason: &str) -> (String, String) {
    (contract.to_owned(), reason.to_owned())
}

#[test]
fn the_template_is_asked_last() {
    let world = World::new().file("chart/templates/mcp/servers.yaml", fixed());
    let shown = pair("static", "shown by templates/mcp/servers.yaml");
    assert_eq!(one(&world, "chart"), shown);
    let below = world.call("lint -o json .").cd("chart").run();
    assert_eq!(chosen(&below), [shown]);
    let flag = pair("exclusive", "given by --contract");
    assert_eq!(one(&world, "chart --contract exclusive"), flag);
    let world = world.file("helm-obo.yaml", "contract: forward");
    assert_eq!(
        one(&world, "chart"),
        pair("forward", "set in helm-obo.yaml")
    );
}

fn why_none(world: &World) -> String {
    let json = world.run("lint -o json chart").json();
    let chosen = &json["summary"]["contracts"][0];
    assert!(chosen["contract"].is_null(), "{chosen}");
    chosen["reason"].as_str().unwrap().to_owned()
}

#[test]
fn where_templates_do_not_show_which_none_applies() {
    let ambiguous = fixed().replace(
        AUTHORIZATION,
        "    {{- toYaml $agent.headers | nindent 4 }}\n",
    );
    let unknown = fixed().replace("Authorization", "X-Actor-Token");
    for text in [ambiguous, unknown] {
        let world = World::new().file("chart/templates/servers.yaml", text);
        let reason = why_none(&world);
        let expected = "templates/servers.yaml does not show which contract it follows";
        assert!(reason.starts_with(expected), "{reason}");
    }
    // A chart may render the servers that its values list, and those of something else.
    let listed = fixed().replace("agents.definitions", "agents.remoteMcpServers");
    let others = fixed().replace("agents.definitions", "assistants");
    for text in ["kind: ConfigMap\n", &listed, &others, "\u{0}{{", ""] {
        let world = World::new().file("chart/templates/other.yaml", text);
        let reason = why_none(&world);
        let expected = "no template of this chart reads `agents.definitions`";
        assert!(reason.starts_with(expected), "{text}: {reason}");
    }
    // Without templates nothing can be seen.
    let expected = pair("actor-token", "assumed: no template is at hand");
    assert_eq!(one(&World::new(), "chart"), expected);
}

#[test]
fn all_overlays_of_a_chart_share_it() {
    let world = World::new()
        .file("chart/templates/servers.yaml", actor_token())
        .file("chart/ci/a-values.yaml", "{}")
        .file("elsewhere.yaml", "agents: {}");
    let shown = pair("actor-token", "shown by templates/servers.yaml");
    let both = chosen(&world.run("lint -o json chart"));
    assert_eq!(both, [shown.clone(), shown.clone()]);
    assert_eq!(one(&world, "--chart chart elsewhere.yaml"), shown);
    // A values file by itself has no templates.
    assert_eq!(
        one(&world, "elsewhere.yaml"),
        pair("actor-token", "assumed: no template is at hand")
    );
    let log = world.run("render -v chart").exits(0).stderr;
    assert!(
        log.contains("contract actor-token, shown by templates/servers.yaml"),
        "{log}"
    );
}

#[test]
fn a_contract_that_contradicts_the_template_is_reported() {
    let world = World::new()
        .file("charts/a/Chart.yaml", crate::common::world::CHART)
        .file("charts/a/values.yaml", crate::common::world::CLEAN)
        .file("charts/a/ci/b-values.yaml", "{}")
        .file(
            "charts/a/templates/servers.yaml",
            format!("# password: hunter2hunter2\n{}", fixed()),
        );
    let ran = world
        .run("lint charts/a --contract actor-token --select contract-mismatch")
        .exits(0);
    insta::assert_snapshot!(ran.stdout);
    let ran = world
        .call("lint -o json . --contract actor-token")
        .cd("charts/a")
        .run();
    let found = "templates/servers.yaml:9:5 contract-mismatch".to_owned();
    assert!(ran.findings().contains(&found), "{ran:#?}");
    world
        .run("lint charts/a --select contract-mismatch --fail-on warning")
        .exits(0);
    world
        .run("lint charts/a --contract actor-token --fail-on warning")
        .exits(1);
    let off = world.file(
        "helm-obo.yaml",
        "rules: {contract-mismatch: off}\ncontract: actor-token",
    );
    off.run("lint charts/a --select contract-mismatch --fail-on warning")
        .exits(0);
}

/// A finding shows the lines around it.
#[test]
fn a_secret_in_a_template_is_not_shown() {
    let template = fixed().replace(
        "    - name: Auth",
        "    # token: hunter2hunter2\n    - name: Auth",
    );
    let world = World::new().file("chart/templates/servers.yaml", template);
    for format in ["full", "concise", "json"] {
        let ran = world.run(&format!("lint chart --contract actor-token -o {format}"));
        let told = ran.all();
        assert!(told.contains("contract-mismatch"), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}

/// A chart may refuse an absent block by itself: nothing is a nil pointer then. The line that refuses it is shown.
#[test]
fn how_a_missing_block_fails_is_as_the_template_has_it() {
    let guard = "{{- if not (hasKey $agent \"obo\") }}{{ fail \"no obo\" }}{{ end }}\n";
    for (guard, how) in [("", " with a nil pointer at `obo.enabled`"), (guard, "")] {
        let servers = format!("{SERVER}{guard}{AUTHORIZATION}{ACTOR}{{{{- end }}}}\n");
        let json = World::new()
            .file("chart/templates/servers.yaml", servers)
            .file(
                "none.yaml",
                "agents: {definitions: {sre-agent: {obo: null}}}\n",
            )
            .run("lint chart -f none.yaml -o json --select obo-missing")
            .json();
        let found = json["diagnostics"].as_array().unwrap();
        assert!(!found.is_empty(), "{json:#}");
        for one in found {
            let message = one["message"].as_str().unwrap();
            assert!(
                message.ends_with(&format!("`helm template` fails{how}")),
                "{message}"
            );
        }
        let lines = found
            .iter()
            .flat_map(|one| one["related"].as_array().unwrap());
        let files: Vec<&str> = lines
            .filter_map(|one| one["location"]["file"].as_str())
            .collect();
        assert!(files.contains(&"chart/templates/servers.yaml"), "{json:#}");
    }
}

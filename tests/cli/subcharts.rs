//! Agents of a chart in `charts/`, judged with the chart above it.

use crate::any_chart::SERVERS;
use crate::common::world::World;
use serde_json::{Value, json};

const DEFAULTS: &str = "\
kagent: {enabled: true}
muster: {enabled: true, fullnameOverride: gateway}
agents: {definitions: {}}
";

/// A chart with another below it, under an alias and off by itself.
fn world(values: &str) -> World {
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: ours\nversion: 1.0.0\n\
             dependencies: [{name: agents-chart, alias: ai, version: 1.0.0, condition: ai.install, tags: [more]}]\n",
        )
        .file("chart/values.yaml", values)
        .file("chart/charts/agents-chart/Chart.yaml", "apiVersion: v2\nname: agents-chart\nversion: 1.0.0\n")
        .file("chart/charts/agents-chart/values.yaml", DEFAULTS)
        .file("chart/charts/agents-chart/templates/servers.yaml", SERVERS)
}

const VALUES: &str = "\
ai:
  install: true
  agents:
    definitions:
      night:
        enabled: true
        systemMessage: x
        allowdHeaders: [authorization]
        obo: {enabled: false}
      day:
        enabled: true
        systemMessage: x
        allowedHeaders: [x-request-id]
        obo: {enabled: true}
";

fn found(json: &Value) -> Vec<(String, String, u64)> {
    let all = json["diagnostics"].as_array().unwrap().iter();
    let errors = all.filter(|one| one["severity"] == "error");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    errors
        .map(|one| {
            let line = one["location"]["start"]["line"].as_u64().unwrap();
            (text(&one["rule"]), text(&one["path"]), line)
        })
        .collect()
}

#[test]
fn findings_have_the_paths_of_the_chart_above() {
    let ran = world(VALUES).run("lint chart -o json").exits(1);
    let json = ran.json();
    let of = |rule: &str, path: &str, line| (rule.to_owned(), path.to_owned(), line);
    assert_eq!(
        found(&json),
        [
            of(
                "unknown-key",
                "ai.agents.definitions.night.allowdHeaders",
                8
            ),
            of(
                "forwarding-disabled",
                "ai.agents.definitions.day.allowedHeaders",
                13
            ),
        ],
        "{json:#}"
    );
    let summary = &json["summary"];
    assert_eq!(
        (&summary["agents"], &summary["active"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(
        summary["contracts"],
        json!([{
            "target": "chart",
            "contract": "actor-token",
            "reason": "shown by charts/agents-chart/templates/servers.yaml for what is below `ai`",
        }])
    );
}

/// What is missing is told once, with the template's line, as a block and not as a failure of its own.
#[test]
fn a_missing_block_is_one_finding() {
    let without = VALUES.replace("        obo: {enabled: false}\n", "");
    let json = world(&without).run("lint chart -o json").exits(1).json();
    let rules: Vec<String> = found(&json).into_iter().map(|(rule, ..)| rule).collect();
    let expected = [
        "obo-missing",
        "unknown-key",
        "user-token-shadowed",
        "forwarding-disabled",
    ];
    assert_eq!(rules, expected, "{json:#}");
    let missing = &json["diagnostics"][0];
    assert_eq!(missing["path"], "ai.agents.definitions.night.obo");
    assert_eq!(missing["location"]["start"]["line"], 5);
}

#[test]
fn fixes_go_into_the_values_of_the_chart_above() {
    let world = world(VALUES);
    world.run("lint chart --unsafe-fixes --fix");
    let fixed = world.read("chart/values.yaml");
    let renamed = VALUES.replace("allowdHeaders", "allowedHeaders");
    assert!(
        fixed.starts_with(renamed.split("      day:").next().unwrap()),
        "{fixed}"
    );
    assert_eq!(
        world.read("chart/charts/agents-chart/values.yaml"),
        DEFAULTS
    );
}

#[test]
fn other_commands_speak_of_them_too() {
    let world = world(VALUES);
    let trace = world.run("trace chart -o json").exits(0).json();
    let names: Vec<&Value> = trace["agents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["agent"])
        .collect();
    assert_eq!(names, ["day", "night"]);
    let rendered = world.run("render chart -q").exits(0).stdout;
    assert_eq!(
        rendered.matches("kind: RemoteMCPServer").count(),
        2,
        "{rendered}"
    );
}

/// One chart under two aliases, and agents of the chart above: each agent is traced, and none is passed over.
#[test]
fn agents_of_several_charts_are_traced_together() {
    let servers = "chart/charts/agents-chart/templates/servers.yaml";
    let values = format!(
        "{DEFAULTS}{VALUES}two:\n{}",
        VALUES.replace("day:", "noon:").split_once('\n').unwrap().1
    );
    let two = "dependencies: [{name: agents-chart, alias: ai, version: 1.0.0}, {name: agents-chart, alias: two, version: 1.0.0}]";
    let world = world(&values)
        .file(
            "chart/Chart.yaml",
            format!("apiVersion: v2\nname: ours\nversion: 1.0.0\n{two}\n"),
        )
        .file(servers, SERVERS);
    let names = |arguments: &str| -> Vec<String> {
        let json = world
            .run(&format!("trace chart -o json {arguments}"))
            .json();
        let agents = json["agents"].as_array().unwrap().iter();
        agents
            .map(|one| one["agent"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(""), ["day", "night", "night", "noon"]);
    assert_eq!(names("--agent noon"), ["noon"]);
    // `night` runs as itself, wherever it is.
    let told = world.run("trace chart --expect user").exits(1).stderr;
    assert_eq!(
        told.matches("a user's call of agent `night`").count(),
        2,
        "{told}"
    );
}

/// Helm gives each chart below a `global`, which stands in no file.
#[test]
fn what_nobody_wrote_is_not_unread() {
    let told = world(VALUES).run("values chart --unread").exits(0).stdout;
    assert!(told.contains("allowdHeaders"), "{told}");
    assert!(!told.contains("global"), "{told}");
}

/// What is filled in is filled in for the agents of each chart.
#[test]
fn defaults_are_filled_in_below() {
    let without = VALUES.replace("        obo: {enabled: false}\n", "");
    let world = world(&without);
    let json = world.run("values chart -o json -q").exits(0).json();
    let night = &json["ai"]["agents"]["definitions"]["night"];
    assert_eq!(night["obo"], json!({"enabled": true}));
    let rendered = world.run("render chart -q").exits(0).stdout;
    assert_eq!(rendered.matches("X-Actor-Token").count(), 2, "{rendered}");
}

/// Its own agents and those of the chart below are told apart, even where they have one name.
#[test]
fn a_chart_with_agents_of_its_own() {
    let values = format!("{DEFAULTS}{VALUES}").replace(
        "agents: {definitions: {}}",
        "agents: {definitions: {night: {enabled: true, systemMessage: x, obo: {enabled: false}}}}",
    );
    let world = world(&values).file("chart/templates/servers.yaml", SERVERS);
    let summary = world.run("lint chart -o json").exits(1).json()["summary"].clone();
    assert_eq!(summary["agents"], 3, "{summary:#}");
    assert_eq!(
        summary["contracts"].as_array().unwrap().len(),
        2,
        "{summary:#}"
    );
}

/// A chart two folders down, which the one between declares.
#[test]
fn a_chart_below_a_chart_below() {
    let own = VALUES.lines().skip(2);
    let own: Vec<String> = own.map(|line| format!("  {line}\n")).collect();
    let metadata = "apiVersion: v2\nname: mid\nversion: 1.0.0\ndependencies: [{name: inner, version: 1.0.0}]\n";
    let world = World::empty()
        .file(
            "chart/Chart.yaml",
            metadata
                .replace("inner", "mid")
                .replace("name: mid\n", "name: ours\n"),
        )
        .file(
            "chart/values.yaml",
            format!("mid:\n  inner:\n{}", own.concat()),
        )
        .file("chart/charts/mid/Chart.yaml", metadata)
        .file(
            "chart/charts/mid/charts/inner/Chart.yaml",
            "apiVersion: v2\nname: inner\nversion: 1.0.0\n",
        )
        .file("chart/charts/mid/charts/inner/values.yaml", DEFAULTS)
        .file(
            "chart/charts/mid/charts/inner/templates/servers.yaml",
            SERVERS,
        );
    let json = world.run("lint chart -o json").exits(1).json();
    let paths: Vec<String> = found(&json).into_iter().map(|(_, path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "mid.inner.agents.definitions.night.allowdHeaders",
            "mid.inner.agents.definitions.day.allowedHeaders",
        ],
        "{json:#}"
    );
}

#[test]
fn a_chart_that_is_off_by_itself() {
    let off = VALUES.replace("install: true", "install: false");
    let world = world(&off).file("on.yaml", "ai: {install: true}\n");
    // Helm renders nothing of it, so that its agents are none.
    let json = world.run("lint chart -o json").exits(0).json();
    assert_eq!(json["summary"]["agents"], 0, "{json:#}");
    let json = world.run("lint chart -f on.yaml -o json").exits(1).json();
    assert_eq!(
        json["summary"]["contracts"][0]["contract"], "actor-token",
        "{json:#}"
    );
    assert_eq!(json["summary"]["agents"], 2, "{json:#}");
}

/// Agents of one name in two charts below: their servers are one object, unless a template puts them into two namespaces.
#[test]
fn servers_of_two_charts_that_are_one_object() {
    let metadata = "apiVersion: v2\nname: ours\nversion: 1.0.0\n\
        dependencies: [{name: agents-chart, alias: ai, version: 1.0.0}, {name: agents-chart, alias: two, version: 1.0.0}]\n";
    let agents = |names: &str| {
        let names = names.split(' ').filter(|name| !name.is_empty());
        let agents = names.map(|name| {
            format!(
                "      {name}: {{enabled: true, systemMessage: x, allowedHeaders: [authorization], obo: {{enabled: true}}}}\n"
            )
        });
        format!(
            "  agents:\n    definitions:\n{}",
            agents.collect::<String>()
        )
    };
    let told = |above: &str, servers: &str| {
        let values = format!(
            "{DEFAULTS}ai:\n{}two:\n{}{above}",
            agents("day night"),
            agents("noon night")
        );
        let world = world(&values)
            .file("chart/Chart.yaml", metadata)
            .file("chart/charts/agents-chart/templates/servers.yaml", servers);
        let json = world
            .run("lint chart --select name-collision -o json")
            .json();
        let all = json["diagnostics"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        all.map(|one| {
            (
                text(&one["path"]),
                text(&one["message"]),
                one["related"].clone(),
            )
        })
        .collect::<Vec<_>>()
    };
    let found = told("", SERVERS);
    let [(path, message, related)] = &found[..] else {
        panic!("{found:#?}");
    };
    assert_eq!(path, "two.agents.definitions.night");
    assert_eq!(
        message,
        "the charts at `ai` and `two` both render a server called `muster-night` into the same namespace, and Kubernetes keeps \
         only one of them"
    );
    assert_eq!(related[0]["message"], "the server of agent `night` has it");
    assert_eq!(related[0]["location"]["start"]["line"], 8, "{related:#}");
    // The release's namespace, written or not, is one.
    let named = |namespace: &str| {
        SERVERS.replace(
            "  name: muster-{{ $id }}\n",
            &format!("  name: muster-{{{{ $id }}}}\n  namespace: {namespace}\n"),
        )
    };
    let of_release = "{{ ternary $.Release.Namespace \"default\" (eq $.Chart.Name \"ai\") }}";
    assert_eq!(told("", &named(of_release)).len(), 1);
    for apart in ["{{ $.Chart.Name }}", "{{ $.Values.into | default \"x\" }}"] {
        assert_eq!(told("  into: y\n", &named(apart)), [], "{apart}");
    }
    // What one chart does not render does not collide.
    assert_eq!(told("  kagent: {enabled: false}\n", SERVERS), []);
    // The chart's own agents count too.
    let own = "{night: {enabled: true, systemMessage: x, obo: {enabled: false}}}";
    let values = DEFAULTS.replace("{definitions: {}}", &format!("{{definitions: {own}}}"));
    let world = world(&format!("{values}ai:\n{}", agents("night")))
        .file("chart/templates/servers.yaml", SERVERS);
    let text = world
        .run("lint chart --select name-collision -o concise")
        .exits(1)
        .stdout;
    assert!(
        text.contains(
            "the chart and the one below it at `ai` both render a server called `muster-night`"
        ),
        "{text}"
    );
}

#[test]
fn a_release_is_told_which_key_was_meant() {
    let release = format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: ours, namespace: team}}
spec:
  chart: {{spec: {{chart: ./chart, sourceRef: {{kind: GitRepository, name: repo}}}}}}
  values:
{}",
        VALUES
            .lines()
            .fold(String::new(), |text, line| format!("{text}    {line}\n"))
    );
    let json = world("{}\n")
        .file(".git/HEAD", "")
        .file("release.yaml", release)
        .run("lint release.yaml -o json")
        .json();
    let all = json["diagnostics"].as_array().unwrap().iter();
    let misspelt = all.filter(|one| one["path"] == "ai.agents.definitions.night.allowdHeaders");
    let told: Vec<_> = misspelt
        .map(|one| (&one["rule"], &one["message"]))
        .collect();
    assert_eq!(
        told,
        [(
            &json!("unknown-key"),
            &json!(
                "nothing reads `allowdHeaders`, so it changes nothing; did you mean `allowedHeaders`?"
            )
        )]
    );
}

//! Charts without agents, whose files a hook names too: nothing is said of them, unless it may be why there are none.

use crate::common::world::{CHART, World};

/// A chart with these values, and a template of its own.
fn chart(values: &str) -> World {
    without_templates(values).file("web/templates/web.yaml", "port: {{ .Values.port }}\n")
}

/// A chart with these values.
fn without_templates(values: &str) -> World {
    World::empty()
        .file("web/Chart.yaml", CHART)
        .file("web/values.yaml", values)
}

fn rules(world: &World) -> Vec<String> {
    let json = world.run("lint -o json web").json();
    let diagnostics = json["diagnostics"].as_array().unwrap().iter();
    diagnostics
        .map(|diagnostic| diagnostic["rule"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn nothing_is_said_of_a_chart_without_agents() {
    for values in [
        "port: 80\nport: 81\nmuster: {enabled: 'no'}\n",
        "port: yes\n---\nport: 82\n",
        // Another chart's agents.
        "agents: {image: {tag: 1.38}, replicas: two}\n",
        "",
    ] {
        let world = chart(values);
        assert!(rules(&world).is_empty(), "{values}");
        world
            .run("lint -q web/Chart.yaml web/values.yaml")
            .exits(0)
            .prints_nothing()
            .says_no_more();
    }
    let run = chart("port: 80\n").run("lint web").exits(0).says_no_more();
    insta::assert_snapshot!(run.stdout, @r"
    no findings in 1 target (1 file): 1 chart checked, its templates render
    ");
}

/// Whoever writes kagent's objects themselves is told why nothing of them was checked.
#[test]
fn of_a_chart_that_writes_objects_of_kagent_it_is_said_why_none_were_checked() {
    let writes = |kind: &str| {
        let object =
            format!("apiVersion: kagent.dev/v1alpha2\nkind: {kind}\nmetadata: {{name: x}}\n");
        let world = chart("port: 80\n").file("web/templates/kagent.yaml", object);
        let told = world.run("lint web").exits(0).stdout;
        world
            .run("lint --changed web/values.yaml")
            .exits(0)
            .says_no_more();
        told
    };
    insta::assert_snapshot!(writes("ModelConfig"), @r"
    no findings in 1 target (1 file): no agents
      checked: no agents, since what was read has none at `agents.definitions`
      contract: none (no template of this chart reads `agents.definitions`; what its
                templates make of kagent's objects (ModelConfig) is judged as
                manifests, as far as they can be run)
    ");
    insta::assert_snapshot!(writes("Agent"), @r"
    no findings in 1 target (1 file): 1 agent, 1 active
      contract: none (no template of this chart reads `agents.definitions`; what its
                templates make of kagent's objects (Agent) is judged as manifests,
                as far as they can be run)
    ");
    let beside = chart("port: 80\n").file("kagent/Chart.yaml", CHART).file(
        "kagent/templates/x.yaml",
        "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: x}\n",
    );
    insta::assert_snapshot!(beside.run("lint web kagent").exits(0).stdout, @r"
    no findings in 2 targets (1 file): 1 agent, 1 active
      checked: 1 chart without agents, its templates render
      contract: none in kagent (no template of this chart reads
                `agents.definitions`; what its templates make of kagent's objects
                (Agent) is judged as manifests, as far as they can be run)
    ");
    let other = chart("port: 80\n").file(
        "web/templates/x.yaml",
        "apiVersion: example.com/v1\nkind: Agent\n",
    );
    let told = other.run("lint web").exits(0).stdout;
    assert!(!told.contains("agent"), "{told}");
}

/// Helm renders nothing of it, whatever it is for; a hook leaves it alone.
#[test]
fn what_its_schema_refuses_is_said() {
    let with_schema = |values: &str| {
        let schema = r#"{"required": ["host"], "properties": {"port": {"type": "number"}}}"#;
        chart(values).file("web/values.schema.json", schema)
    };
    let needs = with_schema("port: 80\n");
    assert_eq!(rules(&needs), ["chart-schema"]);
    needs.run("lint web").exits(0);
    needs.run("lint web --set port=81").exits(1);
    let wrong = with_schema("port: x\nhost: a\n");
    assert_eq!(rules(&wrong), ["chart-schema"]);
    wrong.run("lint web").exits(1);
    wrong
        .run("lint --changed web/values.yaml")
        .exits(0)
        .says_no_more();
}

#[test]
fn what_may_be_why_there_are_none_is_said() {
    for (values, expected) in [
        (
            "agents: {definitons: {helper: {enabled: true}}}\n",
            "unknown-key",
        ),
        (
            "agnets: {definitions: {helper: {enabled: true}}}\n",
            "unknown-key",
        ),
        ("agents: {definitions: [{name: helper}]}\n", "wrong-type"),
        (
            "port: 80\n---\nagents: {definitions: {helper: {}}}\n",
            "ignored-content",
        ),
        (
            "agents: {remoteMcpServers: [{name: x, url: 'http:///mcp'}]}\n",
            "invalid-url",
        ),
        (
            "agents:\n  definitions:\n  helper:\n    systemMessage: x\n",
            "unknown-key",
        ),
        (
            "agents: {defs: {helper: {modelConfig: x}}}\n",
            "unknown-key",
        ),
        (
            "agents: {agents: {definitions: {helper: {modelConfig: x}}}}\n",
            "unknown-key",
        ),
        ("a: [1\n", "syntax-error"),
    ] {
        let told = rules(&without_templates(values));
        assert!(
            told.iter().any(|rule| rule == expected),
            "{values}: {told:?}"
        );
    }
}

#[test]
fn an_overlay_without_agents_is_judged_on_its_chart() {
    let world = World::new().file("o.yaml", "muster: {fullnameOverride: null}\n");
    world.run("lint o.yaml --chart chart").exits(1);
    let set = "--set agents.definitions.helper.enabled=true";
    let world = without_templates("port: 80\n");
    world.run(&format!("lint web {set}")).exits(1);
    // Its own templates read none.
    let world = chart("port: 80\n");
    world.run(&format!("lint web {set}")).exits(0);
}

/// A contract that is named must be there, whatever the chart is.
#[test]
fn a_contract_that_is_not_there_is_reported() {
    let world = chart("port: 80\n");
    world
        .run("lint web --contract nowhere")
        .exits(2)
        .stderr_has("there is no contract `nowhere`");
}

/// What a hook's pattern catches, and is none of ours.
#[test]
fn of_changed_files_those_that_are_no_values_are_passed_over() {
    let world = World::empty()
        .file(
            "flux/app-values.yaml",
            "apiVersion: v1\nkind: ConfigMap\ndata: {agents: x}\n",
        )
        .file("list/values.yaml", "- a\n- b\n")
        .file("copier/x-values.yaml", "{{ name }}: 1\n")
        .file("torn/x-values.yaml", "agents: {definitions: [}\n");
    let names = "flux/app-values.yaml list/values.yaml copier/x-values.yaml";
    world
        .run(&format!("lint -q --changed {names}"))
        .exits(0)
        .prints_nothing()
        .says_no_more();
    // Who names them by hand wants to know, and so does who tears agents.
    world.run(&format!("lint {names}")).exits(2);
    world.run("lint --changed torn/x-values.yaml").exits(2);
}

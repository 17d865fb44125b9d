//! `helm-obo trace`: the picture, its exit status, and what is reported beside it.

use crate::common::world::{CLEAN, World};

#[test]
fn each_format_is_chosen_by_its_name() {
    let world = World::new();
    let text = world.run("trace chart").exits(0).says_no_more();
    assert!(text.stdout.starts_with("sre-agent"), "{text:#?}");
    let json = world
        .run("trace chart -o json")
        .exits(0)
        .says_no_more()
        .json();
    assert_eq!(json["agents"][0]["agent"], "sre-agent");
    assert_eq!(json["agents"][0]["contract"], "actor-token");
    assert_eq!(json["agents"][0]["runtime"], "python");
    let diagram = world
        .run("trace chart --output mermaid")
        .exits(0)
        .says_no_more();
    assert!(
        diagram.stdout.starts_with("sequenceDiagram\n"),
        "{diagram:#?}"
    );
    world
        .run("trace chart -o json --output-file out.json")
        .exits(0)
        .prints_nothing();
    let written = std::fs::read_to_string(world.path("out.json")).unwrap();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&written).unwrap(),
        json
    );
}

#[test]
fn what_is_expected_decides_the_exit_status() {
    let world = World::new();
    world
        .run("trace chart --expect delegated")
        .exits(0)
        .says_no_more();
    for (arguments, found) in [
        ("--expect user", "is delegated, not user"),
        ("--expect machine", "is delegated, not machine"),
        (
            "--expect delegated --platform kagent.runtime=go",
            "is machine, not delegated",
        ),
        (
            "--expect delegated --set agents.definitions.sre-agent.env=null",
            "is machine, not delegated",
        ),
        (
            "--expect delegated --set-json agents.definitions.sre-agent.env[0]={\"name\":\"KAGENT_PROPAGATE_TOKEN\",\"valueFrom\":{}}",
            "is unknown, not delegated",
        ),
        (
            "--expect machine --set-json muster.muster.oauth.server.trustedIssuers=[]",
            "is denied, not machine",
        ),
        (
            "--expect delegated --set kagent.enabled=false",
            "no agent is active",
        ),
    ] {
        let ran = world.run(&format!("trace chart {arguments}")).exits(1);
        assert!(ran.stderr.contains(found), "{arguments}: {ran:#?}");
    }
    world
        .run("trace chart --expect user --set agents.definitions.sre-agent.obo.enabled=false")
        .exits(0);
    world
        .run("trace chart --expect delegated --set kagent.enabled=false --all-agents")
        .exits(0);
    world.run("trace chart --expect human").exits(2);
}

#[test]
fn one_agent_can_be_asked_for() {
    let world = World::new().file(
        "more.yaml",
        "agents: {definitions: {a: {enabled: true, obo: {enabled: false}, m2m: {enabled: false}}, idle: {enabled: false}}}",
    );
    let agents = |arguments: &str| -> Vec<String> {
        let ran = world
            .run(&format!("trace chart -f more.yaml -o json {arguments}"))
            .exits(0);
        let json = ran.json();
        let agents = json["agents"].as_array().unwrap().iter();
        agents
            .map(|agent| agent["agent"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(agents(""), ["a", "sre-agent"]);
    assert_eq!(agents("--agent a"), ["a"]);
    assert_eq!(agents("--all-agents"), ["a", "idle", "sre-agent"]);
    assert_eq!(agents("--agent idle"), Vec::<String>::new());
    assert_eq!(agents("--agent idle --all-agents"), ["idle"]);
    // Only the one that was asked for is judged.
    world
        .run("trace chart -f more.yaml --expect delegated --agent sre-agent")
        .exits(0);
    world
        .run("trace chart -f more.yaml --expect delegated")
        .exits(1);
    world
        .run("trace chart -f more.yaml --expect machine --agent idle")
        .exits(1);
    world
        .run("trace chart --agent sre-agnet")
        .exits(2)
        .prints_nothing()
        .stderr_has("did you mean `sre-agent`?");
    world
        .run("trace chart --agent zebra")
        .exits(2)
        .stderr_has("defined are sre-agent");
}

#[test]
fn agents_that_are_off_are_said_to_be() {
    let ran = World::new()
        .run("trace chart --set muster.enabled=false")
        .exits(0);
    assert!(ran.stdout.is_empty(), "{ran:#?}");
    assert!(ran.stderr.contains("`sre-agent` is not traced"), "{ran:#?}");
    assert!(ran.stderr.contains("muster.enabled is false"), "{ran:#?}");
    let quiet = World::new()
        .run("trace chart -q --set muster.enabled=false")
        .exits(0);
    assert!(quiet.stderr.is_empty(), "{quiet:#?}");
}

#[test]
fn what_does_not_render_is_said_and_traced_all_the_same() {
    let world = World::new();
    let ran = world
        .run("trace chart --set muster.fullnameOverride=")
        .exits(0);
    // No template is at hand.
    let fails = "the contract's template fails";
    assert!(ran.stderr.contains(fails), "{ran:#?}");
    assert!(ran.stdout.contains("delegated"), "{ran:#?}");
    let ran = world
        .run("trace chart --set agents.definitions.sre-agent.obo=null")
        .exits(0);
    assert!(ran.stdout.contains("`obo` is absent"), "{ran:#?}");
}

/// Nothing of such a chart is rendered, whatever its values say.
#[test]
fn templates_that_helm_cannot_parse_are_said_to_be() {
    let world = World::new().file("chart/templates/extra.yaml", "a: 1\n{{- end }}\n");
    let told = "chart/templates/extra.yaml:2:1: Helm cannot parse templates/extra.yaml";
    world.run("trace chart").exits(0).stderr_has(told);
    world.run("trace chart -q").exits(0).says_no_more();
    let told = "Helm cannot parse templates/extra.yaml";
    for arguments in ["render chart", "render chart -q"] {
        world
            .run(arguments)
            .exits(1)
            .prints_nothing()
            .stderr_has(told);
    }
}

#[test]
fn exactly_one_target() {
    let world = World::new().chart("other");
    world.run("trace .").exits(2).stderr_has("other");
    world.run("trace nowhere").exits(2);
}

#[test]
fn a_file_without_its_chart_is_traced_as_far_as_it_goes() {
    let overlay = CLEAN.replace("  fullnameOverride: muster\n", "");
    let world = World::empty().file("alone.yaml", overlay);
    let ran = world.run("trace alone.yaml --expect delegated").exits(0);
    assert!(ran.stderr.contains("no chart was found"), "{ran:#?}");
    assert!(!ran.stderr.contains("template fails"), "{ran:#?}");
    let quiet = world.run("trace alone.yaml -q").exits(0).says_no_more();
    assert!(quiet.stdout.contains("delegated"), "{quiet:#?}");
}

/// A password in the gateway's name is no name, and shown nowhere.
#[test]
fn credentials_stay_hidden() {
    let world = World::new();
    for format in ["text", "json", "mermaid"] {
        let ran = world
            .run(&format!("trace chart -o {format} --set agents.definitions.sre-agent.tokenSecret=ghp_16C7e42F292c6912E7710c838347Ae178B4a --set muster.fullnameOverride=bob:hunter2secret@muster"))
            .exits(0);
        for secret in ["ghp_16C7e42F292c6912E7710c838347Ae178B4a", "hunter2secret"] {
            assert!(!ran.all().contains(secret), "{format}: {ran:#?}");
        }
    }
}

//! `platform:` in the config file and `--platform`.

use crate::common::world::{Ran, World};

/// The identifiers of what is noted of the runtime.
fn notes(ran: Ran) -> Vec<String> {
    let findings = ran.exits(0).findings();
    let is_note = |finding: &String| finding.ends_with("runtime-unset");
    findings.into_iter().filter(is_note).collect()
}

#[test]
fn what_is_stated_is_not_asked_for() {
    let lint = "lint -o json chart";
    assert_eq!(notes(World::new().run(lint)).len(), 1);
    let stated = World::new().file("helm-obo.yaml", "platform: {kagent: {runtime: python}}");
    assert!(notes(stated.run(lint)).is_empty());
    let flag = format!("{lint} --platform kagent.runtime=python");
    assert!(notes(World::new().run(&flag)).is_empty());
}

/// On Go a static header wins over the token that is propagated.
#[test]
fn a_flag_is_heard_before_the_file() {
    let world = World::new().file("helm-obo.yaml", "platform: {kagent: {runtime: go}}");
    world.run("lint chart").exits(1);
    world
        .run("lint chart --platform kagent.runtime=python")
        .exits(0);
}

#[test]
fn mistakes_in_the_file_are_reported_at_once() {
    let config = "\
platform:
  kagnt: {}
  kagent:
    version: 0.9
    runtime: rust
    forwardedTokenWin: true
  muster:
    version: latest
    stripsSelfActor: \"yes\"
";
    let world = World::new().file("helm-obo.yaml", config);
    let ran = world.run("lint chart").exits(2);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn mistakes_in_flags() {
    for (pair, told) in [
        (
            "kagent.runtme=go",
            "the platform has no setting `kagent.runtme`",
        ),
        ("kagent.runtime=rust", "go or python"),
        ("muster.version=latest", "a version such as 0.9.9"),
        ("muster.stripsSelfActor=yes", "true or false"),
        ("kagent.runtime", "KEY=VALUE"),
    ] {
        for command in ["lint", "render", "values"] {
            let ran = World::new().run(&format!("{command} chart --platform {pair}"));
            ran.exits(2).prints_nothing().stderr_has(told);
        }
    }
    let ran = World::new().run("lint chart --platform kagent.runtme=go");
    ran.exits(2).stderr_has("kagent.runtime");
}

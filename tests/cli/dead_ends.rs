//! Where nothing can be done, the command to type next is named.

use crate::common::world::World;

#[test]
fn no_chart() {
    let world = World::empty();
    world
        .run("lint")
        .exits(2)
        .stderr_has("no chart found in `.`")
        .stderr_has("`helm-obo lint --chart DIR FILE`")
        .stderr_has("`--allow-empty`");
    for command in ["trace", "render", "values"] {
        let ran = world
            .run(command)
            .exits(2)
            .stderr_has(&format!("`helm-obo {command} CHART -f FILE`"));
        assert!(!ran.stderr.contains("allow-empty"), "{ran:#?}");
    }
    world
        .run("lint nowhere")
        .exits(2)
        .stderr_has("`helm-obo lint .` looks for charts");
}

#[test]
fn several_targets() {
    let world = World::empty().chart("a: b").chart("c");
    for command in ["trace", "render", "values"] {
        world
            .run(command)
            .exits(2)
            .stderr_has("there are 2 targets, and this command works on exactly one: a: b, c")
            .stderr_has(&format!("name one of them: `helm-obo {command} 'a: b'`"));
        world.call(command).arg("a: b").run().exits(0);
    }
    let entries = "targets: [{chart: c, values: [o.yaml], namespace: ns, release: r}, {chart: c, values: [p.yaml]}]";
    let world = world
        .file("o.yaml", "{}")
        .file("p.yaml", "{}")
        .file(".helm-obo.yaml", entries);
    world
        .run("values")
        .exits(2)
        .stderr_has("`helm-obo values c -f o.yaml -n ns --release r`");
    world.run("values c -f o.yaml -n ns --release r").exits(0);
}

#[test]
fn no_agents() {
    let world = World::new()
        .file("none.yaml", "agents: {definitions: {sre-agent: null}}\n")
        .file("all.yaml", "agents:\n  definitions:\n");
    let one = "the values define none, since agents.definitions.sre-agent is null (none.yaml:1:35): `helm-obo values chart -f none.yaml` prints them";
    let all = "the values define none, since agents.definitions is null (all.yaml:2:15): `helm-obo values chart -f all.yaml` prints them";
    let argument = "since agents.definitions is null (--set[1]): `helm-obo values` with the same arguments prints them";
    for command in ["trace", "render"] {
        let run = |rest: &str| world.run(&format!("{command} chart {rest}")).exits(0);
        run("-f none.yaml").stderr_has(one);
        run("-f all.yaml").stderr_has(all);
        run("--set agents.definitions=null").stderr_has(argument);
    }
    World::new()
        .file("alone/o.yaml", "agents: {definitions: {}}\n")
        .run("trace alone/o.yaml")
        .exits(0)
        .stderr_has("the values define none (`helm-obo values alone/o.yaml` prints them)");
}

#[test]
fn what_is_no_target() {
    let world = World::new()
        .file("o.yaml", crate::common::world::BROKEN)
        .file("m.yaml", "apiVersion: v1\nkind: X\n")
        .file("chart/tests/x.yaml", "a: 1\n");
    world
        .run("trace o.yaml")
        .exits(0)
        .stderr_has("name the chart, `helm-obo trace --chart DIR o.yaml`");
    world
        .run("values m.yaml")
        .exits(2)
        .stderr_has("`helm-obo values CHART -f FILE`");
    world
        .run("values chart/tests/x.yaml")
        .exits(2)
        .stderr_has("nothing to work on: `chart/tests/x.yaml` is in a chart's `tests/`")
        .stderr_has("`exclude`");
    world
        .run("lint chart --contract nine")
        .exits(2)
        .stderr_has("`helm-obo init --stdout`");
}

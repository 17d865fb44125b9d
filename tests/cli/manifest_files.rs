//! Files of manifests from outside: which are linted together, what comments and baselines hide, and what fixes write.

use crate::common::world::{Ran, World};

/// A server, a comment that silences, and a document with four mistakes that have fixes.
const STREAM: &str = "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools, namespace: ns}
spec: {description: tools, url: \"https://tools.example.com/mcp\"}
---
# helm-obo: ignore[duplicate-tool] on purpose
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: one, namespace: ns}
spec:
  type: Declarative
  description: helps
  declarative:
    modelConfig: m
    systemMessage: You help.
    tools:
    - type: McpServer
      mcpServer: {kind: RemoteMCPServer, apiGroup: kagent.dev, name: tools, toolNames: [t, t]}
--- # the second agent
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: two, namespace: ns}
spec:
  type: Declarative
  description: helps
  declarative:
    modelConfig: m
    systemMessage: You help.
    deployment:
      env:
      - name: KAGENT_PROPAGATE_TOKN # a typo
        value: \"true\"
    tools:
    - type: McpServer
      mcpServer:
        kind: RemoteMCPServer
        apiGroup: kagent.dev
        name: tools
        toolNames:
        - t
        # once more
        - t
";

/// An agent with a tool that is listed twice.
fn twice(name: &str) -> String {
    format!(
        "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {{name: {name}}}\nspec:\n  type: Declarative\n  \
         description: helps\n  declarative:\n    modelConfig: m\n    systemMessage: You help.\n    tools:\n    - type: \
         McpServer\n      mcpServer: {{kind: RemoteMCPServer, apiGroup: kagent.dev, name: s, toolNames: [t, t]}}\n"
    )
}

const TOOLS: &str = "duplicate-tool";

/// The rules of the findings, in their order.
fn rules(ran: &Ran) -> Vec<String> {
    let findings = ran.findings().into_iter();
    findings
        .filter_map(|finding| Some(finding.split_once(' ')?.1.to_owned()))
        .collect()
}

#[test]
fn a_comment_above_a_document_silences_in_it_alone() {
    let world = World::empty().file("m.yaml", STREAM);
    let ran = world
        .run("lint m.yaml --select duplicate-tool -o json")
        .exits(0);
    assert_eq!(rules(&ran), [TOOLS]);
    assert_eq!(ran.json()["diagnostics"][0]["object"]["name"], "two");
    assert_eq!(ran.json()["summary"]["suppressed"], 1);
    let idle = STREAM.replace("toolNames: [t, t]", "toolNames: [t]");
    World::empty()
        .file("m.yaml", idle)
        .run("lint m.yaml -o concise")
        .exits(1)
        .stdout_has("m.yaml:6:1: warning[unused-ignore]");
}

#[test]
fn fixes_change_one_document_and_nothing_else() {
    let world = World::empty().file("m.yaml", STREAM);
    let select = "--select duplicate-tool,unknown-variable";
    world.run(&format!("lint m.yaml --fix {select}")).exits(1);
    let safe = STREAM.replace(
        "        - t\n        # once more\n        - t\n",
        "        - t\n        # once more\n",
    );
    assert_eq!(world.read("m.yaml"), safe);
    world
        .run(&format!("lint m.yaml --unsafe-fixes {select}"))
        .exits(0);
    let all = safe.replace("PROPAGATE_TOKN", "PROPAGATE_TOKEN");
    assert_eq!(world.read("m.yaml"), all);
    world
        .run(&format!("lint m.yaml --unsafe-fixes {select}"))
        .exits(0);
    assert_eq!(world.read("m.yaml"), all);
}

#[test]
fn what_a_cluster_had_and_json_are_never_edited() {
    let admitted = twice("a").replace("{name: a}", "{name: a, uid: u, resourceVersion: \"1\"}");
    let json = "{\"apiVersion\": \"kagent.dev/v1alpha2\", \"kind\": \"Agent\", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"type\": \
                \"Declarative\", \"description\": \"x\", \"declarative\": {\"modelConfig\": \"m\", \"systemMessage\": \"x\", \"tools\": \
                [{\"type\": \"McpServer\", \"mcpServer\": {\"kind\": \"RemoteMCPServer\", \"name\": \"s\", \"toolNames\": [\"t\", \
                \"t\"]}}]}}}";
    for (name, text, why) in [
        (
            "dump.yaml",
            admitted.as_str(),
            "a copy of what a cluster has",
        ),
        ("a.json", json, "the file is JSON"),
    ] {
        let world = World::empty().file(name, text);
        let ran = world.run(&format!(
            "lint {name} --select {TOOLS} --unsafe-fixes -o json"
        ));
        let finding = &ran.json()["diagnostics"][0];
        assert!(
            finding["unfixable"].as_str().unwrap().contains(why),
            "{finding}"
        );
        assert_eq!(world.read(name), text);
    }
}

#[test]
fn a_baseline_knows_a_finding_by_its_object() {
    let world = World::empty().file("m.yaml", twice("a"));
    world.run("lint m.yaml --write-baseline b.json").exits(0);
    let world = world.file(
        "m.yaml",
        format!("# moved\n{}---\n{}", twice("a"), twice("b")),
    );
    let ran = world.run("lint m.yaml --baseline b.json -o json").exits(0);
    assert_eq!(rules(&ran), [TOOLS]);
    assert_eq!(ran.json()["diagnostics"][0]["object"]["name"], "b");
}

#[test]
fn a_file_of_two_sets_is_reported_and_fixed_once() {
    let world = World::empty()
        .file("base/a.yaml", twice("a"))
        .file("base/kustomization.yaml", "resources: [a.yaml]\n")
        .file(
            "x/kustomization.yaml",
            "resources: [../base]\nnamespace: x\n",
        )
        .file(
            "y/kustomization.yaml",
            "resources: [../base]\nnamespace: y\n",
        );
    let ran = world.run("lint -o json").exits(0);
    assert_eq!(rules(&ran), [TOOLS]);
    assert_eq!(
        ran.json()["diagnostics"][0]["targets"],
        serde_json::json!(["x/kustomization.yaml", "y/kustomization.yaml"])
    );
    let summary = &ran.json()["summary"];
    assert_eq!(summary["agents"], 2);
    assert_eq!(summary["contracts"], serde_json::json!([]));
    world
        .run("lint --fix")
        .exits(0)
        .stdout_has("no findings in 1 file: 2 agents checked");
    assert_eq!(
        world.read("base/a.yaml"),
        twice("a").replace("[t, t]", "[t]")
    );
}

#[test]
fn a_document_that_cannot_be_read_hides_no_other() {
    let text = format!("{}---\nkind: [\n---\n{}", twice("a"), twice("b"));
    let world = World::empty().file("m.yaml", text);
    let ran = world.run("lint m.yaml -o json").exits(2);
    assert_eq!(rules(&ran), [TOOLS, "syntax-error", TOOLS]);
}

#[test]
fn what_is_not_judged_is_counted_and_named() {
    let patch = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: a}\nspec: {declarative: {runtime: go}}\n";
    let template = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: {{NAME}}}\n";
    let world = World::empty()
        .file("a.yaml", twice("a"))
        .file("p.yaml", patch)
        .file("t.yaml", template);
    world
        .run("lint . -v")
        .exits(0)
        .stdout_has("not judged: `p.yaml` holds a patch")
        .stderr_has("t.yaml is a template that is not filled in");
    world
        .run("lint t.yaml")
        .exits(0)
        .stdout_has("nothing was checked")
        .stdout_has("`t.yaml` is a template that is not filled in");
}

#[test]
fn only_one_kind_is_looked_for_where_that_is_asked() {
    let world = World::new().file("apps/a.yaml", twice("a"));
    for (arguments, config, targets) in [
        ("", "", 2),
        ("--only charts", "", 1),
        ("--only manifests", "", 1),
        ("", "only: charts\n", 1),
        ("--only manifests", "only: charts\n", 1),
    ] {
        let world = World::new().file("apps/a.yaml", twice("a"));
        let world = world.file(".helm-obo.yaml", config);
        let ran = world.run(&format!("lint . -o json {arguments}")).exits(0);
        assert_eq!(
            ran.json()["summary"]["targets"],
            targets,
            "{arguments} {config}"
        );
        let is_found = rules(&ran).contains(&TOOLS.to_owned());
        let is_looked_for =
            !(arguments == "--only charts" || (arguments.is_empty() && !config.is_empty()));
        assert_eq!(is_found, is_looked_for, "{arguments} {config}");
    }
    world
        .run("lint apps --only charts")
        .exits(2)
        .stderr_has("no chart found in `apps`");
}

#[test]
fn the_config_file_says_which_manifests_belong_together() {
    let config = "targets:\n- manifests: [\"clusters/prod/**/*.yaml\"]\n  platform: {kagent: {version: \"0.10.0\", proxyUrl: \"http://proxy\"}}\n  gateways: [{url: \"https://gw.*\", kind: muster}]\n";
    let world = World::empty()
        .file(".helm-obo.yaml", config)
        .file("clusters/prod/a/a.yaml", twice("a"))
        .file("clusters/prod/b/b.yaml", twice("b"))
        .file("clusters/dev/c.yaml", twice("c"));
    let targets = |arguments: &str| {
        let ran = world.run(&format!("lint -o json {arguments}")).exits(0);
        let json = ran.json();
        let all = json["diagnostics"].as_array().unwrap().iter();
        let all = all.map(|one| one["targets"][0].as_str().unwrap().to_owned());
        let mut all: Vec<String> = all.collect();
        all.dedup();
        all
    };
    let prod = "clusters/prod/**/*.yaml";
    assert_eq!(targets(""), [prod]);
    assert_eq!(targets("clusters/prod/b/b.yaml"), [prod]);
    assert_eq!(targets("clusters"), ["clusters/dev", prod]);
    assert_eq!(targets("--changed clusters/dev/c.yaml"), ["clusters/dev"]);
    for (entry, told) in [
        (
            "{manifests: [\"nowhere/*.yaml\"]}",
            "no file matches these globs",
        ),
        ("{manifests: [\"a[\"]}", "this is no glob"),
        (
            "{namespace: ns}",
            "`targets[0]` must name a `chart`, or `manifests`",
        ),
        (
            "{manifests: [a], release: r}",
            "`release` means nothing beside `manifests`",
        ),
        (
            "{chart: c, complete: true}",
            "`complete` means nothing beside `chart`",
        ),
    ] {
        World::empty()
            .file(".helm-obo.yaml", format!("targets: [{entry}]\n"))
            .run("lint -o concise")
            .exits(2)
            .stdout_has(told);
    }
}

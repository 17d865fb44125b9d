//! Fixes beside comments that silence, baselines and rules that are left out: what is not reported is not fixed.

use super::{CLEAN, TORN, World, lint};

/// Two mistakes with safe fixes, and one with none.
const MISTAKES: &str = "\
agents:
  definitions:
    sre-agent:
      favouriteColour: blue
      toolNames: [list_tools, list_tools]
      name: sre-agent
";

const ON: &str = "--chart chart o.yaml";

#[test]
fn what_a_comment_silences_is_not_fixed() {
    let text = MISTAKES.replace(
        "list_tools]",
        "list_tools] # helm-obo: ignore[duplicate-tool] on purpose",
    );
    let world = World::new().file("o.yaml", &text);
    let diff = lint(&world, &format!("{ON} --diff")).stdout;
    assert!(diff.contains("-      name: sre-agent\n"), "{diff}");
    assert!(
        !diff
            .lines()
            .any(|line| line.starts_with('-') && line.contains("list_tools")),
        "{diff}"
    );
    lint(&world, &format!("{ON} --fix")).exits(0);
    assert_eq!(
        world.read("o.yaml"),
        text.replace("      name: sre-agent\n", "")
    );
}

#[test]
fn a_comment_that_silences_nothing_goes() {
    let text = TORN.replace('\n', " # helm-obo: ignore[unknown-tool] no more\n");
    let world = World::new().file("o.yaml", text);
    let ran = lint(&world, &format!("{ON} --fix")).exits(0);
    assert_eq!(ran.stderr, "note: o.yaml: 2 fixes applied\n");
    assert_eq!(world.read("o.yaml"), super::WHOLE);
}

#[test]
fn what_a_baseline_hides_is_not_fixed() {
    let world = World::new().file("o.yaml", MISTAKES);
    lint(&world, &format!("{ON} --write-baseline known.json")).exits(0);
    let more = MISTAKES.replace("list_tools]", "list_tools, call_tool, call_tool]");
    let world = world.file("o.yaml", &more);
    lint(&world, &format!("{ON} --baseline known.json --fix")).exits(0);
    assert_eq!(
        world.read("o.yaml"),
        more.replace(", call_tool, call_tool]", ", call_tool]")
    );
}

#[test]
fn a_baseline_is_of_what_is_left() {
    let world = World::new().file("o.yaml", MISTAKES);
    let ran = lint(&world, &format!("{ON} --fix --write-baseline known.json")).exits(0);
    assert!(
        ran.stdout.contains("baseline: 1 finding hidden"),
        "{ran:#?}"
    );
    let known = world.read("known.json");
    assert!(
        known.contains("favouriteColour") && !known.contains("duplicate-tool"),
        "{known}"
    );
    let ran = lint(
        &world,
        &format!("{ON} --baseline known.json --fail-on note"),
    )
    .exits(0);
    ran.says_no_more();
}

#[test]
fn a_diff_writes_no_baseline() {
    let world = World::new().file("o.yaml", MISTAKES);
    lint(&world, &format!("{ON} --diff --write-baseline known.json")).exits(2);
    assert!(!world.path("known.json").exists());
    assert_eq!(world.read("o.yaml"), MISTAKES);
}

#[test]
fn rules_that_do_not_run_fix_nothing() {
    let world = World::new().file("o.yaml", MISTAKES);
    lint(&world, &format!("{ON} --select duplicate-tool --fix")).exits(0);
    assert_eq!(
        world.read("o.yaml"),
        MISTAKES.replace("list_tools, list_tools", "list_tools")
    );
}

#[test]
fn a_fix_is_safe_only_where_it_is_so_on_each_chart() {
    let model = "      modelConfig: default\n";
    let other = CLEAN.replace(model, &format!("{model}      serviceAccount: other\n"));
    assert_ne!(other, CLEAN);
    let overlay = "agents: {definitions: {sre-agent: {serviceAcount: sre-agent}}}\n";
    let targets = "targets: [{chart: chart, values: [o.yaml]}, {chart: other, values: [o.yaml]}]\n";
    let world = World::new()
        .file(
            "other/Chart.yaml",
            "apiVersion: v2\nname: other\nversion: 1.0.0\n",
        )
        .file("other/values.yaml", other)
        .file("o.yaml", overlay);
    // On the first chart it is the ServiceAccount that the agent has anyway.
    lint(&world, "--chart chart o.yaml --fix").exits(0);
    let world = world
        .file("o.yaml", overlay)
        .file(".helm-obo.yaml", targets);
    lint(&world, "--fix").exits(1);
    assert_eq!(world.read("o.yaml"), overlay);
    lint(&world, "--unsafe-fixes").exits(0);
    assert_eq!(world.read("o.yaml"), overlay.replace("Acount", "Account"));
}

/// Layouts in which a fix would change more than it names.
const IMPOSSIBLE: &[&str] = &[
    // What is after the comment would belong to the block scalar above.
    "      systemMessage: |+\n        You help.\n      # helm-obo: ignore[wrong-type]\n\n      toolNames: [list_tools]\n",
    "      description: |\n        You help.\n      # helm-obo: ignore[wrong-type]\n          # other\n",
    "      systemMessage: |+\n        You help.\n      toolNames:\n        - call_tool\n\n      toolNames:\n        - list_tools\n",
];

#[test]
fn a_fix_that_is_offered_can_be_applied() {
    for text in IMPOSSIBLE {
        let text = format!("agents:\n  definitions:\n    sre-agent:\n{text}");
        let world = World::new().file("o.yaml", &text);
        let before = lint(&world, &format!("{ON} -o json")).json();
        assert!(
            !before["diagnostics"].as_array().unwrap().is_empty(),
            "{text}"
        );
        assert_eq!(before["summary"]["fixable"], 0, "{text}{before:#}");
        lint(&world, &format!("{ON} --unsafe-fixes"));
        assert_eq!(world.read("o.yaml"), text);
    }
}

#[test]
fn what_one_finding_leaves_to_a_person_no_other_fixes() {
    let value = |value: &str| format!("{{name: SIZE, value: \"{value}\"}}");
    let env = [value("1"), value("1"), value("2")].join(", ");
    let text = format!(
        "agents: {{definitions: {{sre-agent: {{allowedHeaders: [], obo: {{enabled: false}}, env: [{env}]}}}}}}\n"
    );
    let world = World::new().file("o.yaml", &text);
    let safeties = |ran: &serde_json::Value| -> Vec<String> {
        let all = ran["diagnostics"].as_array().unwrap().iter();
        all.map(|one| one["fix"]["safety"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = lint(&world, &format!("{ON} -o json")).json();
    assert_eq!(safeties(&before), ["unsafe", "unsafe"], "{before:#}");
    lint(&world, &format!("{ON} --fix"));
    assert_eq!(world.read("o.yaml"), text);
    lint(&world, &format!("{ON} --unsafe-fixes"));
    assert!(
        world
            .read("o.yaml")
            .contains("env: [{name: SIZE, value: \"2\"}]")
    );
}

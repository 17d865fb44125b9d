//! Which file a fix goes to, and where there is none.

use crate::common::fix::fix;
use crate::common::lint::{Lint, lint, partial};
use helm_obo::diagnostic::Safety;
use helm_obo::values::Flag;

const OBO: &str = "      obo: {enabled: true}\n";

/// A chart whose one agent lacks its `obo` block.
fn lacking() -> Lint {
    lint("one-agent").edit(OBO, "")
}

/// The files that are fixed.
fn fixed(lint: &Lint) -> Vec<String> {
    let cure = fix(lint, Safety::Unsafe);
    let files = cure.files.keys();
    files.map(|file| file.display().to_string()).collect()
}

fn agent(name: &str, definition: &str) -> String {
    format!("agents:\n  definitions:\n    {name}:\n      {definition}\n")
}

#[test]
fn a_chart_is_fixed_where_it_is_the_target() {
    assert_eq!(fixed(&lacking()), ["chart/values.yaml"]);
}

#[test]
fn an_overlay_is_fixed_and_not_the_chart_below_it() {
    let lint = lacking().overlay(&agent("helper", "description: Helps more"));
    assert_eq!(fixed(&lint), ["overlay-1.yaml"]);
    // What is wrong in the chart alone cannot be fixed in the overlay.
    let lint = lacking().overlay("kagent: {enabled: true}\n");
    assert_eq!(fixed(&lint), [""; 0]);
}

#[test]
fn of_several_overlays_the_one_that_defines_the_agent_is_fixed() {
    let defines = agent(
        "other",
        "{enabled: true, modelConfig: default-model-config, m2m: {enabled: false}}",
    );
    let lint = lint("one-agent")
        .overlay(&defines)
        .overlay(&agent("other", "description: Tweaked"));
    assert_eq!(fixed(&lint), ["overlay-1.yaml"]);
}

#[test]
fn what_a_chart_lacks_is_not_put_into_its_overlays_too() {
    let ci = agent("helper", "description: Helps in CI");
    let lint = lacking().file("chart/ci/a-values.yaml", &ci);
    assert_eq!(fixed(&lint), ["chart/values.yaml"]);
}

#[test]
fn each_overlay_that_switches_an_agent_on_is_fixed_where_the_chart_is_right_without() {
    let off = lacking().edit(
        "      enabled: true\n      serviceAccount",
        "      enabled: false\n      serviceAccount",
    );
    let on = agent("helper", "enabled: true");
    let lint = off
        .file("chart/ci/a-values.yaml", &on)
        .file("chart/ci/b-values.yaml", &on);
    assert_eq!(
        fixed(&lint),
        ["chart/ci/a-values.yaml", "chart/ci/b-values.yaml"]
    );
}

#[test]
fn arguments_are_not_fixed_nor_what_they_touch() {
    let set = |text: &str| lacking().argument(Flag::Set, text);
    assert_eq!(
        fixed(&set("agents.definitions.helper.description=x")),
        [""; 0]
    );
    assert_eq!(fixed(&set("agents.definitions.helper.obo=null")), [""; 0]);
    assert_eq!(
        fixed(&set("kagent.namespaceOverride=x")),
        ["chart/values.yaml"]
    );
}

#[test]
fn what_an_alias_repeats_stays() {
    let definition = "{enabled: true, modelConfig: default-model-config, m2m: {enabled: false}}";
    for (text, is_fixed) in [
        (
            format!("agents:\n  definitions:\n    one: &one {definition}\n    two: *one\n"),
            false,
        ),
        (
            format!("one: &one {definition}\nagents:\n  definitions:\n    two: *one\n"),
            false,
        ),
        (
            format!("one: &one {definition}\nagents:\n  definitions:\n    two:\n      <<: *one\n"),
            true,
        ),
        (
            format!("agents:\n  definitions:\n    one: &one {definition}\n"),
            true,
        ),
        (
            "obo: &obo ~\n".to_owned() + &agent("helper", "obo: *obo"),
            false,
        ),
        (
            "all: &all {toolNames: [list_tools, list_tools]}\n".to_owned()
                + &agent("helper", "<<: *all"),
            false,
        ),
    ] {
        let lint = lint("one-agent").overlay(&text);
        let expected: &[&str] = if is_fixed { &["overlay-1.yaml"] } else { &[] };
        assert_eq!(fixed(&lint), expected, "{text}");
    }
}

#[test]
fn a_file_without_a_chart_is_fixed_where_it_defines_the_agent() {
    let defines = agent(
        "other",
        "{enabled: true, modelConfig: default-model-config, m2m: {enabled: false}}",
    );
    assert_eq!(fixed(&partial(&defines)), ["partial.yaml"]);
    assert_eq!(
        fixed(&partial(&agent("other", "description: Tweaked"))),
        [""; 0]
    );
}

#[test]
fn a_list_that_the_chart_has_is_not_replaced_by_an_overlays() {
    // Shadowed, since the environment of the overlay's agent is the chart's.
    let lint = lint("one-agent")
        .edit(
            "- {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}",
            "- {name: LOG_LEVEL, value: debug}",
        )
        .overlay(&agent("helper", "allowedHeaders: [authorization]"));
    assert_eq!(fixed(&lint), [""; 0]);
}

#[test]
fn files_with_further_documents_stay() {
    let text = agent("helper", "obo: null") + "---\nkagent: {enabled: true}\n";
    assert_eq!(fixed(&lint("one-agent").overlay(&text)), [""; 0]);
}

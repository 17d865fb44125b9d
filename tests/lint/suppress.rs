//! Comments that silence findings: which places they cover, and which of them are of no use.

use crate::common::lint::{Lint, lint, partial};
use crate::common::marks::unmarked;
use serde_json::Value;

/// Overlays of the chart with one agent, `helper`, with marks for what is still found, and how many findings are silenced.
const OVERLAYS: &[(&str, usize, &str)] = &[
    (
        "at the end of a line",
        1,
        "agents: {definitions: {helper: {colour: blue}}} # helm-obo: ignore[unknown-key] ours\n",
    ),
    (
        "at the end of a line for no other line, and no other rule",
        1,
        "agents:\n  definitions:\n    helper:\n      colour: blue # helm-obo: ignore[unknown-key]\n      \
         «warning unknown-key|sound»: loud\n      obo: {enabled: «wrong-type|\"false\"»} \
         «warning unused-ignore|# helm-obo: ignore[unknown-key]»\n",
    ),
    (
        "at the end of a key's line for the key, not for what is below it",
        1,
        "agents:\n  definitions:\n    helper:\n      obo: «warning unused-ignore|# helm-obo: ignore[unknown-key]»\n        \
         enabled: true\n        «warning unknown-key|colour»: blue\n      colours: # helm-obo: ignore[unknown-key]\n        - blue\n",
    ),
    (
        "on the line above, over blank lines and other comments",
        1,
        "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[unknown-key] ours\n\n      # A colour.\n      colour: blue\n      \
         «warning unknown-key|sound»: loud\n",
    ),
    (
        "several comments above one line",
        2,
        "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[unknown-key]\n      # helm-obo: ignore[wrong-type]\n      \
         obo: {enabled: \"false\", colour: blue}\n",
    ),
    (
        "above a mapping for all of it",
        2,
        "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[unknown-key]\n      obo:\n        enabled: true\n        \
         colour: blue\n\n        # more\n        sound: loud\n      «warning unknown-key|colour»: blue\n",
    ),
    (
        "above a mapping in braces for all of it",
        2,
        "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[unknown-key]\n      obo: {\n        enabled: true,\n        \
         colour: blue,\n        sound: loud\n      }\n      «warning unknown-key|colour»: blue\n",
    ),
    (
        "within braces",
        1,
        "agents:\n  definitions:\n    helper: {\n      «warning unknown-key|colour»: blue,\n      sound: loud, \
         # helm-obo: ignore[unknown-key]\n      «warning unknown-key|smell»: none }\n",
    ),
    (
        "above an item",
        1,
        "agents:\n  definitions:\n    helper:\n      allowedHeaders:\n        - authorization\n        \
         # helm-obo: ignore[invalid-header-name]\n        - x-*\n        - «invalid-header-name|y-*»\n",
    ),
    (
        "above an item in brackets",
        1,
        "agents:\n  definitions:\n    helper:\n      allowedHeaders: [\n        authorization,\n        \
         # helm-obo: ignore[invalid-header-name]\n        x-*,\n        «invalid-header-name|y-*»]\n",
    ),
    (
        "above an item that is a mapping for all of it",
        1,
        "agents:\n  definitions:\n    helper:\n      env:\n        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n        \
         # helm-obo: ignore[unknown-key]\n        -\n          name: A\n          value: b\n          colour: blue\n        - name: B\n          \
         value: c\n          «warning unknown-key|colour»: blue\n",
    ),
    (
        "above an item for no item after it",
        0,
        "agents:\n  definitions:\n    helper:\n      toolNames:\n        \
         «warning unused-ignore|# helm-obo: ignore[unknown-key]»\n        - list_tools\n        - call_tool\n      env:\n        - name: A\n          \
         value: b\n          «warning unknown-key|colour»: blue\n        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n",
    ),
    (
        "at a text of several lines, and not in it",
        1,
        "agents:\n  definitions:\n    helper:\n      enabled: | # helm-obo: ignore[wrong-type]\n        yes\n        \
         # helm-obo: ignore[obo-missing]\n      systemMessage: >\n        # helm-obo: ignore[unknown-key]\n      \
         description: \"\n        # helm-obo: ignore[unknown-key]\"\n      «warning unknown-key|colour»: '# helm-obo: ignore[unknown-key]'\n",
    ),
    (
        "where an alias stands, not what it stands for",
        1,
        "x:\n  # helm-obo: ignore[unknown-key]\n  obo: &obo {enabled: true, colour: blue}\n  helper: &helper\n    \
         «warning unknown-key|sound»: loud\nagents:\n  definitions:\n    helper:\n      <<: *helper\n      \
         «warning unused-ignore|# helm-obo: ignore[unknown-key]»\n      obo: *obo\n",
    ),
    (
        "for the file",
        2,
        "# A file.\n\n# helm-obo: ignore-file[unknown-key] ours\nagents:\n  definitions:\n    helper:\n      colour: blue\n      \
         obo: {enabled: true, sound: loud}\n",
    ),
    (
        "for the file, behind its first marker",
        1,
        "---\n# helm-obo: ignore-file[unknown-key]\nagents: {definitions: {helper: {colour: blue}}}\n",
    ),
    (
        "for the file, too low in it",
        0,
        "agents:\n  «warning unused-ignore|# helm-obo: ignore-file[unknown-key]»\n  definitions: {helper: {\
         «warning unknown-key|colour»: blue}}\n",
    ),
    (
        "in each of several documents",
        3,
        "# helm-obo: ignore[unknown-key]\nagents:\n  definitions:\n    helper:\n      colour: blue\n---\n\
         # helm-obo: ignore[unknown-key, ignored-content]\nagents:\n  definitions:\n    helper:\n      sound: loud\n",
    ),
    (
        "some rules of a list",
        1,
        "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[«warning unused-ignore|obo-missing», unknown-key, \
         «warning unused-ignore|unknown-key», «warning unused-ignore|unknwon-key»]\n      colour: blue\n",
    ),
    (
        "by the nearest of several comments",
        3,
        "# helm-obo: ignore-file[unknown-key]\nagents:\n  definitions:\n    \
         # helm-obo: ignore[«warning unused-ignore|unknown-key», wrong-type]\n    helper:\n      enabled: \"true\"\n      \
         colour: blue # helm-obo: ignore[unknown-key]\n    docs: {enabled: false, colour: blue}\n",
    ),
    (
        "what cannot be silenced",
        0,
        "«warning unused-ignore|# helm-obo: ignore-file[syntax-error]»\nagents: {}\n",
    ),
    (
        "a comment that may be left over",
        3,
        "# helm-obo: ignore[unknown-key, unused-ignore]\nagents:\n  # helm-obo: ignore[unused-ignore]\n  \
         definitions: {} # helm-obo: ignore\nother: {} # helm-obo: ignore[dead-key, unused-ignore]\n",
    ),
    (
        "comments about comments that are in order",
        0,
        "«warning unused-ignore|# helm-obo: ignore-file[unused-ignore]»\nagents: {} # a comment\n",
    ),
    (
        "other ways to write it",
        0,
        "agents: {} «warning unused-ignore|# helm-obo: ignroe[dead-key]»\nb: {} «warning unused-ignore|# helm-obo: ignore»\n\
         c: {} «warning unused-ignore|# helm-obo: ignore[dead-key»\nd: {} # helm-obo: ignore[«warning unused-ignore|all»]\n",
    ),
    (
        "nearly written with more, or other, marks",
        0,
        "agents: {} «warning unused-ignore|## helm-obo: ignore[dead-key]»\n\
         b: {} «warning unused-ignore|# helm_obo: ignore[dead-key]»\nc: {} # why «warning unused-ignore|## helm-obo: ignore[dead-key]»\n",
    ),
    (
        "behind other words, and before those of other tools",
        3,
        "agents:\n  definitions:\n    helper:\n      colour: blue # why # helm-obo: ignore[unknown-key]\n      \
         sound: loud # a: b # helm-obo: ignore[unknown-key] ours # noqa: keep\n      # why # helm-obo: ignore[unknown-key]\n      \
         smell: none\n      obo: {enabled: true} # why «warning unused-ignore|# helm-obo: ignore[unknown-key] see #12» # noqa\n",
    ),
    (
        "for the file behind other words",
        1,
        "# why # helm-obo: ignore-file[unknown-key]\nagents: {definitions: {helper: {colour: blue}}}\n",
    ),
    (
        "in lines that were taken out",
        0,
        "agents:\n  definitions:\n    helper:\n      # sound: loud # helm-obo: ignore[unknown-key]\n      \
         # - loud # helm-obo: ignore[unknown-key]\n      # # helm-obo: ignore[unknown-key]\n      «warning unknown-key|colour»: blue\n",
    ),
    (
        "comments that do not speak to helm-obo",
        0,
        "# helm-obo reads this\n# our `# helm-obo: ignore[dead-key]` is not needed\nagents: {} # helm-obo: see README\n",
    ),
];

fn with(overlay: &str) -> Lint {
    lint("one-agent").overlay(overlay)
}

fn suppressed(lint: &Lint) -> Value {
    let report: Value = serde_json::from_str(&lint.json()).unwrap();
    report["summary"]["suppressed"].clone()
}

#[test]
fn comments_silence_what_they_cover() {
    let mut wrong = Vec::new();
    for (what, count, overlay) in OVERLAYS {
        for lint in [with(overlay), with(overlay).crlf()] {
            wrong.extend(lint.difference(what));
            let told = suppressed(&lint);
            if told != *count {
                wrong.push(format!("{what}: {told} are silenced, not {count}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Overlays, and what the fixes of all findings about their comments make of them.
const FIXED: &[(&str, &str)] = &[
    (
        "# helm-obo: ignore[dead-key]\n  # helm-obo: ignore[dead-key] why\nagents:\n  # helm-obo: ignore[dead-key]\n  definitions: {}\n",
        "agents:\n  definitions: {}\n",
    ),
    (
        "agents: {} \t # helm-obo: ignore[dead-key]\nx: 1",
        "agents: {}\nx: 1",
    ),
    ("agents: {} # helm-obo: ignore[dead-key]", "agents: {}"),
    (
        "agents: {}  # helm-obo: ignore[dead-key] # noqa: keep\n",
        "agents: {}  # noqa: keep\n",
    ),
    (
        "# helm-obo: ignore[dead-key] why  # yamllint disable-line\nagents: {}\n",
        "# yamllint disable-line\nagents: {}\n",
    ),
    (
        "agents: {} # why  # helm-obo: ignore[dead-key] see #12\nb: 1\n",
        "agents: {} # why\nb: 1\n",
    ),
    (
        "# why # helm-obo: ignore[dead-key] # noqa\nagents: {}\n",
        "# why # noqa\nagents: {}\n",
    ),
    (
        "agents: {definitions: {helper: {colour: a}}} # why # helm-obo: ignore[dead-key, unknown-key] # noqa\n",
        "agents: {definitions: {helper: {colour: a}}} # why # helm-obo: ignore[unknown-key] # noqa\n",
    ),
    (
        "agents: {}\n# helm-obo: ignore-file[dead-key]\n",
        "agents: {}\n# helm-obo: ignore-file[dead-key]\n",
    ),
    ("agents: {}\n# helm-obo: ignore[dead-key]", "agents: {}\n"),
    (
        "\u{feff}# helm-obo: ignore[dead-key]\nagents: {}\n",
        "\u{feff}agents: {}\n",
    ),
    (
        "agents: {definitions: {helper: {colour: a}}} # helm-obo: ignore[dead-key, unknown-key, no-rule,obo-missing] why\n",
        "agents: {definitions: {helper: {colour: a}}} # helm-obo: ignore[unknown-key, no-rule] why\n",
    ),
    (
        "agents: {definitions: {helper: {colour: a}}} # helm-obo: ignore[unknwon-key] why\n",
        "agents: {definitions: {helper: {colour: a}}} # helm-obo: ignore[unknown-key] why\n",
    ),
];

/// The overlay with the edits of all its fixes.
fn fixed(overlay: &str) -> String {
    let report: Value = serde_json::from_str(&with(overlay).json()).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let mut edits: Vec<(usize, usize, String)> = findings
        .iter()
        .filter(|finding| finding["rule"] == "unused-ignore")
        .filter_map(|finding| finding["fix"]["edits"].as_array())
        .flatten()
        .map(|edit| {
            assert_eq!(edit["file"], "overlay-1.yaml");
            let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
            let text = edit["text"].as_str().unwrap().to_owned();
            (at("start"), at("end"), text)
        })
        .collect();
    edits.sort();
    let mut text = overlay.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, &new);
    }
    text
}

#[test]
fn fixes_take_away_what_is_of_no_use() {
    for (overlay, expected) in FIXED {
        assert_eq!(fixed(overlay), *expected);
        let crlf = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(fixed(&crlf(overlay)), crlf(expected));
    }
}

/// A chart's own values with a comment that is of use only without propagation.
fn shared(mark: &str) -> String {
    format!(
        "kagent: {{enabled: true}}\nmuster: {{enabled: true, fullnameOverride: muster}}\n\
         ingress: {{mode: muster-direct, hostnames: [muster.example.com]}}\nagents:\n  definitions:\n    helper:\n      \
         enabled: true\n      modelConfig: default\n      systemMessage: You help.\n      obo: {{enabled: true}}\n      \
         allowedHeaders: [authorization] {mark}# helm-obo: ignore[user-token-shadowed]{}\n      \
         env: [{{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}}]\n      m2m: {{enabled: false}}\n",
        if mark.is_empty() { "" } else { "»" }
    )
}

const MARK: &str = "«warning unused-ignore|";
const NO_PROPAGATION: &str = "agents: {definitions: {helper: {env: []}}}\n";

#[test]
fn a_comment_is_of_use_if_it_is_in_any_target() {
    let chart = || lint("one-agent");
    chart().values(&shared(MARK)).check("the chart alone");
    let ci = chart()
        .values(&shared(""))
        .file("chart/ci/a-values.yaml", NO_PROPAGATION);
    ci.check("with a file in ci/ that needs the comment");
    assert_eq!(suppressed(&ci), 1);
    let unneeded = chart().values(&shared(MARK));
    unneeded
        .file("chart/ci/a-values.yaml", "agents: {}\n")
        .check("with a file in ci/ that does not");
    // Other overlays may need it.
    let overlaid = chart().values(&shared(""));
    overlaid.overlay("agents: {}\n").check("below an overlay");
}

#[test]
fn rules_that_did_not_run_are_not_judged() {
    let overlay = "agents: {} # helm-obo: ignore[dead-key]\n";
    with(overlay).ignore("dead-key").check("left out");
    with(overlay)
        .file(".helm-obo.yaml", "rules: {dead-key: off}\n")
        .check("switched off");
    with("agents: {} # helm-obo: ignore[umbrella-drift]\n").check("files that are not compared");
    partial("agents: {definitions: {}} # helm-obo: ignore[chart-schema, contract-mismatch]\n")
        .check("without a chart");
    let both = "agents: {} # helm-obo: ignore[dead-key, «warning unused-ignore|unknown-key»]\n";
    with(both).ignore("dead-key").check("one of two");
}

#[test]
fn the_rule_is_configured_like_others() {
    let overlay = "agents: {} «unused-ignore|# helm-obo: ignore[dead-key]»\n";
    with(overlay)
        .file(".helm-obo.yaml", "rules: {unused-ignore: error}\n")
        .check("as an error");
    let plain = unmarked(overlay);
    with(&plain).ignore("unused-ignore").check("left out");
    with(&plain)
        .file(".helm-obo.yaml", "rules: {unused-ignore: off}\n")
        .check("switched off");
}

#[test]
fn files_of_charts_without_agents_are_not_judged() {
    lint("one-agent")
        .values("agents: {definitions: {}} # helm-obo: ignore[dead-key]\n")
        .check("no agents");
}

#[test]
fn comments_count_where_files_of_an_umbrella_differ() {
    const CONFIG: &str =
        "umbrella: [{files: [chart/values.yaml, later.yaml], path: kagent.enabled}]\n";
    let later = |text: &str| {
        let lint = lint("one-agent").file(".helm-obo.yaml", CONFIG);
        lint.file("later.yaml", text)
    };
    let silenced = later("kagent: {enabled: 2} # helm-obo: ignore[umbrella-drift]\n");
    silenced.check("a comment that silences");
    assert_eq!(suppressed(&silenced), 1);
    later("kagent: {enabled: true} «warning unused-ignore|# helm-obo: ignore[umbrella-drift]»\n")
        .check("a comment of no use");
    later("kagent: {enabled: true} # helm-obo: ignore[dead-key]\n")
        .check("another rule, which did not run");
}

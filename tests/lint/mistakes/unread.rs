//! Agents in the values of charts whose templates read none, and of such as read them in their own way.

use crate::common::lint::{Lint, lint};

/// Values of a chart whose templates read no agents, with their marks.
pub(super) const VALUES: &[(&str, &str)] = &[
    (
        "one agent",
        "agents:\n  «warning unread-agents|definitions»:\n    night: {enabled: true, systemMessage: x}\n",
    ),
    (
        "one that looks like an agent among others",
        "agents:\n  «warning unread-agents|definitions»:\n    night: {enabled: true}\n    day: {obo: {enabled: true}}\n",
    ),
    (
        "mistakes by a contract's rules are none here",
        "agents:\n  «warning unread-agents|definitions»:\n    night: {enabled: \"true\", modelConfig: 5, alowedHeaders: [x]}\n",
    ),
    (
        "entries that do not look like agents",
        "agents:\n  definitions:\n    linux: {image: a, replicas: 2}\n    windows: {image: b}\n",
    ),
    (
        "agents of another kind",
        "agents: {image: {tag: 1.38}, replicas: two}\n",
    ),
    ("a list", "agents: {definitions: [{systemMessage: x}]}\n"),
    ("none", "kagent: {enabled: \"yes\"}\n"),
];

/// Templates that may read agents, in no way that a contract describes.
const READERS: &[(&str, &str)] = &[
    ("all values", "{{ toYaml .Values }}"),
    ("all that Helm gives to templates", "{{ toYaml $ }}"),
    (
        "all of it, by a helper",
        "{{ define \"dump\" }}{{ toYaml . }}{{ end }}{{ include \"dump\" . }}",
    ),
    (
        "by the name of `Values`",
        "# {{ index . \"Values\" \"agents\" }}",
    ),
    ("all of `agents`", "x: {{ .Values.agents | toJson }}"),
    (
        "by `index`",
        "{{ range (index .Values \"agents\" \"definitions\") }}{{ end }}",
    ),
    (
        "by a helper that is not here",
        "{{ «template-error|include» \"library.agents\" . }}",
    ),
];

fn with(template: &str) -> Lint {
    lint("one-agent").file("chart/templates/servers.yaml", template)
}

#[test]
fn agents_that_no_template_reads_are_reported_once() {
    for (what, values) in VALUES {
        with("kind: ConfigMap\n").values(values).check(what);
        with("kind: ConfigMap\n").values(values).crlf().check(what);
        with("kind: ConfigMap\n")
            .values("a: 1\n")
            .overlay(values)
            .check(what);
    }
}

#[test]
fn agents_that_a_template_may_read_are_not() {
    let (_, marked) = VALUES[0];
    let values = marked
        .replace("«warning unread-agents|", "")
        .replace('»', "");
    for (what, template) in READERS {
        let lint = with(template).values(&values);
        lint.check(what);
        assert!(lint.load().contract().is_none(), "{what}");
    }
}

/// Values may hold templates themselves.
#[test]
fn agents_that_template_text_reads_are_not() {
    let (_, marked) = VALUES[0];
    let unmarked = marked
        .replace("«warning unread-agents|", "")
        .replace('»', "");
    let text = "extra: [\"{{ range .Values.agents.definitions }}x{{ end }}\"]\n";
    let tpl = "# {{ range .Values.extra }}{{ tpl . $ }}{{ end }}";
    with(tpl)
        .values(&format!("{text}{unmarked}"))
        .check("evaluated");
    let literal = "# {{ range .Values.extra }}{{ . }}{{ end }}";
    with(literal)
        .values(&format!("{text}{marked}"))
        .check("not evaluated");
    with(tpl)
        .values(&format!("extra: [\"{{{{ .Chart.Name }}}}\"]\n{marked}"))
        .check("of something else");
}

#[test]
fn a_stated_contract_reads_them() {
    let (_, marked) = VALUES[0];
    let values = marked
        .replace("«warning unread-agents|", "")
        .replace('»', "");
    let loaded = with("kind: ConfigMap\n")
        .values(&values)
        .contract("static")
        .load();
    assert_eq!(loaded.contract().unwrap().name(), "static");
    assert_eq!(loaded.model.agents.len(), 1);
}

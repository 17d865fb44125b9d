//! Mistakes under each contract but the default one, and messages that differ among contracts.

use super::{under_exclusive, under_forward, under_static};
use crate::common::lint::{Lint, partial, under};
use crate::common::{files_below, fixtures};
use helm_obo::contract::{DEFAULT, OF_AGENTS};

/// The contracts with their tables.
const TABLES: [(&str, &[(&str, &str)]); 3] = [
    ("static", under_static::OVERLAYS),
    ("exclusive", under_exclusive::OVERLAYS),
    ("forward", under_forward::OVERLAYS),
];

/// Every overlay on the chart of its contract, named.
pub(super) fn lints() -> impl Iterator<Item = (&'static str, String, Lint)> {
    TABLES.into_iter().flat_map(|(contract, overlays)| {
        overlays.iter().map(move |(what, overlay)| {
            let lint = under(contract).overlay(overlay);
            (contract, format!("{contract}: {what}"), lint)
        })
    })
}

/// Each contract has mistakes of its own, overlays without any, and recorded runs of Helm.
#[test]
fn no_contract_is_left_out() {
    let holding = |folder: &str, text: &str| {
        let files = files_below(&fixtures().join(folder));
        let texts = files
            .iter()
            .map(|file| std::fs::read_to_string(file).unwrap());
        texts.filter(|whole| whole.contains(text)).count()
    };
    for contract in OF_AGENTS.iter().filter(|name| **name != DEFAULT) {
        let table = TABLES.iter().find(|(name, _)| name == contract).unwrap();
        assert!(table.1.len() >= 12, "{contract}");
        let line = format!("# contract: {contract}\n");
        assert!(holding("correct/overlays", &line) >= 5, "{contract}");
        let named = format!("\"contract\": \"{contract}\"");
        assert!(holding("rendered", &named) >= 3, "{contract}");
    }
}

#[test]
fn each_mistake_is_found_under_its_contract() {
    let mut differences = Vec::new();
    for (_, what, lint) in lints() {
        differences.extend(lint.difference(&what));
        differences.extend(lint.crlf().difference(&format!("{what}, with CRLF")));
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Charts of `exclusive` read `m2m` up to v1.19: whether one does is seen in its templates.
#[test]
fn m2m_under_exclusive_is_needed_where_a_template_reads_it() {
    let overlay = |m2m: &str| {
        format!(
            "agents: {{definitions: {{night-agent: {{m2m: {{enabled: false}}}}, release-agent: {{m2m: {{enabled: false}}}}, sre-agent: {{m2m: {m2m}}}}}}}"
        )
    };
    let template = "{{ range .Values.agents.definitions }}\n# {{ .m2m.enabled }}{{ end }}";
    let reads = || under("exclusive").file("chart/templates/impersonation.yaml", template);
    let missing = overlay("«missing-block|null»");
    reads().overlay(&missing).check("read by a template");
    reads().overlay(&overlay("{enabled: false}")).check("there");
    let dead = "agents: {definitions: {sre-agent: {«warning dead-key|m2m»: {enabled: false}}}}";
    under("exclusive")
        .overlay(dead)
        .check("there, and read by none");
    let unread = "agents: {definitions: {sre-agent: {m2m: null}}}";
    under("exclusive").overlay(unread).check("read by none");
    let alone = "agents: {definitions: {a: {enabled: true, systemMessage: Hi, obo: {enabled: false}, allowedHeaders: []}}}";
    let alone = partial(alone).contract("exclusive");
    alone.check("without a chart nobody knows");
}

/// What is in a branch with more conditions than the contract has may be left out.
#[test]
fn what_is_read_under_another_condition_may_be_absent() {
    let template = |condition: &str| {
        format!(
            "{{{{ range $agent := .Values.agents.definitions }}}}{{{{ {condition} }}}}\n# {{{{ $agent.m2m.enabled }}}}{{{{ end }}}}{{{{ end }}}}"
        )
    };
    for condition in [
        "if .impersonates",
        "if eq .kind \"byo\"",
        "if $.Values.kagent.other",
        "if not .enabled",
        "range .tools",
        "if .enabled }}{{ else",
    ] {
        under("exclusive")
            .file("chart/templates/impersonation.yaml", &template(condition))
            .overlay("agents: {definitions: {release-agent: {m2m: {}}, sre-agent: {m2m: null}}}")
            .check(condition);
    }
    for condition in [
        "if .enabled",
        "if $.Values.kagent.enabled",
        "if and $.Values.kagent.enabled .enabled",
        "with $.Values.agents.definitions",
    ] {
        under("exclusive")
            .file("chart/templates/impersonation.yaml", &template(condition))
            .overlay("agents: {definitions: {night-agent: {m2m: {enabled: false}}, release-agent: {m2m: {enabled: false}}, sre-agent: {m2m: «missing-block|null»}}}")
            .check(condition);
    }
}

/// Another part of the chart may have a key of that name.
#[test]
fn a_dead_key_is_dead_whatever_else_has_its_name() {
    let chart = |template: &str| {
        let overlay = concat!(
            "agents: {definitions: {sre-agent: {«warning dead-key|obo»: {enabled: true}}}}\n",
            "gateway: {obo: {enabled: true}}\n",
        );
        under("forward")
            .file("chart/templates/other.yaml", template)
            .overlay(overlay)
    };
    chart("# {{ .Values.gateway.obo.enabled }}").check("of another root");
    let read = chart("{{ range .Values.agents.definitions }}\n# {{ (.obo).enabled }}{{ end }}");
    assert!(read.found().is_empty());
}

/// What is said of one mistake under a contract must hold there.
#[test]
fn texts_hold_under_their_contract() {
    let message =
        |contract: &str, overlay: &str| under(contract).overlay(overlay).messages().join("\n");
    let actor = "agents: {definitions: {sre-agent: {allowedHeaders: [authorization, x-actor-token], obo: {enabled: false}}}}";
    assert!(message("actor-token", actor).contains("`obo: {enabled: true}` sends"));
    for contract in ["static", "exclusive", "forward"] {
        let said = message(contract, actor);
        assert!(said.contains("chooses as whom it acts"), "{said}");
        assert!(!said.contains("sends the agent's own token"), "{said}");
    }
    let incomplete = "agents: {definitions: {new: {enabled: true, systemMessage: Hi, m2m: {enabled: false}, obo: {}}}}";
    let said = message("actor-token", incomplete);
    assert!(said.contains("without the agent as actor"), "{said}");
    let said = message("exclusive", incomplete);
    assert!(
        said.contains("its server sends the agent's own token"),
        "{said}"
    );
    assert!(!said.contains("actor"), "{said}");
}

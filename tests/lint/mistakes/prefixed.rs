//! Arguments that write a path another way than Helm reads it: from `values` on, or with other signs than dots.

use super::CHART;
use crate::common::lint::{Lint, lint, partial, under};
use helm_obo::contract::OF_AGENTS;
use helm_obo::values::Flag::{self, Set, SetJson, SetLiteral, SetString};

const OFF: &str = "agents.definitions.docs-agent.enabled";

fn warned(path: &str) -> String {
    format!("«warning unknown-key|{path}»")
}

#[test]
fn a_path_that_starts_at_the_word_values_is_reported() {
    for (flag, argument) in [
        (Set, format!("{}=false", warned(&format!("values.{OFF}")))),
        (Set, format!("{}=false", warned(&format!("Values.{OFF}")))),
        (Set, format!("{}=null", warned("values.kagent"))),
        (
            SetString,
            format!("{}=a", warned("VALUES.kagent.namespaceOverride")),
        ),
        (
            SetLiteral,
            format!("{}=a", warned("values.muster.fullnameOverride")),
        ),
        (
            SetJson,
            format!(
                "{}={{}}",
                warned("values.agents.definitions.docs-agent.obo")
            ),
        ),
        (
            Set,
            format!(
                "kagent.enabled=true,{}=a,{}=b",
                warned("values.agents.definitions.docs-agent.toolNames[0]"),
                warned("values.ingress.hostnames[0]"),
            ),
        ),
        // What nobody knows may be another's.
        (Set, "values.other=a".to_owned()),
        (Set, "values.kagentTools.enabled=true".to_owned()),
        (Set, "value.kagent.enabled=false".to_owned()),
    ] {
        lint(CHART).argument(flag, &argument).check(&argument);
    }
}

#[test]
fn under_every_contract_and_without_a_chart() {
    for contract in OF_AGENTS {
        let argument = format!("{}=false", warned("values.kagent.enabled"));
        under(contract).argument(Set, &argument).check(contract);
    }
    let argument = format!("{}=true", warned("values.agents.definitions.a.enabled"));
    partial("agents: {definitions: {a: {enabled: false}}}")
        .argument(Set, &argument)
        .check("a file on its own");
}

/// A chart that reads such a key, or may.
#[test]
fn a_chart_that_knows_the_word_is_left_alone() {
    let argument = "values.kagent.enabled=false";
    let check = |what: &str, lint: Lint| lint.argument(Set, argument).check(what);
    for (what, template) in [
        ("the key", "a: {{ .Values.values.a }}"),
        ("below it", "{{- with .Values.values }}a: 1{{ end }}"),
        ("by index", "a: {{ index .Values \"values\" \"a\" }}"),
        ("all values", "a: {{ toYaml .Values | sha256sum }}"),
        (
            "a helper with all",
            "{{ define \"x\" }}{{ .Values.values }}{{ end }}a: {{ include \"x\" . }}",
        ),
    ] {
        check(
            what,
            lint(CHART).file("chart/templates/other.yaml", template),
        );
    }
    let values = "\nvalkey:\n";
    check(
        "its own values",
        lint(CHART).edit(values, &format!("\nvalues: {{}}{values}")),
    );
    let chart = "apiVersion: v2\nname: agents-platform\nversion: 0.1.0\ndependencies:\n  - {name: other, version: 1.0.0, alias: values, repository: \"https://charts.example.com\"}\n";
    check(
        "a dependency of that name",
        lint(CHART).replace("chart/Chart.yaml", chart),
    );
}

#[test]
fn colons_and_slashes_are_no_steps() {
    for (flag, argument) in [
        (
            Set,
            "«unknown-key|agents:definitions:docs-agent:enabled»=false",
        ),
        (
            Set,
            "«unknown-key|agents/definitions/docs-agent/enabled»=false",
        ),
        (SetString, "«unknown-key|kagent:namespaceOverride»=a"),
        (SetJson, "«unknown-key|muster:enabled»=false"),
        (Set, "other:name=a"),
    ] {
        let lint = lint(CHART).argument(flag, argument);
        lint.check(argument);
        let messages = lint.messages();
        let found = messages
            .iter()
            .filter(|text| text.starts_with("unknown-key"));
        let help = match flag {
            SetJson => "nested keys: `muster: {enabled: …}`",
            _ => "set the steps of the path apart by dots: `",
        };
        for text in found {
            assert!(text.contains(help), "{text}");
        }
    }
    for overlay in [
        "«unknown-key|agents:definitions:docs-agent:enabled»: false\n",
        "{«unknown-key|\"kagent:enabled\"»: false}\n",
        "agents: {«unknown-key|\"definitions:docs-agent\"»: {enabled: false}}\n",
    ] {
        lint(CHART).overlay(overlay).check(overlay);
    }
}

#[test]
fn the_help_names_the_flag() {
    let help = |flag: Flag, argument: &str| {
        let messages = lint(CHART).argument(flag, argument).messages();
        let found = messages
            .into_iter()
            .find(|text| text.starts_with("unknown-key"));
        found.unwrap_or_default()
    };
    let text = help(SetString, "Values.kagent.namespaceOverride=a");
    assert!(
        text.contains("leave out `Values.`: `--set-string kagent.namespaceOverride=…`"),
        "{text}"
    );
}

//! A template of the chart that Helm cannot parse.

use super::rule::Around;
use super::{Check, Docs, Draft, Facts, Fixability, RenderFailure, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "template-error",
    severity: Severity::Error,
    tier: Tier::Syntax,
    fixable: Fixability::Nothing,
    summary: "a template of the chart that Helm cannot parse",
    docs: Docs {
        around: Some(&Around {
            file: Some("chart/templates/servers.yaml"),
            others: &[],
        }),
        finds: "A file below the chart's `templates` with a block that has no `end`, an `end` or `else` that belongs to none, an \
                action that is not closed or is empty, an `if` without a condition, or a function that neither Helm 3 nor Helm 4 \
                has. Errors that only occur when a template is executed are not looked for, and templates of subcharts are not \
                read.",
        why: "Helm parses all templates before it renders the first: one that it cannot parse fails `helm template`, `helm install` \
              and `helm upgrade` for the whole chart, whatever the values are.",
        bad: BAD,
        good: GOOD,
        fix: "Add what the message calls missing, or remove what it calls too much.",
        evidence: &[
            "Go's `text/template/parse`, which both Helms use: what it refuses, and at which line.",
            "Helm 3.10.1 and 4.2.3, asked for the functions that they have.",
        ],
    },
    check: Check::Values(check),
};

/// Agents' servers, but for the end of the block around them.
macro_rules! servers {
    () => {
        "\
{{- range $name, $agent := .Values.agents.definitions }}
{{- if $agent.enabled }}
---
kind: RemoteMCPServer
metadata:
  name: muster-{{ $name }}
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: muster-token-{{ $name }}, key: token}
    {{- if $agent.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {type: Secret, name: muster-token-{{ $name }}, key: token}
    {{- end }}
{{- end }}
"
    };
}

const BAD: &str = servers!();

const GOOD: &str = concat!(servers!(), "{{- end }}\n");

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    // Helm names one of them; all have to be fixed.
    for fault in facts.template_faults {
        let draft = Draft::new(&ValuePath::root(), fault.place, fault.message())
            .label("not parsed")
            .help(fault.help.clone());
        sink.report(&RULE, draft);
    }
    for failure in facts.render_failures {
        sink.report(&RULE, draft(failure));
    }
}

/// What Helm fails on while it runs the templates.
fn draft(failure: &RenderFailure) -> Draft {
    let path = failure.path.clone().unwrap_or_default();
    let mut draft = Draft::new(&path, failure.place, failure.message())
        .severity(failure.severity())
        .label(failure.label());
    if let Some(help) = failure.help() {
        draft = draft.help(help);
    }
    for (index, at) in failure.templates.iter().enumerate() {
        if at.place != failure.place {
            let how = if index == 0 {
                "read here"
            } else {
                "called from here"
            };
            draft = draft.related(at.place, format!("{how}, in {}", at.file));
        }
    }
    draft
}

//! A chart whose templates fail.

use super::rule::Around;
use super::{Check, Docs, Draft, Facts, Fixability, Meant, RenderFailure, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "template-error",
    severity: Severity::Error,
    // Rules that know the contract say more of what is missing or wrong, and come first.
    tier: Tier::Value,
    fixable: Fixability::Nothing,
    summary: "the chart's own templates fail on the values, as Helm does: which value, and which line of which template",
    docs: Docs {
        around: Some(&Around {
            file: Some("chart/templates/servers.yaml"),
            others: &[],
        }),
        finds: "A chart that Helm does not render with these values. helm-obo runs the templates of the chart and its subcharts itself, \
                and reports where they fail: a field of a value that is null or not set, a value of a wrong type, a `required` or \
                `fail`, a template that does not parse, and output that is no manifest. The finding is at the value; where no value \
                is to blame, at the template's line. What a chart needs from whoever installs it, its own `required` and `fail` \
                under its own values alone, is a note.",
        why: "Helm renders nothing of a chart if one of its templates fails: `helm template`, `helm install` and `helm upgrade` end there. \
              Its message names neither the values file nor the path of the value.",
        bad: BAD,
        good: GOOD,
        fix: "Write the value that the message asks for, or remove the null that deleted the chart's default. In a template, add what the \
              message calls missing, or guard the value with `default`, `with` or `if`.",
        evidence: &[
            "Helm 3.10.1 and 4.2.3 were asked what they make of thousands of templates; helm-obo is held to their answers.",
            "Helm's users ask for the value behind a nil pointer: helm/helm#8026, helm/helm#8656.",
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
        let mut draft = Draft::new(&ValuePath::root(), fault.place, fault.message())
            .label("not parsed")
            .help(fault.help.clone());
        if let Some(place) = fault.noticed_at {
            draft = draft.related(place, "Helm notices it here");
        }
        sink.report(&RULE, draft);
    }
    for failure in facts.render_failures {
        sink.report(&RULE, draft(failure));
    }
}

/// What Helm fails on while it runs the templates.
fn draft(failure: &RenderFailure) -> Draft {
    let in_value = || failure.templates.first()?.path.clone();
    let path = failure.path.clone().or_else(in_value).unwrap_or_default();
    let mut draft = Draft::new(&path, failure.place, failure.message())
        .severity(failure.severity())
        .label(failure.label());
    if let Some(help) = failure.help() {
        draft = draft.help(help);
    }
    if let Some(Meant::SetKey { key, place }) = &failure.meant {
        draft = draft.related(*place, format!("`{key}` is set here"));
    }
    for (at, what) in failure.related() {
        draft = draft.related(at.place, what);
    }
    draft
}

//! A value of the right type that is none of those allowed.

mod choices;
mod manifests;

use super::support::argument;
use super::support::unevaluated;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::contract::Basis;
use crate::diagnostic::Severity;
use crate::schema::{Constraint, ViolationKind};

pub(super) const RULE: Rule = Rule {
    id: "invalid-value",
    severity: Severity::Error,
    tier: Tier::Value,
    fixable: Fixability::Nothing,
    summary: "a value outside the schema's enum, pattern or range",
    docs: Docs {
        around: None,
        finds: "A value of the right type that the chart, kagent or Kubernetes does not accept: an empty name or \
                URL, a port above 65535, more tools than an agent may list; in values of kagent's own chart a default provider that is \
                not there, and a mode that the controller does not know. As a warning: template text, which Helm leaves as it is, \
                for an issuer, an audience, a user that may be impersonated or an agent's variable. In manifests: a timeout of a \
                server that is no duration as Go reads it; a port of an MCPServer above 65535; a value below `data` of a Secret \
                that is not base64, if something of kagent refers to it; and as a warning the name of a tool that is empty or \
                has blanks, and an empty name of a model.",
        why: "An empty name or URL of a server fails `helm template`. Helm accepts the rest, and the API server refuses the \
              object at deploy, when other objects of the release may be there already. It takes any text for a timeout; \
              kagent's controller then cannot read the server.",
        bad: r#"agents:
  remoteMcpServers:
    - name: docs
      url: ""
"#,
        good: "\
agents:
  remoteMcpServers:
    - name: docs
      url: https://docs.example.com/mcp
",
        fix: "Write a value within the bounds that the message names.",
        evidence: &[
            "kagent v0.5.0 to v0.10.0-rc3, `helm/kagent/templates/modelconfig.yaml`: without `providers.NAME` for `providers.default` it \
             fails. `go/core/cmd/controller/main.go`, v0.9.0 to v0.10.0-rc3: another `AUTH_MODE` ends the controller.",
            "kagent v0.9.9, CRD `remotemcpservers.kagent.dev`: `spec.url` has at least one character.",
            "kagent v0.9.9, CRD `agents.kagent.dev`: at most 50 `toolNames` for one server.",
            "giantswarm/agentic-platform v1.17.0, `_helpers.tpl`: an empty `muster.fullnameOverride` fails the \
             render.",
            "kagent v0.9.12 and v0.10.0-rc3 `remotemcpserver_types.go` and `toolserver_types.go`, and kmcp's MCPServer: \
             `timeout` and `sseReadTimeout` are `metav1.Duration`, which `time.ParseDuration` reads.",
            "kmcp v0.3.0 `mcpserver_types.go`: `port` is an `uint16`, for which the CRD has no bounds.",
            "Kubernetes core/v1, Secret: `data` is base64, `stringData` is not.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: manifests::check,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    choices::check(facts, sink);
    if facts.basis == Basis::None {
        return;
    }
    for draft in unevaluated::drafts(facts) {
        sink.report(&RULE, draft);
    }
    for violation in facts.unowned_violations() {
        let ViolationKind::InvalidValue(constraint) = &violation.kind else {
            continue;
        };
        let path = &violation.path;
        let node = facts.values.root.at(path);
        let place = match node {
            Some(node) if node.as_map().is_none() && node.as_list().is_none() => node.place,
            _ => facts.values.locate(path),
        };
        let message = format!(
            "{path} {}: Helm or Kubernetes refuses it at deploy",
            complaint(constraint)
        );
        let draft = Draft::new(path, place, message);
        if let Some(help) = node.and_then(|node| argument::help(facts, path, node)) {
            sink.report(&RULE, draft.help(help));
            continue;
        }
        sink.report(
            &RULE,
            match facts.contract.schema.description(path) {
                Some(meaning) => draft.help(format!(
                    "{}; the schema says of it: {meaning}",
                    instead(constraint)
                )),
                None => draft.help(instead(constraint)),
            },
        );
    }
}

fn instead(constraint: &Constraint) -> String {
    match constraint {
        Constraint::NotEmpty => "write a value".into(),
        Constraint::OneOf(options) => format!("write one of {}", options.join(", ")),
        Constraint::AtLeast(limit) => format!("write at least {limit}"),
        Constraint::AtMost(limit) => format!("write at most {limit}"),
        _ => "write another value".into(),
    }
}

/// What is wrong with a value that fails to meet a constraint; to follow its path.
pub(super) fn complaint(constraint: &Constraint) -> String {
    match constraint {
        Constraint::NotEmpty => "is empty, and needs a value".into(),
        Constraint::OneOf(options) => format!("must be one of {}", options.join(", ")),
        Constraint::Pattern(pattern) => format!("does not match the pattern {pattern}"),
        Constraint::AtLeast(limit) => format!("is below {limit}, the least that is allowed"),
        Constraint::AtMost(limit) => format!("is above {limit}, the most that is allowed"),
        Constraint::MaxLength(limit) => format!("is longer than {limit}, the most that is allowed"),
        Constraint::MinLength(limit) => {
            format!("is shorter than {limit}, the least that is allowed")
        }
        Constraint::Other(keyword) => format!("is not allowed by the schema's `{keyword}`"),
    }
}

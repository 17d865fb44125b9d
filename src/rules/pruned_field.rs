//! A field that the CRD does not have.

mod dump;

use super::rule::MANIFESTS;
use super::support::remedied::remedied;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::crd::{Served, ViolationKind};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "pruned-field",
    severity: Severity::Warning,
    tier: Tier::Type,
    fixable: Fixability::Either,
    summary: "a field that the CRD does not have: the API server drops it in silence",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A field of an object of kagent or kmcp that its CRD does not have, and a null in a mapping of any keys. It is an \
                error where the field is a near miss of one that is absent. Where the object has the field at another level, \
                the message says where. Unless the config states kagent's version, a field is right if 0.9 or 0.10 has it. Of an object with \
                `uid` and `resourceVersion`, which the API server has taken, what its last applied form has and it lacks.",
        why: "The API server drops what it does not know and takes the rest, so that the agent runs without it. `kubectl` prints \
              a warning; Helm and Flux do not show it.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: helper, namespace: team}
spec:
  declarative:
    description: Answers questions
    systemMessage: You help.
    modelConfig: default-model-config
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: helper, namespace: team}
spec:
  description: Answers questions
  declarative:
    systemMessage: You help.
    modelConfig: default-model-config
",
        fix: "Write the field's right name, or move it to where it belongs, or take it out.",
        evidence: &[
            "kubernetes/apiextensions-apiserver `pkg/apiserver/schema/pruning` and `defaulting`: unknown fields and nulls.",
            "kagent v0.9.12 and v0.10.0-rc3, and kmcp v0.3.0: no CRD keeps unknown fields, but for `headers` of a ToolServer and \
             `additionalModelRequestFields` of a ModelConfig.",
        ],
    },
    check: Check::Manifests(check),
};

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for admission in facts.admissions() {
        let Some(object) = facts.set.objects().get(admission.object) else {
            continue;
        };
        if let (Served::Here(kind), true) = (&admission.served, object.is_admitted()) {
            dump::check(object, kind, facts.release(), sink);
        }
        for violation in admission
            .violations
            .iter()
            .filter(|violation| violation.kind.is_dropped())
        {
            let it = match violation.kind {
                ViolationKind::Misplaced | ViolationKind::OtherVersion => "them",
                _ => "it",
            };
            let outcome = match violation.refuses {
                true => format!(
                    "drops {it}, and refuses the {} for what is then missing",
                    object.name.kind
                ),
                false => format!("drops {it} in silence"),
            };
            let message = format!("{}: the API server {outcome}", violation.problem);
            let severity = match violation.kind {
                ViolationKind::NearMiss
                | ViolationKind::Misplaced
                | ViolationKind::OtherVersion => Severity::Error,
                _ if violation.refuses => Severity::Error,
                _ => Severity::Warning,
            };
            let mut draft =
                Draft::new(&violation.path, violation.place, message).severity(severity);
            draft.help.clone_from(&violation.help);
            sink.report(&RULE, remedied(draft, violation, &object.node));
        }
    }
}

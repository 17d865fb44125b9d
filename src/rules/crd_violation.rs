//! An object that the API server refuses, since its CRD does.

use super::rule::MANIFESTS;
use super::support::remedied::remedied;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::crd::{Later, Release, ViolationKind};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "crd-violation",
    severity: Severity::Error,
    tier: Tier::Type,
    fixable: Fixability::Unsafely,
    summary: "a manifest that the CRD's schema or its CEL rules refuse",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "An object of kagent or kmcp that the API server refuses: a required field is missing, a value has a wrong type \
                or is none of those allowed, a list is too long, or a rule over several fields fails, such as that a tool of \
                `type: McpServer` has `mcpServer`. Unless the config states kagent's version, an object is refused only if \
                0.9 and 0.10 both refuse it; a field that one of them refuses and the other one does not have is a warning, and so is what the \
                CRD takes and the Deployment that is made of the object cannot have. A CRD among the manifests counts in place of the known one. What a placeholder \
                becomes is not known, and nothing is said of it. Of a HelmRelease and an Application it is what decides about the \
                values of a chart that is linted: `values` of an Application that is a mapping, `parameters` that are no list, a \
                parameter's value that is no string. A kagent before 0.6 has other CRDs, and nothing is held to these there.",
        why: "`kubectl apply` and `helm upgrade` fail, or Flux and Argo CD report a failed sync, and the object stays as it was \
              before, or absent.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: Reads the handbook
  url: https://docs.example.com/mcp
  protocol: HTTP
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: Reads the handbook
  url: https://docs.example.com/mcp
  protocol: STREAMABLE_HTTP
",
        fix: "Write what the message names.",
        evidence: &[
            "kagent v0.9.12 and v0.10.0-rc3, CRDs `agents`, `modelconfigs`, `remotemcpservers`, `sandboxagents` and `toolservers`.",
            "kmcp v0.3.0, CRD `mcpservers.kagent.dev`.",
            "argo-cd v3.6.0 and v2.8.0 `manifests/crds`, fluxcd/helm-controller v1.6.3 `config/crd/bases`.",
            "kubernetes/apiextensions-apiserver `pkg/apiserver/schema`: nulls and unknown fields are dropped, and defaults filled \
             in, before an object is judged; a CEL rule that reads an absent field refuses.",
        ],
    },
    check: Check::Manifests(check),
};

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for admission in facts.admissions() {
        let Some(object) = facts.set.objects().get(admission.object) else {
            continue;
        };
        for violation in admission
            .violations
            .iter()
            .filter(|violation| !violation.kind.is_dropped())
        {
            let outcome = match violation.kind {
                ViolationKind::RefusedOrDropped(Release::V0_10) => {
                    "the API server refuses it where it has the field, from kagent 0.10 on, and drops it in silence before"
                        .to_owned()
                }
                ViolationKind::RefusedOrDropped(Release::V0_9) => {
                    "the API server refuses it up to kagent 0.9, and drops it in silence from 0.10 on, which has no such field"
                        .to_owned()
                }
                ViolationKind::RefusedLater(Later::Deployment) => format!(
                    "the API server takes the {}, and refuses the {} that is made of it",
                    object.name.kind,
                    if &*object.name.kind == "SandboxAgent" { "Pod" } else { "Deployment" }
                ),
                ViolationKind::RefusedLater(Later::Access) => {
                    "the API server takes it, and kagent's controller refuses all agents of other namespaces"
                        .to_owned()
                }
                _ => format!("the API server refuses the {}", object.name.kind),
            };
            let message = format!("{}: {outcome}", violation.problem);
            let severity = match violation.kind {
                // Whoever applied the object has the line that the copy lost.
                ViolationKind::CopiedAnnotation => Severity::Note,
                ViolationKind::RefusedOrDropped(_) | ViolationKind::RefusedLater(_) => {
                    Severity::Warning
                }
                _ => RULE.severity,
            };
            let mut draft = Draft::new(&violation.path, violation.place, message);
            draft = draft.severity(severity);
            draft.help.clone_from(&violation.help);
            sink.report(&RULE, remedied(draft, violation, &object.node));
        }
    }
}

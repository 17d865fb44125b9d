//! A file that Helm cannot read as values. The readers find it; this file only has what is said of it.

use super::{Check, Docs, Fixability, Rule, Tier};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "syntax-error",
    severity: Severity::Error,
    tier: Tier::Syntax,
    fixable: Fixability::Nothing,
    summary: "a file that Helm cannot read as values",
    docs: Docs {
        around: None,
        finds: "A values file, a `--set` argument, or a block of values in a manifest of Flux or Argo CD, that Helm refuses to read.",
        why: "Every `helm` command that gets the file fails before it renders anything, and its message names a \
              line at best.",
        bad: "\
agents:
  definitions:
    helper:
\tenabled: true
",
        good: "\
agents:
  definitions:
    helper:
      enabled: true
",
        fix: "Correct the text at the place shown. Nothing else is checked in a target until its files can be read.",
        evidence: &[
            "Helm 4.2.3 and 3.10.1 refused the texts that `docs/helm-values.md` marks as refused; their messages name a line, or \
             nothing.",
            "Helm reads values with sigs.k8s.io/yaml, whose go-yaml follows YAML 1.1.",
        ],
    },
    check: Check::Elsewhere("project/unreadable.rs"),
};

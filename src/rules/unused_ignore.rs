//! A comment for helm-obo that silences nothing. A run checks comments when all its targets are linted; this file only
//! has what is said of it.

use super::{Check, Docs, Fixability, Rule, Tier};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unused-ignore",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Safely,
    summary: "a comment `# helm-obo: ignore` that silences nothing, or that cannot be read",
    docs: Docs {
        around: None,
        finds: "A comment, or a rule in its list, that silences nothing in any target of the run; a rule that does not exist; a \
                comment that is nearly written as `# helm-obo: ignore[RULE, …] reason`; and `ignore-file` below the first key. \
                If several comments cover a finding, the nearest one silences it. Comments about rules that did not run are not \
                reported, nor are those in a chart's own values where only files on top of them are linted, nor those in files \
                of targets that cannot be read.",
        why: "Such a comment is about a mistake that is fixed or was never there, and silences the next mistake at its place: an \
              agent that is to run as the user, and does not, is then reported by nobody. A misspelled comment silences nothing, \
              though it looks as if it did.",
        bad: "\
agents:
  definitions:
    helper:
      # helm-obo: ignore[unknown-key] our operator reads it
      description: Helps
",
        good: "\
agents:
  definitions:
    helper:
      # helm-obo: ignore[unknown-key] our operator reads it
      team: platform
",
        fix: "Remove the comment, or the rule from its list; or correct the name of the rule. To keep a comment that is needed \
              elsewhere, list `unused-ignore` in it, or in a comment above. There is a fix for a comment, or a rule in its list, \
              that silences nothing, and for a misspelled name of a rule. There is none for a comment that is misspelled or too \
              far down, and for a name that is like no rule's.",
        evidence: &["The page `docs/silencing.md` says how comments are read and what they cover."],
    },
    check: Check::Elsewhere("suppress/unused.rs"),
};

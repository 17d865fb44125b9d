//! A comment to helm-obo that silences nothing. A run judges comments when all its targets are linted; here is only what there
//! is to say of it.

use super::{Check, Docs, Mends, Rule, Tier};
use crate::diagnostic::Severity;

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "unused-ignore",
    severity: Severity::Warning,
    tier: Tier::Content,
    mends: Mends::Safely,
    summary: "a comment `# helm-obo: ignore` that silences nothing, or that cannot be read",
    docs: Docs {
        around: None,
        finds: "A comment, or a rule in its list, that silences nothing in any target of the run; a rule that does not exist; \
                a comment that is nearly written as `# helm-obo: ignore[RULE, …] reason`; and `ignore-file` below the first \
                key. Of several that cover one finding the nearest silences it. Rules that did not run are not judged, nor \
                are a chart's own values where only files on top of them are linted, nor files of targets that cannot be \
                read.",
        why: "Such a comment tells of a mistake that is mended or was never there, and silences the next one at its place: \
              an agent that shall run as the user, and does not, is told by nobody. A misspelt one silences nothing, \
              though it looks so.",
        bad: "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[unknown-key] our operator reads it\n      \
              description: Helps\n",
        good: "agents:\n  definitions:\n    helper:\n      # helm-obo: ignore[unknown-key] our operator reads it\n      \
               team: platform\n",
        fix: "Remove the comment, or what is named in vain from its list; or correct the name of the rule. One about this \
              rule, in the same list or above, keeps a comment that is of use elsewhere. There is a fix for a comment or a \
              rule in its list that silences nothing, and for the name of a rule that is nearly one; none for a comment that \
              is nearly written or stands too low, and for a name like that of no rule.",
        evidence: &["The page `docs/silencing.md` says how comments are read and what they cover."],
    },
    check: Check::Elsewhere("suppress/unused.rs"),
};

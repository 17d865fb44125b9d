//! A config file that cannot be used. The readers of config files find it; this file only has what is said of it.

use super::rule::Around;
use super::{Check, Docs, Fixability, Rule, Tier};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "invalid-config",
    severity: Severity::Error,
    tier: Tier::Syntax,
    fixable: Fixability::Nothing,
    summary: "a config file of helm-obo that cannot be used",
    docs: Docs {
        around: Some(&Around {
            file: Some(".helm-obo.yaml"),
            others: &[],
        }),
        finds: "A config file that is not YAML; a setting that does not exist, or has a value of the wrong type; a rule that does \
                not exist; a contract, a chart or a values file that the config file names and that is not there.",
        why: "The settings say which rules run and which values files belong to which chart. If a misspelled setting were passed \
              over, the run would look as if it did what the file says.",
        bad: "\
rules:
  obo-mising: warning
",
        good: "\
rules:
  obo-missing: warning
",
        fix: "Correct the setting at the place shown; `helm-obo schema config` prints all settings there are. Nothing is linted \
              until then, except that other targets are linted if an entry of `targets` names what is not there.",
        evidence: &["The schema `schemas/config.schema.json` describes the config file."],
    },
    check: Check::Elsewhere("config/mistake.rs"),
};

//! The rules as formats show them.

use crate::report::RuleDoc;
use crate::rules::{self, Rule, Tier};

/// All rules, in their order.
pub(super) fn rule_docs() -> Vec<RuleDoc> {
    rules::RULES.iter().map(|rule| doc_of(rule)).collect()
}

fn doc_of(rule: &Rule) -> RuleDoc {
    RuleDoc {
        rule: rule.id,
        severity: rule.severity,
        summary: rule.summary,
        why: rule.docs.why,
        help: rule.docs.fix,
        fails_run: rules::fails_run(rule.id),
        page: rules::markdown::text(rule),
        tags: tags(rule.tier),
    }
}

/// What a rule of a tier is about, in a word or two.
fn tags(tier: Tier) -> &'static [&'static str] {
    match tier {
        Tier::Syntax | Tier::Ignored | Tier::Duplicate | Tier::Type | Tier::Reading => {
            &["values", "yaml"]
        }
        Tier::Key | Tier::Block | Tier::Incomplete | Tier::Required | Tier::Value | Tier::Chart => {
            &["values"]
        }
        Tier::Content => &["values", "kagent"],
        Tier::Wiring | Tier::Platform => &["identity", "kagent"],
    }
}

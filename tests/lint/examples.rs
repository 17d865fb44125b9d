//! The examples on the rules' pages hold: each is tried as an overlay on a chart whose one agent is complete and on.

use crate::common::lint::lint;
use helm_obo::rules::RULES;

#[test]
fn bad_gives_exactly_the_rule_and_good_gives_nothing() {
    let mut differences = Vec::new();
    for rule in RULES {
        let found = lint("one-agent")
            .example(rule, rule.docs.bad)
            .heed(rule.id)
            .messages();
        let is_once = matches!(&found[..], [only] if only.starts_with(&format!("{}: ", rule.id)));
        if !is_once {
            differences.push(format!("{}: bad gives {found:#?}", rule.id));
        }
        let found = lint("one-agent")
            .example(rule, rule.docs.good)
            .heed(rule.id)
            .found();
        if !found.is_empty() {
            differences.push(format!("{}: good gives {found:#?}", rule.id));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_chart_of_the_examples_is_right() {
    lint("one-agent").check("the chart by itself");
}

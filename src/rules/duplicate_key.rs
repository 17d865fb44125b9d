//! A mapping that repeats a key.

use super::{Docs, Draft, Facts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::{Segment, ValuePath};
use crate::yaml::Node;

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    tier: Tier::Duplicate,
    summary: "a mapping that repeats a key, in what the contract reads and on the way there",
    docs: Docs {
        finds: "A key that its mapping writes more than once, where agents are defined or on the way there.",
        why: "Helm takes the last one whole and drops the others without a word, with all that stands below them.",
        bad: "agents:\n  definitions:\n    helper:\n      obo: {enabled: false}\n      obo: {enabled: true}\n",
        good: "agents:\n  definitions:\n    helper:\n      obo: {enabled: false}\n",
        fix: "Merge what stands below the two, and remove one.",
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for layer in &facts.values.layers {
        if layer.prefix.segments().is_empty() {
            walk(facts, sink, &layer.root, &ValuePath::root());
        }
    }
}

fn walk(facts: &Facts<'_>, sink: &mut Sink<'_>, node: &Node, path: &ValuePath) {
    if let Some(map) = node.as_map() {
        for duplicate in map.duplicates() {
            let path = path.join(Segment::Key(duplicate.key.clone()));
            if !facts.contract.schema.describes(&path) {
                continue;
            }
            let draft = Draft::new(
                &path,
                duplicate.again,
                format!(
                    "`{}` stands twice in one mapping: Helm takes the last one and drops the other without a word",
                    duplicate.key
                ),
            )
            .related(duplicate.first, "first here")
            .help("merge what stands below the two, and remove one");
            sink.report(&RULE, draft);
        }
        for entry in map.entries().iter().filter(|entry| !entry.merged) {
            let path = path.join(Segment::Key(entry.key.clone()));
            if facts.contract.schema.describes(&path) {
                walk(facts, sink, &entry.node, &path);
            }
        }
    }
    for (index, item) in node.as_list().into_iter().flatten().enumerate() {
        walk(facts, sink, item, &path.join(index));
    }
}

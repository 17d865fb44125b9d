//! Keys with dots that spell a path which the chart has and no contract reads: `image.tag: v2` over `image: {tag: v1}`.
//!
//! Little is known of such keys, so little is reported: only where the chart's own values have the path, or a template
//! names exactly that, and where no template may read the key as it is.

use super::spelled::Flat;
use crate::contract::Basis;
use crate::rules::Facts;
use crate::source::{Segment, ValuePath};
use crate::yaml::{Entry, Node};

/// The key of what all charts share.
const GLOBAL: &str = "global";

/// A key that no values have, to see whether a template uses the mapping around it as a whole.
const NOBODYS: &str = "nobody-s-key";

/// All of them, without those of which the contract knows more.
pub(crate) fn dotted_keys(facts: &Facts<'_>, known: &[Flat]) -> Vec<Flat> {
    let mut found = Vec::new();
    let is_told = facts.is_partial || facts.basis == Basis::None || facts.is_of_another_kind();
    if facts.has_templates && !is_told {
        collect(facts, &facts.values.root, &ValuePath::root(), &mut found);
        found.retain(|one| !known.iter().any(|other| other.path.contains(&one.path)));
    }
    found
}

fn collect(facts: &Facts<'_>, node: &Node, path: &ValuePath, found: &mut Vec<Flat>) {
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        let below = path.join(Segment::Key(entry.key.clone()));
        if let Some(meant) = meant(facts, path, entry) {
            found.push(Flat {
                path: below,
                place: entry.key_place,
                meant,
            });
        } else if !(path.segments().is_empty() && is_of_others(facts, &entry.key)) {
            collect(facts, &entry.node, &below, found);
        }
    }
}

/// Whether the templates of other charts read what is below a root key.
fn is_of_others(facts: &Facts<'_>, root: &str) -> bool {
    root == GLOBAL || facts.dependencies.contains(root)
}

/// The path that a key spells, if the chart knows that path and nobody knows the key.
fn meant(facts: &Facts<'_>, parent: &ValuePath, entry: &Entry) -> Option<ValuePath> {
    let rank = facts.values.layer_index(entry.key_place)?;
    if !facts.values.layers[rank].is_users() {
        return None;
    }
    let steps = steps(&entry.key)?;
    let key = parent.join(Segment::Key(entry.key.clone()));
    let path = parent.append(&ValuePath::from(steps));
    let is_known = is_in_the_chart(facts, &path) || is_named_exactly(facts, &path);
    let is_free = || {
        !is_in_the_chart(facts, &key)
            && !(facts.is_quoted_by_a_template)(&entry.key)
            && !(facts.may_read)(&key)
    };
    (is_known && is_free()).then_some(path)
}

/// The parts of a key, each a plain word; `None` if it is one.
fn steps(key: &str) -> Option<Vec<Segment>> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && part.chars().all(is_plain)
    };
    let parts: Vec<&str> = key.split('.').collect();
    let is_path = parts.len() > 1 && parts.iter().all(|part| is_word(part));
    is_path.then(|| parts.into_iter().map(Segment::from).collect())
}

/// Whether the values of the chart, or of one below it, have something at a path.
fn is_in_the_chart(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let values = facts.values;
    let stack = values.layers_writing(path);
    let mut charts = stack
        .iter()
        .filter(|writer| !values.layers[writer.layer].is_users());
    charts.any(|writer| writer.exact)
}

/// Whether a template names a path, rather than use a mapping around it as a whole.
fn is_named_exactly(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let beside = path.split_last().map(|(parent, _)| parent.join(NOBODYS));
    (facts.may_read)(path) && beside.is_some_and(|beside| !(facts.may_read)(&beside))
}

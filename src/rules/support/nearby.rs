//! Near misses of the keys that a contract reads outside of the agents: `kagnet`, `muster.fullnameOveride`.
//!
//! There the values are mostly those of other charts, so little is reported: only if the chart's templates show the
//! contract, only differences of one letter, and no key that the chart's values or templates know.

use crate::rules::Facts;
use crate::source::{Place, Segment, ValuePath, nearest_by_one};
use crate::yaml::{Entry, Node, Value};
use std::collections::BTreeSet;

/// Words that are one letter away from a root key of a contract and have a meaning of their own.
const WORDS: [&str; 2] = ["agent", "master"];

/// The key of what all charts share.
const GLOBAL: &str = "global";

/// A key that says little about the mapping it is in.
const COMMON: &str = "enabled";

/// A key that was meant to be another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Miss {
    pub(crate) path: ValuePath,
    pub(crate) place: Place,
    /// The key as it was meant.
    pub(crate) meant: String,
}

pub(crate) fn misses(facts: &Facts<'_>) -> Vec<Miss> {
    let mut found = Vec::new();
    if facts.is_shown() && !facts.is_partial {
        let search = NearMissSearch {
            facts,
            paths: facts.contract.paths(),
        };
        search.collect(&facts.values.root, &ValuePath::root(), &mut found);
    }
    found
}

/// A root key that holds what is read elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MisplacedRoot {
    pub(crate) path: ValuePath,
    pub(crate) place: Place,
    /// Where what it is, or holds, would be read.
    pub(crate) meant: ValuePath,
    /// Whether it is the map or list itself, or holds it.
    pub(crate) is_it: bool,
}

/// The root keys that are, or hold, the map of agents or the list of servers, and that nothing reads: `definitions`, or all
/// values once more below the chart's name.
pub(crate) fn misplaced(facts: &Facts<'_>) -> Vec<MisplacedRoot> {
    if !facts.is_shown() || facts.is_partial {
        return Vec::new();
    }
    let search = NearMissSearch {
        facts,
        paths: facts.contract.paths(),
    };
    let layout = &facts.contract.definition.layout;
    let wanted = [&layout.definitions, &layout.servers].map(|path| ValuePath::parse(path));
    let root = ValuePath::root();
    let known = search.known(&root);
    let entries = facts.values.root.as_map().into_iter();
    let entries = entries
        .flat_map(|map| map.entries())
        .filter(|entry| !known.contains(&*entry.key) && !holds_anchors(&entry.key));
    let found = entries.filter_map(|entry| {
        let path = root.join(Segment::Key(entry.key.clone()));
        let is_key =
            |meant: &&ValuePath| meant.last_key() == Some(&*entry.key) && is_filled(&entry.node);
        let is_within = |meant: &&ValuePath| entry.node.at(meant).is_some_and(is_filled);
        let it = wanted.iter().find(is_key);
        let meant = it.or_else(|| wanted.iter().find(is_within))?;
        let is_free = &*entry.key != GLOBAL && search.is_unknown(&path, &entry.key);
        is_free.then(|| MisplacedRoot {
            path,
            place: entry.key_place,
            meant: meant.clone(),
            is_it: it.is_some(),
        })
    });
    found.collect()
}

/// Whether a value is a list of mappings, or a mapping of them.
fn is_filled(node: &Node) -> bool {
    let is_map = |node: &Node| node.as_map().is_some();
    let of_list = node.as_list().is_some_and(|items| items.iter().any(is_map));
    let entries = node.as_map().into_iter().flat_map(|map| map.entries());
    of_list || { entries }.any(|entry| is_map(&entry.node))
}

struct NearMissSearch<'f> {
    facts: &'f Facts<'f>,
    paths: BTreeSet<ValuePath>,
}

impl NearMissSearch<'_> {
    fn collect(&self, node: &Node, path: &ValuePath, found: &mut Vec<Miss>) {
        for (index, item) in node.as_list().into_iter().flatten().enumerate() {
            self.collect(item, &path.join(index), found);
        }
        let known = self.known(path);
        for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
            let below = path.join(Segment::Key(entry.key.clone()));
            if known.contains(&*entry.key) {
                if !self.is_closed(&below) {
                    self.collect(&entry.node, &below, found);
                }
                continue;
            }
            let Some(meant) = nearest_by_one(&entry.key, known.iter().copied()) else {
                continue;
            };
            if self.counts(entry, &below, path, meant) {
                found.push(Miss {
                    path: below,
                    place: entry.key_place,
                    meant: meant.to_owned(),
                });
            }
        }
    }

    /// The keys that the contract reads in the mapping at a path.
    fn known(&self, path: &ValuePath) -> BTreeSet<&str> {
        let depth = path.segments().len();
        let below = self.paths.iter().filter(|known| path.contains(known));
        let named = below.filter_map(|known| match known.segments().get(depth) {
            Some(Segment::Key(key)) => Some(&**key),
            _ => None,
        });
        let described = self.facts.contract.schema.known_keys(path);
        named.chain(described).collect()
    }

    /// Whether the mapping at a path may hold known keys only, as agents do: other findings are then about its keys.
    fn is_closed(&self, path: &ValuePath) -> bool {
        self.facts.contract.schema.is_closed(path)
    }

    fn counts(&self, entry: &Entry, path: &ValuePath, parent: &ValuePath, meant: &str) -> bool {
        let is_root = parent.segments().is_empty();
        let meant_path = parent.join(meant);
        (!is_root || self.looks_like(entry, meant))
            && fits(self.facts, &meant_path, &entry.node)
            && self.is_unknown(path, &entry.key)
    }

    /// Whether nobody is seen to know a key: no chart below this one, not the chart's own values, no template.
    fn is_unknown(&self, path: &ValuePath, key: &str) -> bool {
        !self.is_a_subcharts(path) && !self.is_in_the_chart(path) && !self.facts.is_named(path, key)
    }

    /// Whether a root key holds the same as the key that it was meant to be. A word of its own, or a plural, may hold
    /// `enabled` too.
    fn looks_like(&self, entry: &Entry, meant: &str) -> bool {
        let path = ValuePath::keys([meant]);
        if self.is_closed(&path) {
            return false; // the agents
        }
        if holds_anchors(&entry.key) {
            return false;
        }
        let mut known: BTreeSet<&str> = self.known(&path);
        let stack = self.facts.values.layers_writing(&path);
        let charts = stack
            .iter()
            .filter(|writer| !self.facts.values.layers[writer.layer].is_users());
        let maps = charts.filter_map(|writer| writer.node.as_map());
        known.extend(maps.flat_map(|map| map.entries()).map(|entry| &*entry.key));
        let is_plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
        let is_word = WORDS.contains(&&*entry.key)
            || is_plural(&entry.key, meant)
            || is_plural(meant, &entry.key);
        let mut keys = entry
            .node
            .as_map()
            .into_iter()
            .flat_map(|map| map.entries());
        keys.any(|below| known.contains(&*below.key) && !(is_word && &*below.key == COMMON))
    }

    /// Whether a path is below the key of another chart, whose templates read what they read.
    fn is_a_subcharts(&self, path: &ValuePath) -> bool {
        let root = path.segments().first();
        matches!(root, Some(Segment::Key(root)) if self.facts.dependencies.contains(&**root))
    }

    /// Whether the chart's own values have the key.
    fn is_in_the_chart(&self, path: &ValuePath) -> bool {
        let values = self.facts.values;
        let stack = values.layers_writing(path);
        let mut charts = stack
            .iter()
            .filter(|writer| !values.layers[writer.layer].is_users());
        charts.any(|writer| writer.exact)
    }
}

/// Whether a root key is one of those under which people keep what they repeat by an alias: Helm reads none of them.
pub(crate) fn holds_anchors(key: &str) -> bool {
    key.starts_with(['.', '_']) || key.starts_with("x-")
}

/// Whether a value has a type that is read where it was meant to be.
fn fits(facts: &Facts<'_>, path: &ValuePath, node: &Node) -> bool {
    let admits = |name: &str| facts.contract.schema.admits(path, name);
    match &node.value {
        Value::Null => false,
        Value::Bool(_) => admits("boolean"),
        Value::Number(_) => admits("integer") || admits("number"),
        Value::String(text) => {
            let words = ["true", "false", "yes", "no", "on", "off"];
            let is_switch = words.contains(&text.to_lowercase().as_str());
            admits("string") || (is_switch && admits("boolean"))
        }
        Value::List(_) => admits("array"),
        Value::Map(_) => admits("object"),
    }
}

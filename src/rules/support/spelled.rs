//! Keys that spell a path: `agents.definitions.helper.enabled` as one key of a file, which is no path to Helm.

use super::likeness::holds_agent;
use crate::contract::{Contract, Gate};
use crate::rules::Facts;
use crate::source::{Place, Segment, ValuePath, nearest};
use crate::yaml::Node;
use std::collections::BTreeSet;

/// How many parts of a key may be near misses of what is read.
const CORRECTIONS: usize = 1;

/// No key that spells a path has more parts than this.
const LONGEST: usize = 16;

/// The path that a key in the mapping at `parent` spells, if the contract reads something there or it leads into an agent of
/// this name; with near misses put right. Few keys have several steps, so the names of the agents are asked for those only.
fn spelled<'f>(
    contract: &Contract,
    agents: impl FnOnce() -> BTreeSet<&'f str>,
    parent: &ValuePath,
    key: &str,
) -> Option<ValuePath> {
    let steps = steps(parent, key).filter(|_| !contract.schema.is_free(parent))?;
    if let Some(path) = listed(contract, parent, &steps) {
        return Some(path);
    }
    let walk = SpellingWalk {
        contract,
        agents: &agents(),
        is_dotted: key.contains('.'),
    };
    let path = walk.follow(parent.clone(), &steps, CORRECTIONS)?;
    let is_itself = path == parent.join(key);
    (!is_itself).then_some(path)
}

/// Whether the contract reads a path, or what is below it.
pub(crate) fn is_read(contract: &Contract, path: &ValuePath) -> bool {
    let walk = SpellingWalk {
        contract,
        agents: &BTreeSet::new(),
        is_dotted: false,
    };
    let is_named = || contract.paths().iter().any(|known| path.contains(known));
    let follows = || walk.follow(ValuePath::root(), path.segments(), CORRECTIONS);
    !path.segments().is_empty() && (is_named() || follows().is_some())
}

/// What a key would lead to as a path, step by step; `None` if it is one step. Parts are set apart by dots or, where there
/// are none, by slashes or colons; `.Values` in front is how templates write it.
fn steps(parent: &ValuePath, key: &str) -> Option<Vec<Segment>> {
    let separators = ['.', '/', ':'];
    if !key.contains(separators) && !key.contains('[') {
        return None;
    }
    let separator = separators.into_iter().find(|sign| key.contains(*sign));
    let separator = separator.unwrap_or('.');
    let mut key = key.strip_prefix(separator).unwrap_or(key);
    if parent.segments().is_empty() {
        key = key.trim_start_matches("$.");
        key = key.strip_prefix("Values.").unwrap_or(key);
    }
    let mut steps = Vec::new();
    for part in key.split(separator) {
        let part = part.strip_suffix('\\').unwrap_or(part);
        let (name, indexes) = part.split_at(part.find('[').unwrap_or(part.len()));
        if name.is_empty() || steps.len() > LONGEST {
            return None;
        }
        steps.push(Segment::from(name));
        for index in indexes.split_inclusive(']') {
            let within = index.strip_prefix('[')?.strip_suffix(']')?;
            steps.push(match within.parse() {
                Ok(index) => Segment::Index(index),
                Err(_) => Segment::from(within.trim_matches(['"', '\''])),
            });
        }
    }
    (steps.len() > 1).then_some(steps)
}

/// A path that the contract names, which its schema need not describe.
fn listed(contract: &Contract, parent: &ValuePath, steps: &[Segment]) -> Option<ValuePath> {
    let path = parent.append(&ValuePath::from(steps.to_vec()));
    contract.paths().contains(&path).then_some(path)
}

struct SpellingWalk<'a> {
    contract: &'a Contract,
    /// The agents of the values.
    agents: &'a BTreeSet<&'a str>,
    /// Whether dots set the steps apart, which may be a part of a name too.
    is_dotted: bool,
}

impl SpellingWalk<'_> {
    /// The path continued by these steps.
    fn follow(&self, path: ValuePath, steps: &[Segment], corrections: usize) -> Option<ValuePath> {
        let schema = &self.contract.schema;
        let Some((first, rest)) = steps.split_first() else {
            return schema.describes(&path).then_some(path);
        };
        let on = |segment: Segment, rest: &[Segment], corrections| {
            let path = path.join(segment);
            let is_read = schema.describes(&path);
            is_read.then(|| self.follow(path, rest, corrections))?
        };
        let Segment::Key(key) = first else {
            return on(first.clone(), rest, corrections);
        };
        if schema.is_free(&path) {
            return Some(path.append(&ValuePath::from(steps.to_vec())));
        }
        let known = schema.known_keys(&path);
        if known.is_empty() {
            return on_item(key, &on, rest, corrections)
                .or_else(|| self.named(&path, steps, corrections));
        }
        if known.contains(&&**key) {
            return on(first.clone(), rest, corrections);
        }
        let meant = nearest(key, known).filter(|_| corrections > 0)?;
        on(Segment::from(meant), rest, corrections - 1)
    }

    /// Whether the contract knows the second step as a dead key of what the first one names.
    fn is_dead_below(&self, path: &ValuePath, steps: &[Segment]) -> bool {
        let Some(key @ Segment::Key(_)) = steps.get(1) else {
            return false;
        };
        let pattern = path.join("*").join(key.clone());
        let mut dead = self.contract.definition.dead.iter();
        dead.any(|dead| ValuePath::parse(&dead.path) == pattern)
    }

    /// What a freely chosen name leads to.
    fn named(&self, path: &ValuePath, steps: &[Segment], corrections: usize) -> Option<ValuePath> {
        let is_name = |segment: &&Segment| matches!(segment, Segment::Key(_));
        let names = steps.iter().take_while(is_name).count();
        let longest = if self.is_dotted { names } else { names.min(1) };
        let follow = |count: usize| {
            let below = path.join(Segment::from(&*joined(&steps[..count])));
            if !self.contract.schema.describes(&below) {
                return None;
            }
            self.follow(below, &steps[count..], corrections)
        };
        if *path == ValuePath::parse(&self.contract.definition.layout.definitions) {
            let is_known = |count: &usize| self.agents.contains(&*joined(&steps[..*count]));
            let known = (1..=longest).rev().find(is_known);
            if let Some(count) = known.or_else(|| self.is_dead_below(path, steps).then_some(1)) {
                // Another agent is never meant, whatever is written of this one.
                return follow(count).or_else(|| {
                    let below = path.join(Segment::from(&*joined(&steps[..count])));
                    Some(below.append(&ValuePath::from(steps[count..].to_vec())))
                });
            }
        }
        (1..=longest).find_map(follow)
    }
}

/// Several steps as one name, with the dots that set them apart.
fn joined(steps: &[Segment]) -> String {
    let names = steps.iter().filter_map(|step| match step {
        Segment::Key(name) => Some(&**name),
        Segment::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// What follows a step, given what is left of the path and how many corrections are left.
type Follow<'f> = &'f dyn Fn(Segment, &[Segment], usize) -> Option<ValuePath>;

/// A list's item that is written as a part of its own: `env.0.value`.
fn on_item(key: &str, on: Follow<'_>, rest: &[Segment], corrections: usize) -> Option<ValuePath> {
    let index = key.parse().ok()?;
    on(Segment::Index(index), rest, corrections)
}

/// A key of the values that spells a path, which is none to Helm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flat {
    /// The path of the key itself.
    pub(crate) path: ValuePath,
    pub(crate) place: Place,
    /// What it was meant to lead to.
    pub(crate) meant: ValuePath,
}

/// All keys that spell a path which the contract reads, and that no template reads as they are.
pub(crate) fn flat_keys(facts: &Facts<'_>) -> Vec<Flat> {
    let mut found = Vec::new();
    if !facts.is_of_another_kind() {
        collect(facts, &facts.values.root, &ValuePath::root(), &mut found);
        found.retain(|flat| !facts.is_below_a_dead_key(&flat.path) && is_ours(facts, &flat.meant));
    }
    found
}

/// Whether a path leads below the key of the agents, or of a gate; the contract's other keys have names that many
/// charts have, so they count only beside agents.
pub(crate) fn is_ours(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let definition = &facts.contract.definition;
    let root = |path: &ValuePath| path.segments().first().cloned();
    let agents = root(&ValuePath::parse(&definition.layout.definitions));
    let gates = definition
        .gates
        .iter()
        .filter(|(gate, _)| **gate != Gate::Agent);
    let mut gates = gates.map(|(_, path)| root(&ValuePath::parse(path)));
    let of_path = root(path);
    let has_agents = || {
        let agents = agents.iter().cloned().collect::<Vec<_>>();
        facts.values.get(&ValuePath::from(agents)).is_some()
    };
    of_path == agents || gates.any(|gate| gate == of_path) || has_agents()
}

fn collect(facts: &Facts<'_>, node: &Node, path: &ValuePath, found: &mut Vec<Flat>) {
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        let below = path.join(Segment::Key(entry.key.clone()));
        if let Some(meant) = meant(facts, path, &entry.key, &entry.node) {
            found.push(Flat {
                path: below,
                place: entry.key_place,
                meant,
            });
        } else if facts.contract.schema.describes(&below) {
            collect(facts, &entry.node, &below, found);
        }
    }
    for (index, item) in node.as_list().into_iter().flatten().enumerate() {
        collect(facts, item, &path.join(index), found);
    }
}

/// What a key that is here was meant to lead to.
pub(crate) fn meant(
    facts: &Facts<'_>,
    parent: &ValuePath,
    key: &str,
    node: &Node,
) -> Option<ValuePath> {
    let definitions = || ValuePath::parse(&facts.contract.definition.layout.definitions);
    let named = || agents(facts, &definitions());
    let path = spelled(facts.contract, named, parent, key)?;
    let definitions = definitions();
    // The name of an agent, dots included.
    let is_agent = *parent == definitions
        && (is_agent(facts, parent, node)
            || (node.as_map().is_some() && !facts.contract.schema.describes(&path)));
    (!is_agent && !(facts.is_quoted_by_a_template)(key)).then_some(path)
}

/// The names of the agents in the values: those with dots only where their value shows that they are.
fn agents<'f>(facts: &'f Facts<'_>, definitions: &ValuePath) -> BTreeSet<&'f str> {
    let map = facts.values.get(definitions).and_then(Node::as_map);
    let entries = map.into_iter().flat_map(|map| map.entries());
    let agents = entries.filter(|entry| match entry.key.contains('.') {
        true => is_agent(facts, definitions, &entry.node),
        false => entry.node.as_map().is_some(),
    });
    agents.map(|entry| &*entry.key).collect()
}

/// Whether a value is a definition: it holds what only definitions have, or several of their keys.
fn is_agent(facts: &Facts<'_>, definitions: &ValuePath, node: &Node) -> bool {
    let known = facts.contract.schema.known_keys(&definitions.join("any"));
    let keys = node.as_map().into_iter().flat_map(|map| map.entries());
    let count = keys.filter(|entry| known.contains(&&*entry.key)).count();
    holds_agent(node) || count > 1
}

/// The key of a path that nothing is known to read, so that nested keys would not help.
pub(crate) fn unread_key(facts: &Facts<'_>, meant: &ValuePath) -> Option<String> {
    let schema = &facts.contract.schema;
    if schema.describes(meant) || facts.contract.paths().contains(meant) {
        return None;
    }
    let segments = meant.segments();
    let mut paths = (1..=segments.len()).map(|depth| ValuePath::from(segments[..depth].to_vec()));
    let unread = paths.find(|path| !schema.describes(path))?;
    let key = unread.last_key()?;
    (!facts.is_named(&unread, key)).then(|| key.to_owned())
}

/// A path below a mapping as nested mappings, the value left out: `agents: {definitions: {helper: {enabled: …}}}`.
pub(crate) fn nested(parent: &ValuePath, meant: &ValuePath) -> String {
    let depth = parent.segments().len();
    let mut text = "…".to_owned();
    for (index, segment) in meant.segments().iter().enumerate().skip(depth).rev() {
        text = match segment {
            Segment::Key(key) if index == depth => format!("{}: {text}", quoted(key)),
            Segment::Key(key) => format!("{{{}: {text}}}", quoted(key)),
            Segment::Index(_) => format!("[{text}]"),
        };
    }
    text
}

fn quoted(key: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if key.chars().all(is_plain) {
        key.to_owned()
    } else {
        format!("{key:?}")
    }
}

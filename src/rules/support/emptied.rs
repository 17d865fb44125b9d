//! Nulls that delete what lower layers say, and empty keys with their contents commented out.

use crate::contract::Gate;
use crate::go;
use crate::rules::Facts;
use crate::source::{Place, Segment, ValuePath};
use crate::values::{LayerKind, LayerValue};
use crate::yaml::{Node, Style};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A null, with what it deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Emptied {
    /// What is null.
    pub(crate) path: ValuePath,
    /// The null, or the key where nothing is written after it.
    pub(crate) place: Place,
    /// Whether somebody wrote `null`, rather than nothing at all.
    pub(crate) is_explicit: bool,
    /// Whether keys are below it as comments.
    pub(crate) has_comments: bool,
    /// The agents or items that lower layers have there; empty where none is known.
    pub(crate) names: Vec<Arc<str>>,
    /// Whether all that it deletes is the chart's.
    is_of_chart: bool,
}

impl Emptied {
    /// Whose the deleted thing is, to be put before its name; empty if it is not the chart's alone.
    pub(crate) fn whose(&self) -> &'static str {
        self.whose_or("")
    }

    /// The same, with another word if it is not the chart's alone.
    pub(crate) fn whose_or(&self, other: &'static str) -> &'static str {
        if self.is_of_chart {
            "the chart's "
        } else {
            other
        }
    }
}

/// The null that leaves no agent.
pub(crate) fn agents(facts: &Facts<'_>) -> Option<Emptied> {
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let paths = (1..=definitions.segments().len())
        .map(|depth| ValuePath::from(definitions.segments()[..depth].to_vec()));
    let emptied = paths.filter_map(|path| null(facts, &path));
    emptied
        .map(|emptied| Emptied {
            names: names_below(facts, &definitions),
            ..emptied
        })
        .find(|emptied| {
            !emptied.names.is_empty()
                || (!emptied.is_explicit && is_commented_out(facts, emptied, &definitions))
                || (facts.is_partial && is_left_out(facts, emptied, &definitions))
        })
}

/// Whether a null deletes the agents of a chart that is not known: that of the map of agents itself may be meant, where it is
/// written.
fn is_left_out(facts: &Facts<'_>, emptied: &Emptied, definitions: &ValuePath) -> bool {
    match emptied.path == *definitions {
        true => !emptied.is_explicit,
        false => is_all_ours(facts) && !emptied.has_comments,
    }
}

/// Whether a null deletes agents or servers that lower layers have.
pub(crate) fn deletes_any(facts: &Facts<'_>) -> bool {
    agents(facts).is_some_and(|emptied| !emptied.names.is_empty()) || deletes_servers(facts)
}

fn deletes_servers(facts: &Facts<'_>) -> bool {
    let servers = ValuePath::parse(&facts.contract.definition.layout.servers);
    let is_gone = facts.values.get(&servers).is_none_or(Node::is_null);
    is_gone && !items_below(facts, &servers).is_empty()
}

/// Agents that a null deletes: where their contents are commented out, and where no agent is left. Else a null is how Helm
/// removes one.
pub(crate) fn single_agents(facts: &Facts<'_>) -> Vec<Emptied> {
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let nulls = match facts.values.get(&definitions) {
        Some(node) if !node.is_null() => nulls_below(facts, &definitions),
        _ => Vec::new(),
    };
    let is_last = facts.model.agents.is_empty();
    let counts = |emptied: &Emptied| {
        let is_commented_out = has_comments(emptied);
        if facts.is_partial {
            is_commented_out
        } else {
            deletes_block(facts, &emptied.path) && (is_commented_out || is_last)
        }
    };
    let emptied = nulls.into_iter().filter_map(|name| {
        let path = definitions.join(Segment::Key(name));
        null(facts, &path)
    });
    emptied.filter(counts).collect()
}

/// The agents whose name has a null in some layer.
fn nulls_below(facts: &Facts<'_>, definitions: &ValuePath) -> Vec<Arc<str>> {
    let stack = facts.values.layers_writing(definitions);
    let maps = stack
        .iter()
        .filter(|writer| writer.exact)
        .filter_map(|writer| writer.node.as_map());
    let entries = maps.flat_map(|map| map.entries());
    let nulls = entries.filter(|entry| entry.node.is_null());
    let names: BTreeSet<Arc<str>> = nulls.map(|entry| entry.key.clone()).collect();
    names.into_iter().collect()
}

/// The null that deletes what the templates read of all agents' tokens.
pub(crate) fn tokens(facts: &Facts<'_>) -> Option<Emptied> {
    let token = facts.contract.definition.layout.token.as_ref()?;
    let lifetime = ValuePath::parse(&token.expiration_seconds);
    let (block, _) = lifetime.split_last()?;
    let is_read = || facts.is_read_by_a_template(&lifetime);
    null(facts, &block).filter(|_| deletes_block(facts, &block) && is_read())
}

/// Whether a null deletes a mapping that lower layers have.
pub(crate) fn deletes_block(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let is_block = |writer: &LayerValue<'_>| writer.node.as_map().is_some();
    null(facts, path).is_some() && below(facts, path).iter().any(is_block)
}

/// Lists over others whose items are commented out: of servers and models, and an agent's.
pub(crate) fn lists(facts: &Facts<'_>) -> Vec<Emptied> {
    let layout = &facts.contract.definition.layout;
    let agents = facts.model.agents.iter();
    let of_agents = agents
        .flat_map(|agent| ["allowedHeaders", "env", "toolNames"].map(|key| agent.path.join(key)));
    let shared = [&layout.servers, &layout.models].map(|path| ValuePath::parse(path));
    let all = shared.into_iter().chain(of_agents);
    all.filter_map(|path| {
        let emptied = null(facts, &path)?;
        let names = items_below(facts, &path);
        let is_mistake = has_comments(&emptied) && !names.is_empty();
        is_mistake.then_some(Emptied { names, ..emptied })
    })
    .collect()
}

/// The null that deletes a switch which was on.
pub(crate) fn switch(facts: &Facts<'_>, path: &ValuePath) -> Option<Emptied> {
    null(facts, path).filter(|_| was_on(facts, path))
}

/// The null at a switch for all agents, or above it, that deletes one which was on; in a file without a chart any.
pub(crate) fn shared_switch(facts: &Facts<'_>, path: &ValuePath) -> Option<Emptied> {
    let segments = path.segments();
    let mut paths = (1..=segments.len()).map(|depth| ValuePath::from(segments[..depth].to_vec()));
    let emptied = paths.find_map(|path| null(facts, &path))?;
    let may_be_meant = emptied.is_explicit && emptied.path == *path;
    match facts.is_partial && !may_be_meant {
        true => Some(emptied),
        false => was_on(facts, path).then_some(emptied),
    }
}

/// Whether lower layers than the last switch something on.
fn was_on(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let below = below(facts, path);
    let last = below.last();
    last.is_some_and(|last| last.exact && go::is_true(last.node))
}

/// Whether the values have no root key but those that the contract reads.
pub(crate) fn is_all_ours(facts: &Facts<'_>) -> bool {
    let paths = facts.contract.paths();
    let known = facts.contract.schema.known_keys(&ValuePath::root());
    let is_known = |key: &str| {
        let root = Segment::from(key);
        let mut roots = paths.iter().filter_map(|path| path.segments().first());
        known.contains(&key) || roots.any(|known| *known == root)
    };
    let layers = facts.values.layers.iter();
    let maps = layers.filter_map(|layer| layer.root.as_map());
    { maps.flat_map(|map| map.entries()) }.all(|entry| is_known(&entry.key))
}

/// The null at a path in the last layer that writes it, if Helm uses it.
fn null(facts: &Facts<'_>, path: &ValuePath) -> Option<Emptied> {
    if !facts.values.get(path).is_none_or(Node::is_null) {
        return None;
    }
    let stack = facts.values.layers_writing(path);
    let last = stack
        .last()
        .filter(|last| last.exact && last.node.is_null())?;
    let place = last.node.place;
    let is_written = place.span.start < place.span.end;
    let is_of_chart = |writer: &LayerValue<'_>| !facts.values.layers[writer.layer].is_users();
    let below = below(facts, path);
    let place = if is_written { place } else { last.key_place? };
    Some(Emptied {
        path: path.clone(),
        place,
        is_explicit: is_written || last.node.style != Style::Plain,
        has_comments: !comments_below(facts, place).is_empty(),
        is_of_chart: below.iter().all(is_of_chart),
        names: Vec::new(),
    })
}

/// What lower layers than the last write at a path.
fn below<'v>(facts: &'v Facts<'_>, path: &ValuePath) -> Vec<LayerValue<'v>> {
    let mut stack = facts.values.layers_writing(path);
    stack.pop();
    stack.retain(|writer| writer.exact);
    stack
}

/// The agents that lower layers define.
fn names_below(facts: &Facts<'_>, definitions: &ValuePath) -> Vec<Arc<str>> {
    let stack = facts.values.layers_writing(definitions);
    let maps = stack
        .iter()
        .filter(|writer| writer.exact)
        .filter_map(|writer| writer.node.as_map());
    let entries = maps.flat_map(|map| map.entries());
    let names: BTreeSet<Arc<str>> = entries
        .filter(|entry| entry.node.as_map().is_some())
        .map(|entry| entry.key.clone())
        .collect();
    names.into_iter().collect()
}

/// A name for each item that lower layers list: the last list counts.
fn items_below(facts: &Facts<'_>, path: &ValuePath) -> Vec<Arc<str>> {
    let stack = facts.values.layers_writing(path);
    let lists = stack.iter().filter(|writer| writer.exact);
    let mut lists = lists.filter_map(|writer| writer.node.as_list());
    let last = lists.next_back();
    let items = last.into_iter().flatten().enumerate();
    items
        .map(|(index, _)| index.to_string().as_str().into())
        .collect()
}

/// Whether keys are below an empty key as comments: in a file without a chart those that the contract knows there, or a
/// switch beside it; in the chart's own values those that may be agents, if its templates render them.
fn is_commented_out(facts: &Facts<'_>, emptied: &Emptied, definitions: &ValuePath) -> bool {
    let rank = facts.values.layer_index(emptied.place);
    let kind = rank.map(|rank| facts.values.layers[rank].kind);
    let keys = comments_below(facts, emptied.place);
    let is_root = emptied.path != *definitions;
    let known = facts.contract.schema.known_keys(&emptied.path);
    let is_ours = || keys.iter().any(|key| known.contains(&&**key)) || has_gate(facts);
    match kind {
        Some(LayerKind::File) if facts.is_partial => {
            if is_root {
                is_ours()
            } else {
                !keys.is_empty()
            }
        }
        Some(LayerKind::Base) => !is_root && !keys.is_empty() && facts.evidence.is_some(),
        _ => false,
    }
}

/// Whether the values have the root key of a switch.
fn has_gate(facts: &Facts<'_>) -> bool {
    let gates = facts.contract.definition.gates.iter();
    let mut shared = gates.filter(|(gate, _)| **gate != Gate::Agent);
    shared.any(|(_, path)| {
        let path = ValuePath::parse(path);
        let root = path.segments().first().cloned();
        let root = ValuePath::from(Vec::from_iter(root));
        facts
            .values
            .get(&root)
            .is_some_and(|node| node.as_map().is_some())
    })
}

/// Whether a key is left empty and its contents are below it as comments.
pub(crate) fn has_comments(emptied: &Emptied) -> bool {
    !emptied.is_explicit && emptied.has_comments
}

fn comments_below(facts: &Facts<'_>, place: Place) -> Vec<String> {
    let Some(rank) = facts.values.layer_index(place) else {
        return Vec::new();
    };
    let text = facts.values.layers[rank].source.text();
    let keys = commented_keys(text, place.span.range().end);
    keys.into_iter().map(str::to_owned).collect()
}

/// The keys and items in the comments that follow an offset, up to the first line that is none.
fn commented_keys(text: &str, offset: usize) -> Vec<&str> {
    let rest = text.get(offset..).unwrap_or_default();
    let lines = rest.lines().skip(1).map(str::trim);
    let comments = lines.take_while(|line| line.is_empty() || line.starts_with('#'));
    comments
        .filter_map(|line| {
            let content = line.trim_start_matches('#').trim();
            let item = content.strip_prefix("- ");
            let content = item.unwrap_or(content);
            let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            let is_word = |word: &str| !word.is_empty() && word.chars().all(is_key);
            match content.split_once(':') {
                Some((key, _)) => is_word(key).then_some(key),
                None => item.filter(|item| is_word(item)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::commented_keys;

    #[test]
    fn keys_in_comments_below_a_key() {
        let text = "agents:\n#  definitions:\n  # Two words: no key.\n\n    #x.y: {}\nother: 1\n# late: 2\n";
        assert_eq!(commented_keys(text, 7), ["definitions", "x.y"]);
        let list =
            "toolNames:\n#  - list_tools\n#  - {name: a}\n#  - name: b\n# - and so on, see above\n";
        assert_eq!(commented_keys(list, 10), ["list_tools", "name"]);
        assert!(commented_keys("agents:", 7).is_empty());
        assert!(commented_keys("agents: # definitions:\nb: 1", 7).is_empty());
    }
}

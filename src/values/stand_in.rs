//! Values that something else replaces before Helm reads them: files that SOPS seals, tags of Ansible Vault, templates of files.

use super::Values;
use crate::secrets::StandIn;
use crate::source::{ValuePath, is_sealed};
use crate::yaml::{Node, Style, Value};

impl Values {
    /// What is at a node instead of the value that Helm will read; `None` for what Helm reads as it is.
    pub fn stand_in(&self, node: &Node) -> Option<StandIn> {
        let text = node.as_str()?;
        let is_tagged = || self.is_after_a_vault_tag(node);
        StandIn::of(text).or_else(|| is_tagged().then_some(StandIn::Sealed))
    }

    /// The part of a path, or all of it, at which a stand-in is written: nothing is known of what is below.
    pub fn stand_in_above(&self, path: &ValuePath) -> Option<(ValuePath, StandIn)> {
        (1..=path.segments().len()).find_map(|count| {
            let above = ValuePath::from(path.segments()[..count].to_vec());
            let stand_in = self.stand_in(self.get(&above)?)?;
            Some((above, stand_in))
        })
    }

    /// Whether a node holds a stand-in anywhere.
    pub fn holds_stand_in(&self, node: &Node) -> bool {
        match &node.value {
            Value::List(items) => items.iter().any(|item| self.holds_stand_in(item)),
            Value::Map(map) => {
                let mut entries = map.entries().iter();
                entries.any(|entry| self.holds_stand_in(&entry.node))
            }
            _ => self.stand_in(node).is_some(),
        }
    }

    /// Whether another tool fills in the template text of the file that holds a node, before Helm reads it, as the file's name
    /// says: `values.yaml.gotmpl`.
    pub fn is_from_a_template(&self, node: &Node) -> bool {
        let layer = self.layer_index(node.place).map(|rank| &self.layers[rank]);
        layer.is_some_and(|layer| {
            let name = layer.source.name().to_string();
            let endings = [".gotmpl", ".tmpl", ".j2", ".jinja", ".jinja2", ".erb"];
            endings.iter().any(|ending| name.ends_with(ending))
        })
    }

    /// Whether `!vault` or its like is before a scalar. To Helm any such tag makes a string.
    fn is_after_a_vault_tag(&self, node: &Node) -> bool {
        if matches!(node.style, Style::Plain | Style::Argument | Style::Implied) {
            return false;
        }
        let Some(layer) = self.layer_index(node.place).map(|rank| &self.layers[rank]) else {
            return false;
        };
        let before = &layer.source.text()[..node.place.span.range().start];
        let word = before.split_whitespace().next_back().unwrap_or_default();
        VAULT_TAGS.contains(&word.trim_start_matches(['[', '{', ',']))
    }
}

/// Whether values come from a file that SOPS has sealed: it adds a block at the root, with a code over all values.
pub fn is_sealed_by_sops(root: &Node) -> bool {
    let block = root.get(SOPS);
    block.is_some_and(|block| {
        let mut keys = ["mac", "lastmodified"].iter();
        keys.any(|key| block.get(key).is_some())
    })
}

/// Whether SOPS has sealed a file as a whole, in its form for what is not YAML or JSON: one string below `data`, whose
/// keys nobody can see.
pub fn is_sealed_as_a_whole(root: &Node) -> bool {
    let keys = root.as_map().map_or(0, |map| map.entries().len());
    let data = root.get("data").and_then(Node::as_str);
    keys == 2 && root.get(SOPS).is_some() && data.is_some_and(is_sealed)
}

/// The key of the block that SOPS adds at a file's root, and takes away when it opens the file.
pub const SOPS: &str = "sops";

/// Tags of Ansible Vault and of tools that took them over.
const VAULT_TAGS: [&str; 3] = ["!vault", "!vault-encrypted", "!encrypted"];

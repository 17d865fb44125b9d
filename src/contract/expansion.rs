//! Whether template text in values is evaluated: only where a template passes it through `tpl`.

use super::Contract;
use crate::source::{Segment, ValuePath};
use std::collections::BTreeSet;

/// What becomes of `{{ … }}` in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Literal,
    /// A template may pass it through `tpl`, which evaluates it.
    Expanded,
    /// The templates that read it are not at hand.
    Unseen,
}

/// Which values a chart's templates may pass through `tpl`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Whether there are templates to be seen.
    pub is_seen: bool,
    /// Whether one of them passes on what it cannot be told to be.
    pub is_any: bool,
    /// The keys whose values they pass on, with all that lies below.
    pub keys: BTreeSet<String>,
    /// The root keys whose values charts read that are not at hand.
    pub unseen: BTreeSet<String>,
    /// Whether they call a helper that is not at hand.
    pub calls_unseen: bool,
}

impl Expansion {
    /// What becomes of template text at a path.
    pub fn fate(&self, path: &ValuePath, contract: &Contract) -> Fate {
        let mut keys = path.segments().iter().filter_map(|segment| match segment {
            Segment::Key(key) => Some(&**key),
            Segment::Index(_) => None,
        });
        let root = keys.clone().next();
        if !self.is_seen {
            return Fate::Unseen;
        }
        if self.is_any || keys.any(|key| self.keys.contains(key)) {
            return Fate::Expanded;
        }
        let is_elsewhere = root.is_some_and(|root| self.unseen.contains(root));
        if self.calls_unseen || (is_elsewhere && !is_read_by_the_chart(path, contract)) {
            return Fate::Unseen;
        }
        Fate::Literal
    }
}

/// Whether the chart's own templates read a value that lies below a dependency's key, to write it into manifests of theirs.
fn is_read_by_the_chart(path: &ValuePath, contract: &Contract) -> bool {
    let definition = &contract.definition;
    let variables = definition.variables.values().map(|variable| &variable.path);
    let audiences = definition.layout.audience.iter();
    let audiences = audiences.map(|audience| &audience.path);
    let mut paths = variables.chain(audiences);
    paths.any(|known| ValuePath::parse(known) == *path)
}

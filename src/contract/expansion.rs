//! Whether template text in values is evaluated: only where a template passes it through `tpl`.

use super::Contract;
use crate::source::{PathPattern, Segment, ValuePath};
use std::collections::{BTreeMap, BTreeSet};

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

/// What the templates of one chart pass through `tpl`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passed {
    /// The values that they pass on, with all that is below them.
    pub paths: BTreeSet<PathPattern>,
    /// Whether they pass on a value whose path is not known.
    pub is_any: bool,
    /// Whether they call a helper that is not at hand, and that may pass on what it gets.
    pub calls_unseen: bool,
}

impl Passed {
    fn fate(&self, path: &ValuePath) -> Fate {
        let mut paths = self.paths.iter();
        if self.is_any || paths.any(|passed| passed.covers(path)) {
            Fate::Expanded
        } else if self.calls_unseen {
            Fate::Unseen
        } else {
            Fate::Literal
        }
    }
}

/// What a chart with its subcharts passes through `tpl`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Its own templates; `None` if there are none to be seen.
    pub own: Option<Passed>,
    /// Its subcharts, by the root key of their values; `None` for one that is not at hand.
    pub below: BTreeMap<String, Option<Passed>>,
}

impl Expansion {
    /// What becomes of template text at a path.
    pub fn fate(&self, path: &ValuePath, contract: &Contract) -> Fate {
        let segments = path.segments();
        let Some(own) = &self.own else {
            return Fate::Unseen;
        };
        let fate = own.fate(path);
        let Some((Segment::Key(root), rest)) = segments.split_first() else {
            return fate;
        };
        match self.below.get(&**root) {
            Some(below) if fate == Fate::Literal && !is_read_by_the_chart(path, contract) => {
                let rest = ValuePath::from(rest.to_vec());
                let fate = below.as_ref().map(|passed| passed.fate(&rest));
                fate.unwrap_or(Fate::Unseen)
            }
            _ => fate,
        }
    }
}

/// Whether the chart's own templates read a value below a dependency's key, to write it into manifests of theirs.
fn is_read_by_the_chart(path: &ValuePath, contract: &Contract) -> bool {
    let definition = &contract.definition;
    let variables = definition.variables.values().map(|variable| &variable.path);
    let audiences = definition.layout.audience.iter();
    let audiences = audiences.map(|audience| &audience.path);
    let mut paths = variables.chain(audiences);
    paths.any(|known| ValuePath::parse(known) == *path)
}

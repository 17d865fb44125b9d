//! Anchors, and how much aliases may repeat.

use super::compose::Composed;
use super::problem::{Fault, Parsed, Problem};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The anchors of one document.
#[derive(Debug, Default)]
pub(super) struct Anchors<'t> {
    numbers: BTreeMap<&'t str, usize>,
    /// None while the anchored value is not complete.
    values: Vec<Option<Anchored<'t>>>,
    /// The values that aliases repeat, where their anchors are.
    pub(super) repeated: BTreeSet<Span>,
    pub(super) tally: Tally,
}

#[derive(Debug, Clone)]
struct Anchored<'t> {
    value: Composed<'t>,
    size: Size,
}

/// How large an anchored value is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// How many nodes it has, repeated ones counted each time.
    pub(super) nodes: u64,
    /// How many levels it is nested.
    pub(super) height: usize,
}

impl<'t> Anchors<'t> {
    /// Opens an anchor; a name that is used again means the latest from now on.
    pub(super) fn open(&mut self, name: &'t str) -> usize {
        let number = self.values.len();
        self.values.push(None);
        self.numbers.insert(name, number);
        number
    }

    /// Fills an anchor, once its value is complete.
    pub(super) fn fill(&mut self, number: usize, value: &Composed<'t>, size: Size) {
        let value = value.clone();
        self.values[number] = Some(Anchored { value, size });
    }

    /// The value that an alias repeats, and how deep it is.
    pub(super) fn repeat(&mut self, name: &str, span: Span) -> Parsed<(Composed<'t>, usize)> {
        let Some(&number) = self.numbers.get(name) else {
            return Err(Fault::at(span, Problem::UnknownAlias));
        };
        let Some(anchored) = &self.values[number] else {
            return Err(Fault::at(span, Problem::Cycle)
                .help("remove it, or write the anchor at a value that does not hold it"));
        };
        self.tally.count(span)?;
        self.tally.count_repeated(anchored.size.nodes, span)?;
        self.repeated.insert(anchored.value.span);
        Ok((anchored.value.clone(), anchored.size.height))
    }
}

/// Counts nodes as go-yaml does, which refuses a document once too many of them come from aliases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    /// All nodes; those that aliases repeat count each time, and the document itself is one.
    pub(super) nodes: u64,
    repeated: u64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            nodes: 1,
            repeated: 0,
        }
    }
}

/// Up to this many nodes, 99 % of them may come from aliases.
const LOW: u64 = 400_000;
/// From this many nodes on, 10 % of them may; between the two numbers the share falls evenly.
const HIGH: u64 = 4_000_000;

impl Tally {
    /// Counts a node of the text.
    pub(super) fn count(&mut self, span: Span) -> Parsed<()> {
        self.nodes += 1;
        self.check(span)
    }

    fn count_repeated(&mut self, weight: u64, span: Span) -> Parsed<()> {
        self.nodes += weight;
        self.repeated += weight;
        self.check(span)
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    fn check(self, span: Span) -> Parsed<()> {
        if self.repeated <= 100 || self.nodes <= 1000 {
            return Ok(());
        }
        let allowed = match self.nodes {
            ..=LOW => 0.99,
            HIGH.. => 0.10,
            nodes => 0.99 - 0.89 * ((nodes - LOW) as f64 / (HIGH - LOW) as f64),
        };
        if self.repeated as f64 / self.nodes as f64 > allowed {
            return Err(Fault::at(span, Problem::Aliasing)
                .help("write fewer aliases to values that hold aliases themselves"));
        }
        Ok(())
    }
}

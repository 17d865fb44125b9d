//! Helm's `--set` and its kin: an argument's text to assignments with spans, and their effect on a tree of values.
//!
//! Helm parses and writes in one go. Here an [`Argument`] is parsed first, without any values at hand; [`apply`] then
//! writes it onto a tree, and [`layer`] shows what the argument writes by itself.

mod apply;
mod cause;
mod error;
mod flag;
mod grammar;
mod inert;
mod json;
mod layer;
mod limits;
mod scalar;
mod scan;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use error::{SetError, SetProblem};
pub use flag::Flag;
pub use grammar::{ReadFile, parse};
pub use inert::{Inert, InertFault, inert};
pub use layer::layer;
pub use limits::{MAX_DOTS, MAX_GAPS, MAX_INDEX, MAX_JSON_DEPTH, MAX_STEPS};

use crate::source::{Place, Segment, Source};
use crate::yaml::{Node, replaced};
use std::sync::Arc;

/// A parsed argument.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Which flag it was given to.
    pub flag: Flag,
    /// The argument as a source.
    pub source: Arc<Source>,
    /// What it writes, in order.
    pub assignments: Vec<Assignment>,
}

impl Argument {
    /// The same as something in another source writes it: all of it is at one place there.
    #[must_use]
    pub fn at(self, source: Arc<Source>, place: Place) -> Self {
        let assignments = self.assignments.into_iter().map(|one| Assignment {
            steps: { one.steps.into_iter() }
                .map(|step| PathStep { place, ..step })
                .collect(),
            end: match one.end {
                End::Value(node) => End::Value(replaced(&node, place)),
                End::Empty(node) => End::Empty(replaced(&node, place)),
                end @ End::Open { .. } => end,
            },
        });
        Self {
            flag: self.flag,
            assignments: assignments.collect(),
            source,
        }
    }
}

/// One `path=value` of an argument.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The path, from the root; empty only where a whole JSON object is merged in.
    pub steps: Vec<PathStep>,
    /// What is written there.
    pub end: End,
}

/// One key or index of a path, with its text.
#[derive(Debug, Clone)]
pub struct PathStep {
    /// The key, unescaped, or the index.
    pub segment: Segment,
    /// Its text; an index with its brackets.
    pub place: Place,
}

/// How an assignment ends.
#[derive(Debug, Clone)]
pub enum End {
    /// With a value.
    Value(Node),
    /// With `=` as the argument's last character: an empty string, which Helm loses below a new list item.
    Empty(Node),
    /// Within the path: Helm makes the containers that it has passed and says nothing.
    Open {
        /// Whether the last step was followed by a dot.
        dot: bool,
    },
}

//! What a rendering costs, and where it ends.

use super::{Evaluated, Evaluator, Frame, Limit, MAX_NESTING, MAX_OUTPUT, MAX_STEPS, Problem};
use crate::template::functions::{MAX_BYTES, MAX_ITEMS};
use crate::template::value::{Data, Text, Value};

/// How many bytes count as a step.
const BYTES: usize = 64;

impl Evaluator<'_> {
    pub(super) fn step(&mut self, frame: &Frame) -> Evaluated<()> {
        self.charge(frame, 1)?;
        if frame.out.len() > MAX_OUTPUT {
            return Err(self.limit(frame, Limit::Output));
        }
        Ok(())
    }

    /// Counts steps, and not time: the same rendering ends at the same place on every machine.
    pub(super) fn charge(&mut self, frame: &Frame, steps: usize) -> Evaluated<()> {
        self.steps = self.steps.saturating_add(steps as u64);
        if self.steps > MAX_STEPS {
            return Err(self.limit(frame, Limit::Steps));
        }
        Ok(())
    }

    /// Counts what a text takes.
    pub(super) fn charge_text(&mut self, frame: &Frame, text: &Text) -> Evaluated<()> {
        self.charge(frame, text.len() / BYTES + text.runs().len())
    }

    /// Counts what a function was given.
    pub(super) fn charge_arguments(&mut self, frame: &Frame, values: &[Value]) -> Evaluated<()> {
        let sizes = values.iter().map(size);
        self.charge(frame, sizes.sum())
    }

    /// Counts what a function made, and holds it to what one call may make.
    pub(super) fn charge_result(&mut self, frame: &Frame, value: &Value) -> Evaluated<()> {
        let is_too_large = match &value.data {
            Data::String(text) => text.len() > MAX_BYTES,
            Data::List(list) => list.len() > MAX_ITEMS,
            _ => false,
        };
        if is_too_large {
            return Err(self.limit(frame, Limit::Output));
        }
        self.charge(frame, size(value))
    }

    /// Goes a level deeper into pipelines and bodies; the caller comes back by [`Evaluator::leave`].
    pub(super) fn enter(&mut self, frame: &Frame) -> Evaluated<()> {
        if self.nesting >= MAX_NESTING {
            return Err(self.limit(frame, Limit::Depth));
        }
        self.nesting += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }

    /// A failure of this tool's own: too much of something.
    pub(super) fn limit(&self, frame: &Frame, limit: Limit) -> Box<super::Failure> {
        self.fail(frame, Problem::Limit(limit))
    }
}

/// How large a value is, without what is in its items.
fn size(value: &Value) -> usize {
    match &value.data {
        Data::String(text) => text.len() / BYTES + text.runs().len(),
        Data::Bytes(bytes) => bytes.len() / BYTES,
        Data::List(list) => list.len(),
        Data::Map(map) => map.len(),
        _ => 0,
    }
}

//! What an action prints.

use super::{Evaluated, Evaluator, Frame};
use crate::template::decision::Absence;
use crate::template::parse::node::Bytes;
use crate::template::print;
use crate::template::reads::Extent;
use crate::template::value::Value;

impl Evaluator<'_> {
    /// Prints a value. Nil prints as `<no value>`, which Helm deletes in the end.
    pub(super) fn print(
        &mut self,
        frame: &mut Frame,
        value: &Value,
        action: Bytes,
    ) -> Evaluated<()> {
        self.reads.note(value, Extent::Value);
        let is_nothing = value.is_nil() || value.as_text().is_some_and(|text| text.is_empty());
        if is_nothing {
            let absence = Absence {
                decision: self.decision,
                skipped: frame.span(action),
                reads: self.reasons(value),
            };
            frame.out.mark(self.decisions.absent(absence));
        }
        let start = frame.out.len();
        if value.is_nil() {
            let origin = value.origins();
            frame.out.write(b"<no value>", &origin, self.decision);
            return Ok(());
        }
        let text = match value.as_text() {
            Some(text) => text,
            None => &print::print_in_action(value),
        };
        self.charge_text(frame, text)?;
        frame.out.push_in(text, self.decision);
        self.note_printed(frame, start, action);
        Ok(())
    }
}

//! The functions that the evaluator does itself, but for `tpl`.

use super::field::Arguments;
use super::{Evaluated, Evaluator, Frame, Problem};
use crate::template::functions::{Control, Parameter};
use crate::template::origin::Origin;
use crate::template::parse::node::Operand;
use crate::template::reads::Extent;
use crate::template::value::{Data, TextBuilder, Value};
use std::sync::Arc;

/// How often Helm lets a template include itself.
const MAX_NESTED_INCLUDES: usize = 1000;

impl Evaluator<'_> {
    /// `and` and `or`: the operand that decides; no further one is evaluated.
    pub(super) fn short_circuit(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        control: Control,
        (operands, last): Arguments<'_>,
    ) -> Evaluated<Value> {
        let mut passed = Origin::default();
        let mut value = Value::nil();
        let mut is_first = true;
        for operand in operands {
            if !is_first {
                passed = passed.and(&self.reasons(&value));
            }
            is_first = false;
            value = self.argument(frame, dot, operand, Parameter::Reflect)?;
            self.reads.note(&value, Extent::Value);
            if value.is_true() == (control == Control::Or) {
                return Ok(after(value, &passed, control));
            }
        }
        let Some(last) = last else {
            return Ok(after(value, &passed, control));
        };
        if !is_first {
            passed = passed.and(&self.reasons(&value));
        }
        let last = self.fit(frame, last, Parameter::Reflect)?;
        Ok(after(last, &passed, control))
    }

    /// `include`: the text of another template.
    pub(super) fn include(
        &mut self,
        frame: &mut Frame,
        node: &Operand,
        values: Vec<Value>,
    ) -> Evaluated<Value> {
        let last_evaluated = std::mem::replace(&mut frame.at, node.at());
        let mut values = values.into_iter();
        let name = values.next().unwrap_or_default();
        let data = values.next().unwrap_or_default();
        let name: Arc<str> = match name.as_text() {
            Some(text) => text.lossy().into(),
            None => "".into(),
        };
        let Some(template) = self.lookup(&name) else {
            let problem = Problem::NoTemplate {
                name: name.to_string(),
                is_include: true,
            };
            return Err(self.fail(frame, problem));
        };
        let count = self.included.entry(Arc::clone(&name)).or_default();
        if *count > MAX_NESTED_INCLUDES {
            let message = format!(
                "error calling include: rendering template has a nested reference name: {name}: unable to execute template"
            );
            return Err(self.fail(frame, Problem::Other(message)));
        }
        *count += 1;
        let call = frame.span(node.bytes);
        let result = self.call_template(template, data, TextBuilder::default(), call);
        if let Some(count) = self.included.get_mut(&name) {
            *count -= 1;
        }
        let text = result?.finish();
        frame.at = last_evaluated;
        Ok(Value::text(text))
    }
}

/// What `and` or `or` gives after it passed operands. One that decides does so alone; a literal in an `or` stands in for those
/// before it.
fn after(value: Value, passed: &Origin, control: Control) -> Value {
    match (value.is_true(), control) {
        (true, Control::Or) => value.instead_of(&Value::nil().with_origin(passed.clone())),
        (false, Control::And) => value,
        _ => with_all(value, passed),
    }
}

/// The last operand, where all of them count.
fn with_all(value: Value, passed: &Origin) -> Value {
    let own = value.origins();
    match &value.data {
        // What is asked first is told first.
        Data::Bool(_) | Data::Nil => value.with_origin(passed.and(&own)),
        // What is in it comes from it alone.
        Data::List(_) | Data::Map(_) | Data::Object(_) if value.is_true() => value,
        _ => value.with_origin(own.and(passed)),
    }
}

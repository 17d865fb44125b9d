//! Pipelines, commands and variables.

use super::blame::assigned;
use super::{Evaluated, Evaluator, Frame, Problem};
use crate::template::parse::node::{Command, Operand, OperandKind, Pipeline};
use crate::template::value::Value;
use std::sync::Arc;

impl Evaluator<'_> {
    /// The value of a pipeline, out of its interface: nil that comes out of one takes any fields.
    pub(super) fn pipeline(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        pipeline: &Pipeline,
    ) -> Evaluated<Value> {
        self.enter(frame)?;
        frame.at = pipeline.bytes;
        let mut value: Option<Value> = None;
        for command in &pipeline.commands {
            let result = self.command(frame, dot, command, value)?;
            value = Some(result.out_of_interface());
        }
        self.leave();
        let value = value.unwrap_or_default();
        for name in &pipeline.variables {
            if pipeline.is_assignment {
                self.assign(frame, name, value.clone())?;
            } else {
                frame.variables.push((Arc::clone(name), value.clone()));
            }
        }
        Ok(value)
    }

    /// Writes to the innermost variable of a name.
    pub(super) fn assign(
        &mut self,
        frame: &mut Frame,
        name: &Arc<str>,
        value: Value,
    ) -> Evaluated<()> {
        if let Some(text) = value.as_text() {
            self.charge_text(frame, text)?;
        }
        let value = match self.decision {
            Some(decision) => assigned(value, decision),
            None => value,
        };
        let mut variables = frame.variables.iter_mut().rev();
        match variables.find(|(known, _)| known == name) {
            Some(variable) => {
                variable.1 = value;
                Ok(())
            }
            None => {
                let message = format!("undefined variable: {name}");
                Err(self.fail(frame, Problem::Other(message)))
            }
        }
    }

    pub(super) fn variable(&self, frame: &Frame, name: &Arc<str>) -> Evaluated<Value> {
        let mut variables = frame.variables.iter().rev();
        match variables.find(|(known, _)| known == name) {
            Some((_, value)) => Ok(value.clone()),
            None => {
                let message = format!("undefined variable: {name}");
                Err(self.fail(frame, Problem::Other(message)))
            }
        }
    }

    /// The value of a command, which is given what the command before it made.
    fn command(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        command: &Command,
        last: Option<Value>,
    ) -> Evaluated<Value> {
        let Some((first, arguments)) = command.operands.split_first() else {
            return Ok(Value::nil());
        };
        let chain = match &first.kind {
            OperandKind::Field(fields) => {
                frame.at = first.at();
                Some((dot.clone(), fields))
            }
            OperandKind::Chain(inner, fields) => {
                frame.at = first.at();
                Some((self.operand(frame, dot, inner)?, fields))
            }
            OperandKind::Variable(name, fields) if !fields.is_empty() => {
                frame.at = first.at();
                Some((self.variable(frame, name)?, fields))
            }
            _ => None,
        };
        if let Some((receiver, fields)) = chain {
            let fields = (&**fields, first.at());
            return self.fields(frame, dot, receiver, fields, (arguments, last));
        }
        match &first.kind {
            OperandKind::Function(function) => {
                frame.at = first.at();
                self.call(frame, dot, *function, first, (arguments, last))
            }
            OperandKind::Pipeline(_) => {
                self.takes_no_arguments(frame, first, arguments, last.as_ref())?;
                self.operand(frame, dot, first)
            }
            OperandKind::Nil => {
                frame.at = first.at();
                Err(self.fail(frame, Problem::Other("nil is not a command".into())))
            }
            _ => {
                frame.at = first.at();
                self.takes_no_arguments(frame, first, arguments, last.as_ref())?;
                self.operand(frame, dot, first)
            }
        }
    }

    fn takes_no_arguments(
        &self,
        frame: &Frame,
        operand: &Operand,
        arguments: &[Operand],
        last: Option<&Value>,
    ) -> Evaluated<()> {
        if arguments.is_empty() && last.is_none() {
            return Ok(());
        }
        let written = operand.bytes.of(&frame.source);
        let message = format!("can't give argument to non-function {written}");
        Err(self.fail(frame, Problem::Other(message)))
    }
}

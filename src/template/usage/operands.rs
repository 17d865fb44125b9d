//! Pipelines, commands and operands.

use super::item::{Item, Items};
use super::walk::{Frame, Walk};
use crate::template::functions::FunctionId;
use crate::template::parse::node::{Command, Field, Operand, OperandKind, Pipeline};

impl Walk<'_> {
    /// What the commands of a pipeline make.
    pub(super) fn commands(&mut self, pipeline: &Pipeline, frame: &mut Frame<'_>) -> Items {
        let mut piped = None;
        for command in &pipeline.commands {
            piped = Some(self.command(command, piped, frame));
        }
        piped.unwrap_or_default()
    }

    fn command(&mut self, command: &Command, piped: Option<Items>, frame: &mut Frame<'_>) -> Items {
        let Some((first, rest)) = command.operands.split_first() else {
            return Items::default();
        };
        if !self.burn() {
            return Items::unknown();
        }
        let mut arguments: Vec<Items> = Vec::with_capacity(rest.len() + 1);
        for operand in rest {
            arguments.push(self.operand(operand, frame));
        }
        arguments.extend(piped);
        if let OperandKind::Function(function) = first.kind {
            return self.call_function(function, &arguments, first, frame);
        }
        let found = self.operand(first, frame);
        // A method is called, such as `.Files.Get`.
        for argument in &arguments {
            self.note_whole(argument);
        }
        found
    }

    fn call_function(
        &mut self,
        function: FunctionId,
        arguments: &[Items],
        operand: &Operand,
        frame: &Frame<'_>,
    ) -> Items {
        let Some(function) = function.get() else {
            return Items::unknown();
        };
        let site = (frame.number, operand.bytes.start, frame.context);
        let items = self.function(function.name, arguments, site);
        self.bounded(items)
    }

    fn operand(&mut self, operand: &Operand, frame: &mut Frame<'_>) -> Items {
        match &operand.kind {
            OperandKind::Dot => frame.dot.clone(),
            OperandKind::Nil => Items::default(),
            OperandKind::Bool(_) | OperandKind::Number(_) => Items::unknown(),
            OperandKind::String(bytes) => Items::text(&String::from_utf8_lossy(bytes)),
            OperandKind::Field(fields) => {
                let dot = frame.dot.clone();
                self.chain(dot, fields)
            }
            OperandKind::Variable(name, fields) => {
                let mut known = frame.variables.iter().rev();
                let known = known.find(|known| known.name == *name);
                let items = known.map(|known| known.items.clone());
                self.chain(items.unwrap_or_else(Items::unknown), fields)
            }
            OperandKind::Chain(inner, fields) => {
                let items = self.operand(inner, frame);
                self.chain(items, fields)
            }
            OperandKind::Function(function) => self.call_function(*function, &[], operand, frame),
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline, frame),
        }
    }

    fn chain(&mut self, mut items: Items, fields: &[Field]) -> Items {
        for field in fields {
            items = self.field(&items, Some(&field.name));
        }
        items
    }
}

impl Items {
    /// Whether they may be text that is made of values or files.
    pub(super) fn may_hold_template(&self) -> bool {
        self.all().any(|item| match item {
            Item::Text(wording) => wording.exact().is_none(),
            _ => true,
        })
    }
}

//! Pipelines and their commands.

use super::error::ParseError;
use super::node::{Bytes, Command, OperandKind, Pipeline};
use super::parser::{Parser, bytes};
use super::token::{Token, TokenKind};
use std::sync::Arc;

impl Parser<'_> {
    /// A pipeline up to the token that ends it, which is taken.
    pub(super) fn pipeline(
        &mut self,
        context: &str,
        end: TokenKind,
    ) -> Result<Pipeline, ParseError> {
        self.enter()?;
        let start = self.peek_after_space()?.range.start;
        let (variables, is_assignment) = self.declarations(context)?;
        let mut commands = Vec::new();
        loop {
            let token = self.next_after_space()?;
            if token.kind == end {
                self.check(&commands, context, &token)?;
                self.leave();
                return Ok(Pipeline {
                    variables,
                    is_assignment,
                    commands,
                    bytes: bytes(&(start..token.range.start.max(start))),
                });
            }
            if !starts_operand(token.kind) {
                return Err(self.unexpected(&token, context));
            }
            self.back(token);
            commands.push(self.command()?);
        }
    }

    /// The variables that a pipeline sets, and whether it assigns them.
    fn declarations(&mut self, context: &str) -> Result<(Vec<Arc<str>>, bool), ParseError> {
        let mut variables: Vec<Arc<str>> = Vec::new();
        loop {
            let variable = self.next_after_space()?;
            if variable.kind != TokenKind::Variable {
                self.back(variable);
                return Ok((variables, false));
            }
            let after = self.next()?;
            let (space, next) = match after.kind {
                TokenKind::Space => (Some(after), self.next_after_space()?),
                _ => (None, after),
            };
            let name: Arc<str> = self.source(&variable).into();
            let is_comma = next.kind == TokenKind::Other && self.source(&next) == ",";
            match next.kind {
                TokenKind::Assign | TokenKind::Declare => {
                    self.scope.variables.push(Arc::clone(&name));
                    variables.push(name);
                    return Ok((variables, next.kind == TokenKind::Assign));
                }
                _ if is_comma => {
                    self.scope.variables.push(Arc::clone(&name));
                    variables.push(name);
                    self.further_variable(context, variables.len(), &next)?;
                }
                _ => {
                    self.back(next);
                    space.into_iter().for_each(|space| self.back(space));
                    self.back(variable);
                    return Ok((variables, false));
                }
            }
        }
    }

    /// Whether another variable may follow a comma: only `range` sets two.
    fn further_variable(
        &mut self,
        context: &str,
        count: usize,
        comma: &Token,
    ) -> Result<(), ParseError> {
        if context != "range" || count >= 2 {
            let message = format!("too many declarations in {context}");
            return Err(self.error(message, comma.range.clone()));
        }
        let next = self.peek_after_space()?;
        match next.kind {
            TokenKind::Variable | TokenKind::RightDelimiter | TokenKind::RightParen => Ok(()),
            _ => Err(self.error("range can only initialize variables", next.range)),
        }
    }

    /// Only the first command may start with what cannot be called.
    fn check(&self, commands: &[Command], context: &str, end: &Token) -> Result<(), ParseError> {
        if commands.is_empty() {
            let message = format!("missing value for {context}");
            return Err(self.error(message, end.range.clone()));
        }
        for (index, command) in commands.iter().enumerate().skip(1) {
            let Some(first) = command.operands.first() else {
                continue;
            };
            if matches!(
                first.kind,
                OperandKind::Bool(_)
                    | OperandKind::Dot
                    | OperandKind::Nil
                    | OperandKind::Number(_)
                    | OperandKind::String(_)
            ) {
                let stage = index + 1;
                let message = format!("non executable command in pipeline stage {stage}");
                return Err(self.error(message, range(first.bytes)));
            }
        }
        Ok(())
    }

    fn command(&mut self) -> Result<Command, ParseError> {
        let mut operands = Vec::new();
        loop {
            self.peek_after_space()?;
            operands.extend(self.operand()?);
            let token = self.next()?;
            match token.kind {
                TokenKind::Space => {}
                TokenKind::RightDelimiter | TokenKind::RightParen => {
                    self.back(token);
                    break;
                }
                TokenKind::Pipe => break,
                _ => return Err(self.unexpected(&token, "operand")),
            }
        }
        if operands.is_empty() {
            let at = self.peek()?;
            return Err(self.error("empty command", at.range));
        }
        Ok(Command { operands })
    }
}

fn starts_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Bool
            | TokenKind::Char
            | TokenKind::Complex
            | TokenKind::Dot
            | TokenKind::Field
            | TokenKind::Identifier
            | TokenKind::Number
            | TokenKind::Nil
            | TokenKind::RawString
            | TokenKind::String
            | TokenKind::Variable
            | TokenKind::LeftParen
    )
}

fn range(bytes: Bytes) -> std::ops::Range<usize> {
    bytes.start as usize..bytes.end as usize
}

//! Operands: values, and what makes them.

use super::error::ParseError;
use super::node::{Bytes, Field, Operand, OperandKind};
use super::number::{char_number, complex_number, number};
use super::parser::{Parser, bytes};
use super::quote::{unquote, unquote_raw};
use super::token::{Token, TokenKind};
use crate::template::functions;

impl Parser<'_> {
    /// A term with the fields after it; `None` if no term is next.
    pub(super) fn operand(&mut self) -> Result<Option<Operand>, ParseError> {
        let Some(term) = self.term()? else {
            return Ok(None);
        };
        let mut fields = Vec::new();
        let next = loop {
            let token = self.next()?;
            if token.kind != TokenKind::Field {
                break token;
            }
            fields.push(self.field(&token));
        };
        self.back(next);
        let (Some(first), Some(last)) = (fields.first(), fields.last()) else {
            return Ok(Some(term));
        };
        let position = first.bytes.start;
        let bytes = term.bytes.to(last.bytes);
        let kind = match term.kind {
            OperandKind::Field(own) => {
                OperandKind::Field(own.into_vec().into_iter().chain(fields).collect())
            }
            OperandKind::Variable(name, own) => {
                OperandKind::Variable(name, own.into_vec().into_iter().chain(fields).collect())
            }
            OperandKind::Chain(..) | OperandKind::Pipeline(_) | OperandKind::Function(_) => {
                OperandKind::Chain(Box::new(term), fields.into())
            }
            _ => {
                let term = term.bytes.of(self.text);
                let message = format!("unexpected . after term {term:?}");
                return Err(self.error(message, position as usize..position as usize + 1));
            }
        };
        Ok(Some(Operand {
            kind,
            bytes,
            position,
        }))
    }

    fn term(&mut self) -> Result<Option<Operand>, ParseError> {
        let token = self.next_after_space()?;
        let kind = match token.kind {
            TokenKind::Identifier => self.function(&token)?,
            TokenKind::Dot => OperandKind::Dot,
            TokenKind::Nil => OperandKind::Nil,
            TokenKind::Variable => self.variable(&token)?,
            TokenKind::Field => OperandKind::Field([self.field(&token)].into()),
            TokenKind::Bool => OperandKind::Bool(self.source(&token) == "true"),
            TokenKind::Number => self.numeric(&token, number)?,
            TokenKind::Char => self.numeric(&token, char_number)?,
            TokenKind::Complex => self.numeric(&token, complex_number)?,
            TokenKind::String => match unquote(self.source(&token)) {
                Some(text) => OperandKind::String(text.into()),
                None => return Err(self.error("invalid syntax", token.range)),
            },
            TokenKind::RawString => OperandKind::String(unquote_raw(self.source(&token)).into()),
            TokenKind::LeftParen => return self.parenthesized(&token).map(Some),
            _ => {
                self.back(token);
                return Ok(None);
            }
        };
        let bytes = bytes(&token.range);
        Ok(Some(Operand {
            kind,
            bytes,
            position: bytes.start,
        }))
    }

    fn parenthesized(&mut self, open: &Token) -> Result<Operand, ParseError> {
        let pipeline = self.pipeline("parenthesized pipeline", TokenKind::RightParen)?;
        let position = pipeline.bytes.start;
        Ok(Operand {
            kind: OperandKind::Pipeline(Box::new(pipeline)),
            bytes: bytes(&(open.range.start..self.taken_to())),
            position,
        })
    }

    fn function(&self, token: &Token) -> Result<OperandKind, ParseError> {
        let name = self.source(token);
        match functions::find(name, self.version) {
            Some(function) => Ok(OperandKind::Function(function)),
            None => {
                let message = format!("function {name:?} not defined");
                Err(self.error(message, token.range.clone()))
            }
        }
    }

    fn variable(&self, token: &Token) -> Result<OperandKind, ParseError> {
        let name = self.source(token);
        let known = self.scope.variables.iter().rfind(|known| &***known == name);
        match known {
            Some(name) => Ok(OperandKind::Variable(name.clone(), Box::default())),
            None => {
                let message = format!("undefined variable {name:?}");
                Err(self.error(message, token.range.clone()))
            }
        }
    }

    fn numeric(
        &self,
        token: &Token,
        read: fn(&str) -> Result<super::node::Number, String>,
    ) -> Result<OperandKind, ParseError> {
        let number = read(self.source(token));
        number
            .map(OperandKind::Number)
            .map_err(|message| self.error(message, token.range.clone()))
    }

    fn field(&self, token: &Token) -> Field {
        Field {
            name: self.source(token).trim_start_matches('.').into(),
            bytes: bytes(&token.range),
        }
    }
}

impl Operand {
    /// Its bytes from where Go says that it is.
    pub fn at(&self) -> Bytes {
        Bytes {
            start: self.position,
            end: self.bytes.end,
        }
    }
}

//! Actions, and the words that begin them: `if`, `range`, `with`, `template`, `block`, `break`, `continue`.

use super::error::{OpenBlock, ParseError};
use super::node::{Body, Branch, Bytes, Call, Node};
use super::parser::{Definition, ListEnd, Parser, Parts, bytes};
use super::token::{Keyword, TokenKind};
use crate::template::version::HelmVersion;
use std::ops::Range;

impl Parser<'_> {
    /// An action, whose opening delimiter was taken.
    pub(super) fn action(&mut self, start: usize) -> Result<Parts, ParseError> {
        let token = self.next_after_space()?;
        let TokenKind::Keyword(keyword) = token.kind else {
            self.back(token);
            let pipeline = self.pipeline("command", TokenKind::RightDelimiter)?;
            return Ok(Parts::Node(Node::Action(pipeline)));
        };
        let word = match keyword {
            Keyword::If => Some("if"),
            Keyword::With => Some("with"),
            Keyword::Range => Some("range"),
            Keyword::Block => Some("block"),
            _ => None,
        };
        let block = word.map(|word| OpenBlock { word, start });
        self.blocks.extend(block);
        let node = match keyword {
            Keyword::If => Node::If(self.branch("if")?),
            Keyword::With => Node::With(self.branch("with")?),
            Keyword::Range => Node::Range(self.branch("range")?),
            Keyword::Template => Node::Template(self.call()?),
            Keyword::Block => Node::Template(self.block()?),
            Keyword::Break => self.leave_loop("break", &token.range, Node::Break)?,
            Keyword::Continue => self.leave_loop("continue", &token.range, Node::Continue)?,
            Keyword::End => {
                let right = self.expect(TokenKind::RightDelimiter, "end")?;
                return Ok(Parts::End(ListEnd::End, start..right.range.end));
            }
            Keyword::Else => return self.otherwise(start),
            Keyword::Define => return Err(self.unexpected(&token, "command")),
        };
        if block.is_some() {
            self.blocks.pop();
        }
        Ok(Parts::Node(node))
    }

    /// `else`; an `if` or `with` after it is left for the branch around.
    fn otherwise(&mut self, start: usize) -> Result<Parts, ParseError> {
        let next = self.peek_after_space()?;
        let end = match next.kind {
            TokenKind::Keyword(Keyword::If | Keyword::With) => next.range.start,
            _ => self.expect(TokenKind::RightDelimiter, "else")?.range.end,
        };
        Ok(Parts::End(ListEnd::Else, start..end))
    }

    fn leave_loop(
        &mut self,
        word: &str,
        at: &Range<usize>,
        node: Node,
    ) -> Result<Node, ParseError> {
        let token = self.next_after_space()?;
        if token.kind != TokenKind::RightDelimiter {
            return Err(self.unexpected(&token, &format!("{{{{{word}}}}}")));
        }
        match self.scope.loops {
            0 => Err(self.error(format!("{{{{{word}}}}} outside {{{{range}}}}"), at.clone())),
            _ => Ok(node),
        }
    }

    /// An `if`, `with` or `range` after its word.
    fn branch(&mut self, word: &str) -> Result<Branch, ParseError> {
        self.enter()?;
        let variables = self.scope.variables.len();
        let branch = self.branch_in_scope(word);
        self.scope.variables.truncate(variables);
        self.leave();
        branch
    }

    fn branch_in_scope(&mut self, word: &str) -> Result<Branch, ParseError> {
        let pipeline = self.pipeline(word, TokenKind::RightDelimiter)?;
        let is_loop = usize::from(word == "range");
        let start = self.taken_to();
        self.scope.loops += is_loop;
        let (body, end, at) = self.list(start)?;
        self.scope.loops -= is_loop;
        let otherwise = match end {
            ListEnd::End => None,
            ListEnd::Else => Some(self.else_body(word, &at)?),
        };
        Ok(Branch {
            pipeline,
            body,
            otherwise,
        })
    }

    fn else_body(&mut self, word: &str, at: &Range<usize>) -> Result<Body, ParseError> {
        let next = self.peek_after_space()?;
        let chained = match (word, next.kind) {
            ("if", TokenKind::Keyword(Keyword::If)) => true,
            ("with", TokenKind::Keyword(Keyword::With)) => self.version == HelmVersion::V4,
            _ => false,
        };
        if chained {
            self.next_after_space()?;
            let branch = self.branch(word)?;
            let node = if word == "if" {
                Node::If(branch)
            } else {
                Node::With(branch)
            };
            let end = self.taken_to();
            return Ok(Body {
                nodes: vec![node],
                bytes: bytes(&(at.end..end)),
            });
        }
        if let TokenKind::Keyword(Keyword::If | Keyword::With) = next.kind
            && at.end == next.range.start
        {
            // Whatever is not chained is no `else` at all.
            return Err(self.unexpected(&next, "else"));
        }
        let (body, end, at) = self.list(at.end)?;
        match end {
            ListEnd::End => Ok(body),
            ListEnd::Else => Err(self.error("expected end; found {{else}}", at)),
        }
    }

    fn call(&mut self) -> Result<Call, ParseError> {
        let (name, at) = self.name("template clause")?;
        let next = self.next_after_space()?;
        let data = match next.kind {
            TokenKind::RightDelimiter => None,
            _ => {
                self.back(next);
                Some(self.pipeline("template clause", TokenKind::RightDelimiter)?)
            }
        };
        Ok(Call {
            name,
            data,
            bytes: at,
        })
    }

    fn block(&mut self) -> Result<Call, ParseError> {
        let (name, at) = self.name("block clause")?;
        let data = self.pipeline("block clause", TokenKind::RightDelimiter)?;
        let start = self.taken_to();
        let outer = std::mem::take(&mut self.scope);
        let (body, end, end_at) = self.list(start)?;
        self.scope = outer;
        if matches!(end, ListEnd::Else) {
            return Err(self.error("unexpected {{else}} in block clause", end_at));
        }
        let definition = Definition {
            name: name.clone(),
            body: body.into(),
        };
        self.define(definition, end_at)?;
        Ok(Call {
            name,
            data: Some(data),
            bytes: at,
        })
    }
}

impl Bytes {
    /// Whether nothing is in them.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

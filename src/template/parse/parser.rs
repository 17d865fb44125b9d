//! The parser's state, and what is at the top of a file.

use super::error::{OpenBlock, ParseError};
use super::lexer::Lexer;
use super::node::{Body, Bytes, Node};
use super::quote::{unquote, unquote_raw};
use super::token::{Keyword, Token, TokenKind};
use crate::template::version::HelmVersion;
use std::ops::Range;
use std::sync::Arc;

/// How deep actions and parentheses may nest, a limit of this tool.
const MAX_NESTING: usize = 200;

/// What a template's text holds.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// What the file itself does.
    pub body: Arc<Body>,
    /// The templates that it defines, in order of their ends.
    pub definitions: Vec<Definition>,
}

/// A template that a `define` or `block` makes.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its name.
    pub name: Arc<str>,
    /// What it does.
    pub body: Arc<Body>,
}

/// Parses a text for a Helm, which decides what functions and forms there are.
///
/// # Errors
/// What Go refuses, and nesting beyond a limit of this tool.
pub fn parse(text: &str, version: HelmVersion) -> Result<Parsed, ParseError> {
    let mut parser = Parser {
        text,
        version,
        lexer: Lexer::new(text),
        ahead: Vec::new(),
        last: 0..0,
        lexed: 0,
        scope: Scope::default(),
        nesting: 0,
        definitions: Vec::new(),
        actions: Vec::new(),
        blocks: Vec::new(),
    };
    let body = parser.file().map_err(|error| ParseError {
        action: parser.action_at(error.range.start),
        block: parser.blocks.last().copied(),
        ..error
    })?;
    Ok(Parsed {
        body: body.into(),
        definitions: parser.definitions,
    })
}

/// The variables and loops around what is parsed.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) variables: Vec<Arc<str>>,
    pub(super) loops: usize,
}

impl Default for Scope {
    fn default() -> Self {
        Self {
            variables: vec!["$".into()],
            loops: 0,
        }
    }
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) version: HelmVersion,
    lexer: Lexer<'t>,
    /// Tokens that were put back, the next one last.
    ahead: Vec<Token>,
    /// The last token that was taken.
    last: Range<usize>,
    /// Where the last token starts that came from the text.
    lexed: usize,
    pub(super) scope: Scope,
    nesting: usize,
    definitions: Vec<Definition>,
    /// Where actions start.
    actions: Vec<usize>,
    /// The blocks that are open, the innermost last.
    pub(super) blocks: Vec<OpenBlock>,
}

/// How a list of nodes ended.
pub(super) enum ListEnd {
    /// With `end`.
    End,
    /// With `else`, after which `if` or `with` may be.
    Else,
}

impl Parser<'_> {
    pub(super) fn next(&mut self) -> Result<Token, ParseError> {
        let token = match self.ahead.pop() {
            Some(token) => token,
            None => {
                let token = self.lexer.next()?;
                // What a delimiter trims is not part of it.
                let trimmed = match token.kind {
                    TokenKind::RightDelimiter => self.source(&token).find("}}").unwrap_or(0),
                    _ => 0,
                };
                self.lexed = token.range.start + trimmed;
                if token.kind == TokenKind::LeftDelimiter {
                    self.actions.push(token.range.start);
                }
                token
            }
        };
        self.last = token.range.clone();
        Ok(token)
    }

    /// The start of the action that is at an offset, or before it.
    fn action_at(&self, offset: usize) -> Option<usize> {
        let after = self.actions.partition_point(|start| *start <= offset);
        self.actions.get(after.checked_sub(1)?).copied()
    }

    pub(super) fn next_after_space(&mut self) -> Result<Token, ParseError> {
        loop {
            let token = self.next()?;
            if token.kind != TokenKind::Space {
                return Ok(token);
            }
        }
    }

    /// Where the last token ended that was taken.
    pub(super) fn taken_to(&self) -> usize {
        self.last.end
    }

    /// Puts a token back.
    pub(super) fn back(&mut self, token: Token) {
        self.ahead.push(token);
    }

    pub(super) fn peek(&mut self) -> Result<Token, ParseError> {
        let token = self.next()?;
        self.back(token.clone());
        Ok(token)
    }

    pub(super) fn peek_after_space(&mut self) -> Result<Token, ParseError> {
        let token = self.next_after_space()?;
        self.back(token.clone());
        Ok(token)
    }

    pub(super) fn source(&self, token: &Token) -> &str {
        &self.text[token.range.clone()]
    }

    /// A failure at a token.
    pub(super) fn error(&self, message: impl Into<String>, at: Range<usize>) -> ParseError {
        ParseError {
            message: message.into(),
            range: at,
            noticed_at: self.lexed,
            action: None,
            block: None,
        }
    }

    pub(super) fn unexpected(&self, token: &Token, context: &str) -> ParseError {
        let message = format!("unexpected {} in {context}", self.described(token));
        self.error(message, token.range.clone())
    }

    fn described(&self, token: &Token) -> String {
        let source = self.source(token);
        match token.kind {
            TokenKind::End => "EOF".to_owned(),
            TokenKind::Keyword(_) => format!("<{source}>"),
            TokenKind::LeftDelimiter => "\"{{\"".to_owned(),
            TokenKind::RightDelimiter => "\"}}\"".to_owned(),
            _ if source.chars().count() > 10 => {
                let start: String = source.chars().take(10).collect();
                format!("{start:?}...")
            }
            _ => format!("{source:?}"),
        }
    }

    pub(super) fn expect(&mut self, kind: TokenKind, context: &str) -> Result<Token, ParseError> {
        let token = self.next_after_space()?;
        match token.kind == kind {
            true => Ok(token),
            false => Err(self.unexpected(&token, context)),
        }
    }

    /// A string in quotes, as a name.
    pub(super) fn name(&mut self, context: &str) -> Result<(Arc<str>, Bytes), ParseError> {
        let token = self.next_after_space()?;
        let name = match token.kind {
            TokenKind::String => unquote(self.source(&token)),
            TokenKind::RawString => Some(unquote_raw(self.source(&token))),
            _ => return Err(self.unexpected(&token, context)),
        };
        let Some(name) = name else {
            return Err(self.error("invalid syntax", token.range));
        };
        Ok((String::from_utf8_lossy(&name).into(), bytes(&token.range)))
    }

    /// Goes a level deeper; the caller comes back with [`Parser::leave`].
    pub(super) fn enter(&mut self) -> Result<(), ParseError> {
        self.nesting += 1;
        match self.nesting > MAX_NESTING {
            true => Err(self.error("it nests too deep", self.last.clone())),
            false => Ok(()),
        }
    }

    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }

    fn file(&mut self) -> Result<Body, ParseError> {
        let mut nodes = Vec::new();
        loop {
            let token = self.next()?;
            match token.kind {
                TokenKind::End => break,
                TokenKind::LeftDelimiter => {
                    let inner = self.next_after_space()?;
                    if inner.kind == TokenKind::Keyword(Keyword::Define) {
                        let start = token.range.start;
                        self.blocks.push(OpenBlock {
                            word: "define",
                            start,
                        });
                        self.definition()?;
                        self.blocks.pop();
                        continue;
                    }
                    self.back(inner);
                }
                _ => {}
            }
            self.back(token);
            match self.text_or_action()? {
                Parts::Node(node) => nodes.push(node),
                Parts::End(ListEnd::End, at) => return Err(self.error("unexpected {{end}}", at)),
                Parts::End(ListEnd::Else, at) => return Err(self.error("unexpected {{else}}", at)),
            }
        }
        Ok(Body {
            nodes,
            bytes: bytes(&(0..self.text.len())),
        })
    }

    fn definition(&mut self) -> Result<(), ParseError> {
        let (name, _) = self.name("define clause")?;
        let right = self.expect(TokenKind::RightDelimiter, "define clause")?;
        let outer = std::mem::take(&mut self.scope);
        let (body, end, at) = self.list(right.range.end)?;
        self.scope = outer;
        if matches!(end, ListEnd::Else) {
            return Err(self.error("unexpected {{else}} in define clause", at));
        }
        self.define(
            Definition {
                name,
                body: body.into(),
            },
            at,
        )
    }

    /// Keeps a definition; of two of one name in a file, one must be of blanks.
    pub(super) fn define(&mut self, new: Definition, at: Range<usize>) -> Result<(), ParseError> {
        let text = self.text;
        let known = self.definitions.iter_mut().find(|old| old.name == new.name);
        match known {
            None => self.definitions.push(new),
            Some(old) if old.body.is_blank(text) => *old = new,
            Some(_) if new.body.is_blank(text) => {}
            Some(_) => {
                let message = format!("template: multiple definition of template {:?}", new.name);
                return Err(self.error(message, at));
            }
        }
        Ok(())
    }

    /// Nodes up to an `end` or `else`, and where that is.
    pub(super) fn list(
        &mut self,
        start: usize,
    ) -> Result<(Body, ListEnd, Range<usize>), ParseError> {
        self.enter()?;
        let mut nodes = Vec::new();
        loop {
            let token = self.peek_after_space()?;
            if token.kind == TokenKind::End {
                return Err(self.error("unexpected EOF", token.range));
            }
            match self.text_or_action()? {
                Parts::Node(node) => nodes.push(node),
                Parts::End(end, at) => {
                    self.leave();
                    let bytes = bytes(&(start..at.start));
                    return Ok((Body { nodes, bytes }, end, at));
                }
            }
        }
    }

    fn text_or_action(&mut self) -> Result<Parts, ParseError> {
        let token = self.next_after_space()?;
        match token.kind {
            TokenKind::Text => Ok(Parts::Node(Node::Text(bytes(&token.range)))),
            TokenKind::LeftDelimiter => self.action(token.range.start),
            _ => Err(self.unexpected(&token, "input")),
        }
    }
}

/// A node, or what ends a list of them.
pub(super) enum Parts {
    Node(Node),
    End(ListEnd, Range<usize>),
}

impl Body {
    /// Whether it is nothing but blanks, so that it overrides no other definition.
    pub fn is_blank(&self, text: &str) -> bool {
        self.nodes.iter().all(|node| match node {
            Node::Text(bytes) => bytes.of(text).trim().is_empty(),
            _ => false,
        })
    }
}

impl Bytes {
    /// The text that they are.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// These and others, and what is between them.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        Self {
            start: self.start,
            end: end.end.max(self.start),
        }
    }
}

pub(super) fn bytes(range: &Range<usize>) -> Bytes {
    // A template is a file, which is limited to far less than 4 GiB.
    let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Bytes {
        start: small(range.start),
        end: small(range.end),
    }
}

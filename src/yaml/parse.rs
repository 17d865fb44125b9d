//! The grammar of values: aliases, anchors, tags, scalars. What is inside of collections is in `collections`.

use super::anchors::{Anchors, Size};
use super::compose::{Composed, Composer};
use super::interner::Interner;
use super::node::{Link, Node, Style};
use super::problem::{Fault, Parsed, Problem};
use super::scan::{Scanner, TokenKind, YamlToken};
use crate::source::{Source, Span};
use std::borrow::Cow;

/// How deep values may be nested. Helm itself goes to 10,000 levels; this many are walked, printed and dropped
/// recursively within a thread's usual stack.
pub const MAX_DEPTH: usize = 300;

const DEPTH_HELP: &str = "check whether a bracket is repeated by mistake, or nest the values less";

/// Parses one document.
#[derive(Debug)]
pub(super) struct Parser<'t> {
    pub(super) scanner: Scanner<'t>,
    pub(super) composer: Composer<'t>,
    pub(super) anchors: Anchors<'t>,
    /// `%TAG` directives: handle and prefix.
    pub(super) handles: Vec<(&'t str, Cow<'t, str>)>,
    depth: usize,
    /// The deepest level reached in the value that is read now.
    deepest: usize,
    /// Where the last token ended that was taken.
    pub(super) last_end: u32,
    /// The last token that was taken and is written.
    pub(super) last: Span,
}

/// Says whether a token is one of those that are wanted.
pub(super) type Wanted = fn(&TokenKind<'_>) -> bool;

/// Parses a collection that begins with the next token.
type Collect<'t> = fn(&mut Parser<'t>) -> Parsed<Composed<'t>>;

/// Where a value is, which decides what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParseContext {
    /// A list's item by indentation.
    Block,
    /// A mapping's key or value by indentation: a list there need not be indented.
    BlockEntry,
    /// Inside brackets.
    Flow,
}

impl<'t> Parser<'t> {
    /// A parser for the text from `start` to its end; `keys` are those of the documents before.
    pub(super) fn new(source: &'t Source, text: &'t str, start: usize, keys: Interner) -> Self {
        Self {
            scanner: Scanner::new(text, start),
            composer: Composer::new(source, keys),
            anchors: Anchors::default(),
            handles: Vec::new(),
            depth: 0,
            deepest: 0,
            last_end: Span::new(start, start).start,
            last: Span::new(start, start),
        }
    }

    /// The root node, and the check of what must not be left in it.
    pub(super) fn root(&mut self) -> Parsed<Node> {
        let root = self.value(ParseContext::Block)?;
        Ok(self.composer.node(root))
    }

    /// Fails if the values hold what Helm refuses in the end.
    pub(super) fn settle(&mut self, root: &Node) -> Parsed<()> {
        self.composer.settle(root)
    }

    pub(super) fn peek(&mut self) -> Parsed<&YamlToken<'t>> {
        self.scanner.peek()
    }

    pub(super) fn next_is(&mut self, wanted: Wanted) -> Parsed<bool> {
        Ok(wanted(&self.peek()?.kind))
    }

    pub(super) fn take(&mut self) -> Parsed<YamlToken<'t>> {
        let token = self.scanner.take()?;
        // Blocks end where the next line begins; what counts is the end of their last value.
        if !matches!(token.kind, TokenKind::BlockEnd | TokenKind::End) {
            self.last_end = self.last_end.max(token.span.end);
            if token.span.end > token.span.start {
                self.last = token.span;
            }
        }
        Ok(token)
    }

    pub(super) fn value(&mut self, context: ParseContext) -> Parsed<Composed<'t>> {
        let start = self.peek()?.span;
        if let TokenKind::Alias(name) = self.peek()?.kind {
            self.take()?;
            return self.alias(name, start);
        }
        let (anchor, tag) = self.properties()?;
        let Some(name) = anchor else {
            return self.content(context, tag.as_deref(), tag.is_some());
        };
        let number = self.anchors.open(name);
        let before = self.anchors.tally.nodes;
        let deepest = std::mem::replace(&mut self.deepest, self.depth);
        let value = self.content(context, tag.as_deref(), true)?;
        let size = Size {
            nodes: self.anchors.tally.nodes - before,
            height: self.deepest - self.depth,
        };
        self.deepest = self.deepest.max(deepest);
        self.anchors.fill(number, &value, size);
        Ok(value)
    }

    fn alias(&mut self, name: &str, span: Span) -> Parsed<Composed<'t>> {
        let (repeated, height) = self.anchors.repeat(name, span)?;
        let depth = self.depth + height;
        if depth > MAX_DEPTH {
            return Err(Fault::at(span, Problem::Depth(MAX_DEPTH)).help(DEPTH_HELP));
        }
        self.deepest = self.deepest.max(depth);
        Ok(Composed {
            span,
            link: Link::Alias,
            merge: false,
            ..repeated
        })
    }

    /// An anchor and a tag, in either order.
    fn properties(&mut self) -> Parsed<(Option<&'t str>, Option<Cow<'t, str>>)> {
        let mut anchor = None;
        let mut tag = None;
        loop {
            match &self.peek()?.kind {
                TokenKind::Anchor(name) if anchor.is_none() => anchor = Some(*name),
                TokenKind::Tag(..) if tag.is_none() => {
                    tag = Some(self.tag()?);
                    continue;
                }
                _ => return Ok((anchor, tag)),
            }
            self.take()?;
        }
    }

    /// A tag, written in full.
    fn tag(&mut self) -> Parsed<Cow<'t, str>> {
        let token = self.take()?;
        let TokenKind::Tag(handle, suffix) = token.kind else {
            return Err(Fault::at(token.span, Problem::Tag));
        };
        if handle.is_empty() {
            return Ok(suffix);
        }
        let defined = self.handles.iter().find(|(known, _)| *known == handle);
        let prefix = match (defined, handle) {
            (Some((_, prefix)), _) => prefix,
            (None, "!") => "!",
            (None, "!!") => "tag:yaml.org,2002:",
            _ => {
                return Err(Fault::at(token.span, Problem::TagHandle).help(
                    "write `!name` or `!!name`, or put text that begins with `!` in quotes",
                ));
            }
        };
        Ok(Cow::Owned(format!("{prefix}{suffix}")))
    }

    /// A value without its anchor and tag.
    fn content(
        &mut self,
        context: ParseContext,
        tag: Option<&str>,
        may_be_absent: bool,
    ) -> Parsed<Composed<'t>> {
        let span = self.peek()?.span;
        self.anchors.tally.count(span)?;
        let block = context != ParseContext::Flow;
        let parse: Collect<'t> = match self.peek()?.kind {
            TokenKind::Scalar(..) => return self.scalar(tag),
            TokenKind::Dash if context == ParseContext::BlockEntry => Self::list_without_indent,
            TokenKind::FlowList => Self::flow_list,
            TokenKind::FlowMapping => Self::flow_mapping,
            TokenKind::BlockList if block => Self::block_list,
            TokenKind::BlockMapping if block => Self::block_mapping,
            _ if may_be_absent => {
                let end = self.end();
                return Composer::scalar(Cow::Borrowed(""), Style::Plain, end, tag);
            }
            _ => return Err(self.no_value()),
        };
        self.nested(span, parse)
    }

    fn scalar(&mut self, tag: Option<&str>) -> Parsed<Composed<'t>> {
        let token = self.take()?;
        match token.kind {
            TokenKind::Scalar(text, style) => Composer::scalar(text, style, token.span, tag),
            _ => Err(Fault::at(token.span, Problem::NoValue)),
        }
    }

    /// Parses a collection one level deeper.
    pub(super) fn nested(&mut self, span: Span, parse: Collect<'t>) -> Parsed<Composed<'t>> {
        if self.depth == MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let collection = parse(self)?;
        self.depth -= 1;
        Ok(collection)
    }

    fn too_deep(&self, span: Span) -> Box<Fault> {
        let end = (span.start + 1).max(span.end);
        let span = self.clip(Span { end, ..span });
        Fault::at(span, Problem::Depth(MAX_DEPTH)).help(DEPTH_HELP)
    }

    /// A value that is not there.
    pub(super) fn absent(&mut self, span: Span) -> Parsed<Composed<'t>> {
        self.anchors.tally.count(span)?;
        Composer::scalar(Cow::Borrowed(""), Style::Plain, span, None)
    }

    fn end(&self) -> Span {
        Span {
            start: self.last_end,
            end: self.last_end,
        }
    }
}

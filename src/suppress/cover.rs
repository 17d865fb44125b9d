//! Which part of a file a comment covers.

use crate::source::{Source, Span};
use crate::yaml::{Document, Link, MergedDocuments, Node, Value};
use std::collections::BTreeMap;

/// Where entries, items and scalars of a file begin, each with its end.
#[derive(Debug, Default)]
struct Extents {
    /// The collections that are values of keys, by the starts of the keys.
    entries: BTreeMap<u32, u32>,
    /// The items of lists; a scalar's end is that of the scalar.
    items: BTreeMap<u32, u32>,
    scalars: BTreeMap<u32, u32>,
}

impl Extents {
    /// Notes a value that is written here, and all below it; what an alias or a merge key brings is written elsewhere.
    fn note(&mut self, node: &Node) {
        let Span { start, end } = node.place.span;
        if node.link != Link::Own {
            return;
        }
        match &node.value {
            Value::Map(map) => {
                for entry in map.entries().iter().filter(|entry| !entry.merged) {
                    if is_collection(&entry.node) {
                        let key = entry.key_place.span.start;
                        widen(&mut self.entries, key, entry.node.place.span.end);
                    }
                    self.note(&entry.node);
                }
            }
            Value::List(items) => {
                for item in items.iter() {
                    let Span { start, end } = item.place.span;
                    widen(&mut self.items, start, end);
                    self.note(item);
                }
            }
            _ => widen(&mut self.scalars, start, end),
        }
    }
}

fn is_collection(node: &Node) -> bool {
    node.link == Link::Own && matches!(node.value, Value::Map(_) | Value::List(_))
}

fn widen(extents: &mut BTreeMap<u32, u32>, start: u32, end: u32) {
    let known = extents.entry(start).or_default();
    *known = end.max(*known);
}

/// A file in which comments are looked up.
pub(super) struct CommentScopes<'s> {
    source: &'s Source,
    /// Where the first root begins; before it are only comments, empty lines and `---`.
    first: Option<u32>,
    extents: Extents,
    /// For each line the next one, it included, that is neither empty nor a comment, or the last one.
    next: Vec<u32>,
    /// Where comments begin that are above a document of a stream, each with the document's end.
    heads: BTreeMap<u32, u32>,
}

impl<'s> CommentScopes<'s> {
    pub(super) fn new(source: &'s Source, document: &MergedDocuments) -> Self {
        let mut extents = Extents::default();
        for root in &document.roots {
            extents.note(root);
        }
        let first = document.roots.first();
        Self {
            source,
            first: first.map(|root| root.place.span.start),
            extents,
            next: next_lines(source),
            heads: BTreeMap::new(),
        }
    }

    /// The same of a stream, each document of which is about something of its own: a comment above one covers it.
    pub(super) fn of_stream(
        source: &'s Source,
        merged: &MergedDocuments,
        documents: &[Document],
    ) -> Self {
        let mut heads = BTreeMap::new();
        for document in documents {
            let Some(root) = &document.root else { continue };
            let comments = document.comments.iter().map(|comment| comment.span.start);
            let above = comments.filter(|start| *start < root.place.span.start);
            heads.extend(above.map(|start| (start, root.place.span.end)));
        }
        Self {
            heads,
            ..Self::new(source, merged)
        }
    }

    /// Whether a comment is at the top of the file.
    pub(super) fn is_at_top(&self, comment: Span) -> bool {
        self.first.is_none_or(|first| comment.start < first)
    }

    /// What a comment covers that is not about the whole file:
    /// - after something in its line, that line, to the end of what begins in it;
    /// - on a line of its own, itself and the next line that is no comment, to the end of what begins in that;
    /// - where that line begins a mapping's entry or a list's item, all of it;
    /// - above a document of a stream, all of it.
    pub(super) fn covered(&self, comment: Span) -> Span {
        let line = self.line(self.source.lines().line(comment.start));
        let Some(next) = self.next(comment) else {
            return Span {
                start: line.start,
                end: self.end(line),
            };
        };
        let text = &self.source.text()[next.range()];
        let begin = next.start + offset(text.len() - text.trim_start().len());
        let head = self.heads.get(&comment.start).copied();
        let block = self.block(begin).max(head).unwrap_or_default();
        Span {
            start: line.start,
            end: self.end(next).max(block),
        }
    }

    /// Whether a comment has a line of its own.
    pub(super) fn is_alone(&self, comment: Span) -> bool {
        is_alone(self.source, comment)
    }

    /// For a comment on a line of its own the next line that is neither a comment nor empty, or the last one.
    fn next(&self, comment: Span) -> Option<Span> {
        if !self.is_alone(comment) {
            return None;
        }
        let own = self.source.lines().line(comment.start);
        let next = self.next.get(own as usize - 1);
        Some(self.line(next.copied().unwrap_or(own)))
    }

    fn line(&self, number: u32) -> Span {
        let range = self.source.lines().range(self.source.text(), number);
        Span::new(range.start, range.end)
    }

    /// The end of a line, or of the scalar that begins in it and goes on.
    fn end(&self, line: Span) -> u32 {
        let scalars = self.extents.scalars.range(line.start..=line.end);
        scalars.map(|(_, end)| *end).fold(line.end, u32::max)
    }

    /// The end of the collection whose key or dash is at an offset.
    fn block(&self, begin: u32) -> Option<u32> {
        let at = |extents: &BTreeMap<u32, u32>| extents.get(&begin).copied();
        let after_dash = || {
            let text = &self.source.text()[begin as usize..];
            let rest = text.strip_prefix('-')?;
            let is_dash = rest.is_empty() || rest.starts_with(char::is_whitespace);
            let mut items = self.extents.items.range(begin + 1..);
            items.next().filter(|_| is_dash).map(|(_, end)| *end)
        };
        at(&self.extents.entries)
            .or_else(|| at(&self.extents.items))
            .or_else(after_dash)
    }
}

fn next_lines(source: &Source) -> Vec<u32> {
    let (lines, text) = (source.lines(), source.text());
    let last = lines.count();
    let mut next = last;
    let mut all: Vec<u32> = (1..=last)
        .rev()
        .map(|line| {
            let content = text[lines.range(text, line)]
                .trim_start_matches('\u{feff}')
                .trim();
            if !content.is_empty() && !content.starts_with('#') {
                next = line;
            }
            next
        })
        .collect();
    all.reverse();
    all
}

/// Whether only spaces, or a byte order mark, are before a comment in its line.
pub(super) fn is_alone(source: &Source, comment: Span) -> bool {
    let line = source.lines().line(comment.start);
    let start = source.lines().range(source.text(), line).start;
    let before = &source.text()[start..comment.range().start];
    before.trim_start_matches('\u{feff}').trim().is_empty()
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

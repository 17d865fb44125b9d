//! A stream of documents of which some may be unreadable, as those who apply manifests read it.

use super::documents::{Document, DocumentReader, next_document};
use super::node::{Node, Value};
use super::problem::SyntaxError;
use crate::source::{Source, Span};
use crate::threads;

/// A part of a stream: the document in it, or why it cannot be read.
#[derive(Debug)]
pub struct StreamPart {
    /// Its text, without the separator that ends it.
    pub span: Span,
    /// What was read.
    pub read: Result<Document, SyntaxError>,
}

/// Reads a stream of documents of which some may be unreadable, as those who apply manifests read it: each document by itself,
/// whatever it is. JSON texts may follow each other without a separator.
pub fn read_stream(source: &Source) -> Vec<StreamPart> {
    let pieces = pieces(source);
    let bytes = source.text().len();
    threads::map(&pieces, bytes, |piece| piece.read(source))
}

/// The texts of the parts of a stream.
pub fn stream_texts(source: &Source) -> Vec<&str> {
    let pieces = pieces(source).into_iter();
    let texts = pieces.map(|piece| &source.text()[piece.span.range()]);
    texts.collect()
}

/// The values of those documents of a stream that are wanted, by their numbers; null stands for all others, and for what cannot be
/// read.
pub fn read_documents_of(source: &Source, is_wanted: impl Fn(usize) -> bool + Sync) -> Node {
    let start = source.place(Span::default());
    let pieces: Vec<(usize, Piece)> = pieces(source).into_iter().enumerate().collect();
    let values = threads::map(&pieces, source.text().len(), |(index, piece)| {
        let read = is_wanted(*index).then(|| piece.read(source).read.ok());
        let root = read.flatten().and_then(|document| document.root);
        root.unwrap_or_else(|| Node::implied(Value::Null, start))
    });
    Node::implied(Value::List(values.into()), start)
}

/// A part of a stream before it is read.
struct Piece {
    span: Span,
    /// Why it is no document.
    fault: Option<SyntaxError>,
    /// Comments after separators behind it.
    comments: Vec<Span>,
}

impl Piece {
    fn read(&self, source: &Source) -> StreamPart {
        let mut reader = DocumentReader::of_anything(source);
        let range = self.span.range();
        let read = match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => match reader.read_document(range.start, range.end) {
                Ok(root) => Ok(reader.finish(root, false)),
                Err(fault) => Err(reader.fail(*fault)),
            },
        };
        let comments = self.comments.iter().map(|span| source.place(*span));
        StreamPart {
            span: self.span,
            read: read.map(|mut document| {
                document.comments.extend(comments);
                document
            }),
        }
    }
}

/// The parts of a stream.
fn pieces(source: &Source) -> Vec<Piece> {
    let text = source.text();
    let reader = DocumentReader::of_anything(source);
    let mut pieces = Vec::new();
    let mut start = reader.first();
    while start < text.len() {
        let (end, next, comment) = match reader.split(start) {
            Ok(split) => (split.end, split.next, split.comment),
            Err(fault) if fault.span.range().start > start => {
                let end = fault.span.range().start;
                (end, end, None)
            }
            Err(fault) => {
                let end = after_separator(text, start);
                pieces.push(Piece {
                    span: Span::new(start, end),
                    fault: Some(fault.into_error(source)),
                    comments: Vec::new(),
                });
                start = end;
                continue;
            }
        };
        while start < end {
            let stop = json_end(text, start, end);
            pieces.push(Piece {
                span: Span::new(start, stop),
                fault: None,
                comments: Vec::new(),
            });
            start = stop;
        }
        if let Some(last) = pieces.last_mut() {
            last.comments.extend(comment);
        }
        start = next;
    }
    pieces
}

/// Reads one part of a stream again; `None` if it cannot be read, or has no mapping.
pub fn read_part(source: &Source, span: Span) -> Option<Document> {
    let mut reader = DocumentReader::of_anything(source);
    let root = reader
        .read_document(span.range().start, span.range().end)
        .ok()?;
    let document = reader.finish(root, false);
    document.root.as_ref().and_then(Node::as_map)?;
    Some(document)
}

/// Where a document begins that follows a malformed separator.
fn after_separator(text: &str, start: usize) -> usize {
    let line = text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1);
    match next_document(text, line) {
        Ok(split) => split.end,
        Err(fault) => fault.span.range().start,
    }
    .max(line)
}

/// Where the JSON text at the start of a document ends, if another one follows it; else the document's end.
fn json_end(text: &str, start: usize, end: usize) -> usize {
    let document = &text.as_bytes()[start..end];
    if document.trim_ascii_start().first() != Some(&b'{') {
        return end;
    }
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for (index, byte) in document.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'{' => depth += 1,
            b'}' if depth == 1 => {
                let rest = document[index + 1..].trim_ascii_start();
                let is_last = rest.first() != Some(&b'{');
                return if is_last { end } else { end - rest.len() };
            }
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    end
}

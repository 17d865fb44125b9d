//! A stream of documents of which some may be unreadable, as those who apply manifests read it.

use super::documents::{Document, DocumentReader, next_document};
use super::node::Node;
use super::problem::SyntaxError;
use crate::source::{Source, Span};

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
    let text = source.text();
    let mut reader = DocumentReader::of_anything(source);
    let mut parts = Vec::new();
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
                parts.push(StreamPart {
                    span: Span::new(start, end),
                    read: Err(fault.into_error(source)),
                });
                start = end;
                continue;
            }
        };
        while start < end {
            let stop = json_end(text, start, end);
            let document = match reader.read_document(start, stop) {
                Ok(root) => Ok(reader.finish(root, false)),
                Err(fault) => Err(reader.fail(*fault)),
            };
            parts.push(StreamPart {
                span: Span::new(start, stop),
                read: document,
            });
            start = stop;
        }
        if let Some(StreamPart { read: Ok(last), .. }) = parts.last_mut() {
            last.comments.extend(comment.map(|span| source.place(span)));
        }
        start = next;
    }
    parts
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

//! A stream of documents, each parsed by itself.

use super::directives::Start;
use super::explain::{DocumentPart, explain, not_mapping};
use super::interner::Interner;
use super::node::{Mapping, Node, Value};
use super::parse::Parser;
use super::problem::{Fault, Parsed, Problem, SyntaxError};
use super::scan::{MARK, TokenKind};
use super::unreadable::Unreadable;
use crate::source::{Encoding, Place, Source, Span};
use std::sync::Arc;

/// One document of a file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its mapping; `None` for one without a value, or with null.
    pub root: Option<Node>,
    /// The comments, from `#` to the end of their lines, in the order of the text. What Helm drops is not searched.
    pub comments: Vec<Place>,
    /// Text that Helm drops without a message: what follows the first node, comments included.
    pub ignored: Vec<Place>,
    /// The values that aliases repeat, where they are written: what changes there changes elsewhere too.
    pub repeated: Vec<Place>,
    /// Whether another document is before it, to Helm 3, which reads the first one only.
    pub is_further: bool,
}

/// Reads all documents of a file as Helm 4.2 does.
///
/// # Errors
/// What Helm fails on, or a limit of our own: nesting deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
pub fn read_documents(source: &Source) -> Result<Vec<Document>, SyntaxError> {
    let read = DocumentReader::new(source).read();
    read.map_err(|fault| fault.into_error(source))
}

/// Reads the first document of a file, as Helm reads `Chart.yaml`: what follows is not read, but for the
/// token that ends the document.
///
/// # Errors
/// What Helm fails on, or a limit of our own, as in [`read_documents`].
pub fn read_first(source: &Source) -> Result<Node, SyntaxError> {
    let mut reader = DocumentReader::new(source);
    let read = reader.read_document(reader.first(), source.text().len());
    match read {
        Ok(root) => Ok(root
            .filter(|root| !root.is_null())
            .unwrap_or_else(|| no_values(source))),
        Err(fault) => Err(fault.into_error(source)),
    }
}

/// The same with what is around it: what follows is `ignored`.
///
/// # Errors
/// As in [`read_first`].
pub(super) fn read_first_document(source: &Source) -> Result<Document, SyntaxError> {
    let mut reader = DocumentReader::new(source);
    let read = reader.read_document(reader.first(), source.text().len());
    match read {
        Ok(root) => Ok(reader.finish(root, false)),
        Err(fault) => Err(fault.into_error(source)),
    }
}

/// Reads the first document of a text as Helm's `fromYaml` does, whatever it is; `None` if there is none.
///
/// # Errors
/// As in [`read_first`].
pub fn read_any(source: &Source) -> Result<Option<Node>, SyntaxError> {
    let mut reader = DocumentReader::of_anything(source);
    let read = reader.read_document(reader.first(), source.text().len());
    read.map_err(|fault| fault.into_error(source))
}

/// What a file without values says.
pub(super) fn no_values(source: &Source) -> Node {
    let start = source.place(Span::default());
    Node::implied(Value::Map(Arc::new(Mapping::default())), start)
}

pub(super) struct DocumentReader<'t> {
    source: &'t Source,
    keys: Interner,
    comments: Vec<Span>,
    ignored: Vec<Span>,
    repeated: Vec<Span>,
    /// Whether a document may be something else than a mapping.
    any_root: bool,
}

impl<'t> DocumentReader<'t> {
    fn new(source: &'t Source) -> Self {
        Self {
            source,
            keys: Interner::default(),
            comments: Vec::new(),
            ignored: Vec::new(),
            repeated: Vec::new(),
            any_root: false,
        }
    }

    /// A reader of documents that may be something else than mappings.
    pub(super) fn of_anything(source: &'t Source) -> Self {
        Self {
            any_root: true,
            ..Self::new(source)
        }
    }

    /// Drops what was noted of a document that cannot be read.
    pub(super) fn fail(&mut self, fault: Fault) -> SyntaxError {
        self.comments.clear();
        self.ignored.clear();
        self.repeated.clear();
        fault.into_error(self.source)
    }

    fn read(&mut self) -> Parsed<Vec<Document>> {
        let text = self.source.text();
        let mut documents = Vec::new();
        let first = self.first();
        let mut start = first;
        let mut is_further = false;
        while start < text.len() {
            let split = self.split(start)?;
            // Helm 3 sees a document after each `---`, even if nothing is in it.
            let is_marked = start > first;
            is_further |= is_marked && text[start..].starts_with("---");
            let read = self.read_document(start, split.end)?;
            let is_document = is_marked || read.is_some();
            self.comments.extend(split.comment);
            documents.push(self.finish(read, is_further));
            is_further |= is_document;
            start = split.next;
        }
        Ok(documents)
    }

    /// The document that was read, with what was noted on the way.
    pub(super) fn finish(&mut self, root: Option<Node>, is_further: bool) -> Document {
        let source = self.source;
        let places =
            |spans: &mut Vec<Span>| spans.drain(..).map(|span| source.place(span)).collect();
        Document {
            root: root.filter(|root| !root.is_null()),
            comments: places(&mut self.comments),
            ignored: places(&mut self.ignored),
            repeated: places(&mut self.repeated),
            is_further,
        }
    }

    /// Where the first document starts. Helm removes a byte order mark before it looks for separators; the YAML parser
    /// then skips one more.
    pub(super) fn first(&self) -> usize {
        if self.source.text().starts_with(MARK) {
            MARK.len()
        } else {
            0
        }
    }

    /// The document at `start`. Helm looks for separators among the bytes, where UTF-16 never has `---`.
    pub(super) fn split(&self, start: usize) -> Parsed<Split> {
        match self.source.encoding() {
            Encoding::Utf8 => next_document(self.source.text(), start),
            Encoding::Utf16 => Ok(Split::whole(self.source.text())),
        }
    }

    /// The mapping or null of one document; `None` if there is no document.
    pub(super) fn read_document(&mut self, start: usize, end: usize) -> Parsed<Option<Node>> {
        let text = &self.source.text()[..end];
        let unreadable = Unreadable::first(self.source, start, end);
        let keys = std::mem::take(&mut self.keys);
        let mut parser = Parser::new(self.source, text, start, keys);
        // Those who apply manifests take a text that begins like JSON for JSON.
        let first = text[start..].trim_start().bytes().next();
        parser.scanner.is_json = self.any_root && matches!(first, Some(b'{' | b'['));
        let read = document(&mut parser);
        if let Some(unreadable) = unreadable {
            let reached = match &read {
                Ok(_) => parser.scanner.offset(),
                Err(fault) => parser.scanner.offset().max(fault.span.range().end),
            };
            if reached >= unreadable.piece {
                return Err(unreadable.fault());
            }
        }
        let part = DocumentPart {
            text: self.source.text(),
            start,
            end,
        };
        let root = read.map_err(|fault| {
            let late = parser.late_quote(fault.span.range().start);
            explain(late.unwrap_or(fault), part)
        })?;
        self.keys = std::mem::take(&mut parser.composer.keys);
        self.comments.append(&mut parser.scanner.comments);
        self.repeated.extend(&parser.anchors.repeated);
        let Some(root) = root else {
            return Ok(None);
        };
        self.note_ignored(&mut parser, &root, end)?;
        match root.value {
            Value::Null => {}
            Value::Map(_) => parser.settle(&root)?,
            _ if self.any_root => parser.settle(&root)?,
            _ => return Err(explain(not_mapping(&parser, &root), part)),
        }
        Ok(Some(root))
    }

    /// Notes what follows the first node.
    fn note_ignored(&mut self, parser: &mut Parser<'t>, root: &Node, end: usize) -> Parsed<()> {
        let from = match parser.peek()?.kind {
            TokenKind::End => return Ok(()),
            TokenKind::DocumentEnd => parser.peek()?.span.end as usize,
            _ => parser.peek()?.span.start.max(root.place.span.end) as usize,
        };
        let rest = &self.source.text()[from..end];
        let content = rest.trim();
        if !content.is_empty() {
            let from = from + (rest.len() - rest.trim_start().len());
            self.ignored.push(Span::new(from, from + content.len()));
        }
        Ok(())
    }
}

/// Parses the first document of a stream and looks at the token after it, as go-yaml does.
fn document(parser: &mut Parser<'_>) -> Parsed<Option<Node>> {
    match parser.start_document()? {
        Start::Nothing => return Ok(None),
        Start::Explicit if is_empty(&parser.peek()?.kind) => {
            let span = parser.peek()?.span;
            let null = parser.absent(span)?;
            return Ok(Some(parser.composer.node(null)));
        }
        Start::Explicit | Start::Implicit => {}
    }
    let root = parser.root()?;
    parser.peek()?;
    Ok(Some(root))
}

/// Whether this token, after a `---`, leaves the document empty.
fn is_empty(kind: &TokenKind<'_>) -> bool {
    matches!(
        kind,
        TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::End
            | TokenKind::Version(..)
            | TokenKind::TagDirective(..)
    )
}

/// Where a document ends, and where the next one begins.
pub(super) struct Split {
    pub(super) end: usize,
    pub(super) next: usize,
    pub(super) comment: Option<Span>,
}

impl Split {
    /// One document to the end.
    fn whole(text: &str) -> Self {
        Self {
            end: text.len(),
            next: text.len(),
            comment: None,
        }
    }
}

/// Finds the line that ends the document at `start`: one that begins with `---`. As the document's first line it
/// belongs to it.
pub(super) fn next_document(text: &str, start: usize) -> Parsed<Split> {
    let mut line = start;
    while line < text.len() {
        let end = text[line..]
            .find('\n')
            .map_or(text.len(), |at| line + at + 1);
        if text.as_bytes()[line..].starts_with(b"---") {
            let comment = check_separator(text, line, end)?;
            if line > start {
                return Ok(Split {
                    end: line,
                    next: end,
                    comment,
                });
            }
        }
        line = end;
    }
    Ok(Split::whole(text))
}

/// Checks that a separator holds nothing but a comment, and finds it.
fn check_separator(text: &str, line: usize, end: usize) -> Parsed<Option<Span>> {
    let content = text[line..end].trim_end();
    let after = content[3..].trim_start();
    let span = Span::new(line + content.len() - after.len(), line + content.len());
    match after.chars().next() {
        None => Ok(None),
        Some('#') => Ok(Some(span)),
        Some(_) => {
            let end = line + content.floor_char_boundary(80);
            let help = if after.trim_start_matches('-').is_empty() {
                "write `# ` before it, or exactly `---` to separate documents"
            } else {
                "write the rest on the next line, or `# ` before it if it is a comment"
            };
            Err(Fault::new(line, end, Problem::Separator).help(help))
        }
    }
}

//! Which value, or which line of a template, wrote each part of what is printed.

use super::rendering::{FailureReader, RenderedDocument, Writer, in_chart};
use crate::go::Glob;
use crate::source::{Name, Sources, ValuePath};
use crate::template::output::{Arranged, Document};
use crate::yaml::{LineEnd, Scalar, line_ends, read_first, scalars, to_json, with_comments};
use std::borrow::Cow;

/// What wrote one value of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The line in the document, from 1.
    pub line: u32,
    /// The path in the document.
    pub path: ValuePath,
    /// The file that says so, or what else does: an argument, a contract.
    pub file: String,
    /// The line in it, from 1, if it is a file.
    pub file_line: Option<u32>,
    /// The value that it comes from; if that is not set, the place is the template's.
    pub value: Option<ValuePath>,
    is_of_value: bool,
}

/// A document with what wrote its parts.
#[derive(Debug, Clone)]
pub struct DocumentProvenance {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its text, with what wrote each line in a comment at the line's end.
    pub commented: String,
    /// What wrote each of its values, in order.
    pub values: Vec<Provenance>,
}

impl DocumentProvenance {
    pub(super) fn of(read: &RenderedDocument<'_>, document: &Document, sources: &Sources) -> Self {
        Self {
            kind: document.kind.clone(),
            name: document.name.clone(),
            commented: commented(read, sources),
            values: values(read, sources),
        }
    }
}

/// The documents of a rendering, with what wrote them.
pub(super) struct Written<'r> {
    reader: &'r FailureReader<'r>,
    arranged: &'r Arranged<'r>,
}

impl<'r> Written<'r> {
    pub(super) fn new(reader: &'r FailureReader<'r>, arranged: &'r Arranged<'r>) -> Self {
        Self { reader, arranged }
    }

    /// A document's text with comments.
    pub(super) fn commented(&self, document: &Document) -> Cow<'r, [u8]> {
        match self.read(document) {
            Some(read) => Cow::Owned(commented(&read, self.reader.sources).into_bytes()),
            None => Cow::Borrowed(self.arranged.text(document)),
        }
    }

    /// What wrote the documents that are printed, in the order of the patterns of `--show-only`.
    pub(super) fn of<'d>(
        &self,
        printed: impl Iterator<Item = &'d Document>,
        show_only: &[String],
    ) -> Vec<DocumentProvenance> {
        let printed: Vec<&Document> = printed.collect();
        let provenance = |document: &&Document| {
            let read = self.read(document)?;
            let is_any = read
                .root
                .as_map()
                .is_some_and(|map| !map.entries().is_empty());
            is_any.then(|| DocumentProvenance::of(&read, document, self.reader.sources))
        };
        if show_only.is_empty() {
            return printed.iter().filter_map(provenance).collect();
        }
        let globs = show_only.iter().map(|pattern| Glob::parse(pattern));
        let shown = globs.flat_map(|glob| {
            let fits = move |document: &&&Document| {
                let file = self.arranged.file(document);
                let name = file.map(|file| in_chart(&file.name));
                glob.as_ref()
                    .zip(name)
                    .is_some_and(|(glob, name)| glob.matches(name))
            };
            printed
                .iter()
                .filter(fits)
                .filter_map(provenance)
                .collect::<Vec<_>>()
        });
        shown.collect()
    }

    fn read(&self, document: &Document) -> Option<RenderedDocument<'r>> {
        let name = &self.arranged.file(document)?.name;
        RenderedDocument::of(self.reader, name, document)
    }
}

impl Provenance {
    fn new(line: u32, path: ValuePath, writer: Writer, sources: &Sources) -> Self {
        let source = sources.get(writer.place.source);
        let position = source.position(writer.place.span.start);
        let (file, file_line) = match source.name() {
            Name::Contract(name) => (format!("default of contract {name}"), None),
            Name::Argument { flag, count } => (format!("{flag}[{count}]"), None),
            name => {
                let name = name.to_string();
                let name = name.strip_prefix("./").unwrap_or(&name);
                (name.to_owned(), Some(position.line))
            }
        };
        Self {
            line,
            path,
            file,
            file_line,
            value: writer.value,
            is_of_value: writer.is_of_value,
        }
    }

    /// The same as a comment: `values.yaml:12 agents.a.url`.
    fn comment(&self) -> String {
        let line = self.file_line.map(|line| format!(":{line}"));
        let place = format!("{}{}", self.file, line.unwrap_or_default());
        match &self.value {
            Some(value) if self.is_of_value => format!("{place} {value}"),
            Some(value) => format!("{place}, {value} is not set"),
            None => place,
        }
    }
}

/// A document's text with a comment at the end of each line that admits one, which says what wrote the line.
fn commented(document: &RenderedDocument<'_>, sources: &Sources) -> String {
    let text = document.source.text();
    let comment = |end: &LineEnd| {
        let (path, writer) = match &end.scalar {
            Some(scalar) => (scalar.path.clone(), document.writer_of(&scalar.content)),
            None => (
                ValuePath::root(),
                document.writer_of(&(end.first..end.first)),
            ),
        };
        let provenance = Provenance::new(end.line, path, writer?, sources);
        Some((end.offset, provenance.comment()))
    };
    let ends = line_ends(&document.source, &document.root);
    let comments: Vec<(usize, String)> = ends.iter().filter_map(comment).collect();
    let comments = comments.iter().map(|(offset, text)| (*offset, &**text));
    let commented = with_comments(text, comments);
    // A document is never changed, not even one that is read in a way that nobody thought of.
    let source = Sources::default().add(Name::Stdin, commented.clone());
    let read = read_first(&source);
    match read.is_ok_and(|root| to_json(&root) == to_json(&document.root)) {
        true => commented,
        false => text.to_owned(),
    }
}

/// What wrote each value of a document, in its order.
fn values(document: &RenderedDocument<'_>, sources: &Sources) -> Vec<Provenance> {
    let of_scalar = |scalar: Scalar| {
        let start = u32::try_from(scalar.range.start).unwrap_or(u32::MAX);
        let line = document.source.position(start).line;
        let writer = document.writer_of(&scalar.content)?;
        Some(Provenance::new(line, scalar.path, writer, sources))
    };
    let all = scalars(&document.source, &document.root).into_iter();
    let values = all.filter(|scalar| !scalar.is_key);
    values.filter_map(of_scalar).collect()
}

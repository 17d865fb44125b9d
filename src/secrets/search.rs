//! Fills a mask with what must not be shown of a source.

use super::mask::SearchDepth;
use super::secrecy::Secrecy;
use super::{Mask, Named, is_credential, literal, shapes, visit, visit_overridden};
use crate::go::print_float;
use crate::source::{Name, Source, Sources, Span, ValuePath};
use crate::yaml::{
    LiteralValues, MergedDocuments, Node, Number, Style, Value, read_literal, read_stream,
    read_values,
};

/// Values, and the source that they were read from.
#[derive(Debug, Clone, Copy)]
pub struct WrittenValues<'a> {
    /// The text.
    pub source: &'a Source,
    /// The values.
    pub root: &'a Node,
    /// The file as it was read; `None` for an argument.
    pub document: Option<&'a MergedDocuments>,
    /// What the source is.
    pub source_is: SourceKind,
}

/// What a source is of which values are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// It holds the values, and nothing else.
    Values,
    /// The name of a file, of which the values are the content, as with `--set-file`.
    FileName,
    /// It holds objects, of which these values are one: strings of several lines in it may be values by themselves.
    Object,
    /// It holds objects, and one of them these values. It is searched by itself, as a stream.
    Stream,
}

impl Mask {
    /// What must not be shown of some values and their source, comments and overwritten values included.
    pub fn of_values(written: &WrittenValues<'_>) -> Self {
        let mut mask = Self::default();
        mask.begin(written.source, SearchDepth::Values);
        mask.search_values(written);
        if written.source_is != SourceKind::Stream {
            hide_shapes(&mut mask, written.source);
        }
        mask
    }

    /// What must not be shown of a stream of objects: as of a text, and as of the values in it.
    pub(super) fn of_stream(source: &Source) -> Self {
        let mut mask = Self::of_text(source);
        let parts = read_stream(source).into_iter();
        let documents = parts.filter_map(|part| part.read.ok());
        for document in documents.filter_map(|one| MergedDocuments::of_stream(&[one])) {
            mask.search_values(&WrittenValues {
                source,
                root: &document.root,
                document: Some(&document),
                source_is: SourceKind::Object,
            });
        }
        mask
    }

    /// Searches values, but for what shows by its shape alone.
    fn search_values(&mut self, written: &WrittenValues<'_>) {
        let mut hide = |_: &ValuePath, node: &Node, named| hide_scalar(self, written, node, named);
        visit(written.root, &mut hide);
        let all = written
            .document
            .map_or(written.root, |document| &document.root);
        visit_overridden(all, &mut hide);
        hide_keys(self, written.root);
        super::unread::search_unread(self, written);
    }

    /// What must not be shown of a source that was not read as values.
    pub fn of_text(source: &Source) -> Self {
        let mut mask = Self::default();
        mask.search_text(source);
        mask
    }

    /// Searches a source as if it were no values, unless that was done already. It hides what follows a key named like
    /// a credential, with the lines below it, and what looks like a credential: rather too much than too little.
    pub fn search_text(&mut self, source: &Source) {
        if self.begin(source, SearchDepth::Text) {
            super::unread::search(self, source, 0..source.text().len());
            hide_shapes(self, source);
        }
    }

    /// Searches a source if it was not searched at all.
    pub fn search_once(&mut self, source: &Source) {
        if !self.has_searched(source) {
            self.search_text(source);
        }
    }
}

/// Hides keys that hold a credential by their shape, which the source need not show: `--set` escapes dots.
fn hide_keys(mask: &mut Mask, node: &Node) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| hide_keys(mask, item)),
        Value::Map(map) => map.entries().iter().for_each(|entry| {
            if shapes::is_in(&entry.key) {
                mask.hide_text(&entry.key);
            }
            hide_keys(mask, &entry.node);
        }),
        _ => {}
    }
}

/// Hides a scalar as far as it is secret.
fn hide_scalar(mask: &mut Mask, written: &WrittenValues<'_>, node: &Node, named: Named) {
    match &node.value {
        Value::String(text) if is_credential(node, named) => {
            hide_string(mask, written, node, text, named);
        }
        Value::Number(number) if is_credential(node, named) => {
            hide_number(mask, written, node, *number);
        }
        _ if Secrecy::of(node, named) == Secrecy::Written && is_written_in(node, written) => {
            mask.hide_span(written.source.id(), node.place.span);
        }
        _ => {}
    }
}

/// Whether the source has a scalar itself.
fn is_written_in(node: &Node, written: &WrittenValues<'_>) -> bool {
    let is_here = node.place.source == written.source.id();
    is_here && written.source_is != SourceKind::FileName && node.style != Style::Implied
}

fn hide_string(
    mask: &mut Mask,
    written: &WrittenValues<'_>,
    node: &Node,
    text: &str,
    named: Named,
) {
    let source = written.source;
    if Secrecy::of_string(text, named) == Secrecy::None && hide_values_in(mask, written, node, text)
    {
        return;
    }
    hide_lines_of(mask, text);
    if !is_written_in(node, written) {
        return;
    }
    let range = node.place.span.range();
    let Some(raw) = source.text().get(range.clone()) else {
        return;
    };
    let shaped = shapes::find(raw);
    let is_named = Secrecy::of_string(text, named) != Secrecy::None;
    if is_named || shaped.is_empty() {
        hide_lines_of(mask, raw.trim_matches(['"', '\'']));
        mask.hide_span(source.id(), node.place.span);
    }
    for shape in shaped {
        let start = range.start;
        hide_range(mask, source, start + shape.start..start + shape.end);
    }
}

/// Hides what must not be shown of the values that a string holds, if it holds some: its other lines may be as they are elsewhere.
fn hide_values_in(mask: &mut Mask, written: &WrittenValues<'_>, node: &Node, text: &str) -> bool {
    let is_object = written.source_is == SourceKind::Object;
    let may_hold = is_object && text.contains('\n') && is_written_in(node, written);
    if !may_hold {
        return false;
    }
    if let Some(LiteralValues { document, .. }) = read_literal(written.source, node) {
        mask.search_values(&WrittenValues {
            root: &document.root,
            document: Some(&document),
            ..*written
        });
        return true;
    }
    let alone = Sources::default().add(Name::Stdin, text.to_owned());
    let Ok(document) = read_values(&alone) else {
        return false;
    };
    let inside = Mask::of_values(&WrittenValues {
        source: &alone,
        root: &document.root,
        document: Some(&document),
        ..*written
    });
    mask.extend(inside.without_places());
    mask.hide_span(written.source.id(), node.place.span);
    true
}

/// Hides a number as it is written, as Rust writes it in messages, and as Go writes it in templates.
fn hide_number(mask: &mut Mask, written: &WrittenValues<'_>, node: &Node, number: Number) {
    let float = number.as_f64();
    hide_string(mask, written, node, &float.to_string(), Named::Yes);
    mask.hide_text(&print_float(float));
}

/// Hides a string, and each of its lines, wherever they are quoted, except words that are no secret by themselves.
pub(super) fn hide_lines_of(mask: &mut Mask, text: &str) {
    for line in text.lines() {
        let line = line.trim();
        if literal::is_common(line) {
            continue;
        }
        mask.hide_text(line);
        if let Some((scheme, credential)) = line.split_once(' ')
            && literal::is_scheme(scheme)
        {
            mask.hide_text(credential);
        }
    }
    if text.lines().nth(1).is_some() {
        mask.hide_text(text);
    }
}

/// Hides what by its shape is a credential in a source, or may be one.
fn hide_shapes(mask: &mut Mask, source: &Source) {
    for range in shapes::find(source.text()) {
        hide_range(mask, source, range);
    }
    let places = shapes::bare_passwords(source.text()).into_iter();
    for range in places.chain(shapes::http_user_infos(source.text())) {
        mask.hide_span(source.id(), Span::new(range.start, range.end));
    }
}

fn hide_range(mask: &mut Mask, source: &Source, range: std::ops::Range<usize>) {
    hide_lines_of(mask, &source.text()[range.clone()]);
    mask.hide_span(source.id(), Span::new(range.start, range.end));
}

//! YAML in a literal block of a document, read where it is written.

use super::json::to_json;
use super::merged::{MergedDocuments, read_first_values, read_values};
use super::node::{Link, Node, Style};
use super::stream::read_part;
use crate::source::{Name, Source, Sources, Span};
use serde_json::Value as Json;

/// The values that a literal block holds.
#[derive(Debug, Clone)]
pub struct LiteralValues {
    /// What they are, at their places in the source.
    pub document: MergedDocuments,
    /// The part of the source that was read: lines of the block.
    pub span: Span,
}

/// Reads the text of a literal block as a values file; `None` if it is none, if it says something else without its indentation, or
/// if an alias repeats it here.
pub fn read_literal(source: &Source, node: &Node) -> Option<LiteralValues> {
    if node.style != Style::Literal || node.link != Link::Own {
        return None;
    }
    let alone = Sources::default().add(Name::Stdin, node.as_str()?.to_owned());
    let meant = to_json(&read_values(&alone).ok()?.root);
    let range = node.place.span.range();
    let text = source.text();
    let first = first_line(text, node)?;
    let start = first + head(&text[first..range.end]);
    let ends = ends(text, range.end).into_iter();
    ends.filter_map(|end| read_lines(source, Span::new(start, end), &meant))
        .next()
}

/// Reads the first document in the text of a literal block that others follow; `None` as in [`read_literal`].
pub fn read_first_literal(source: &Source, node: &Node) -> Option<LiteralValues> {
    if node.style != Style::Literal || node.link != Link::Own {
        return None;
    }
    let alone = Sources::default().add(Name::Stdin, node.as_str()?.to_owned());
    let values = read_first_values(&alone).ok()?;
    let upto = values.further.first()?.span.range().start;
    let meant = to_json(&values.root);
    // The lines of the block are those of its text.
    let lines = alone.text().get(..=upto)?.split('\n').enumerate();
    let separators = lines.filter(|(_, line)| line.starts_with('-'));
    let (count, _) = separators.last()?;
    let text = source.text();
    let first = first_line(text, node)?;
    let lines = text[first..].split_inclusive('\n').take(count);
    let end = first + lines.map(str::len).sum::<usize>();
    let start = first + head(&text[first..end]);
    read_lines(source, Span::new(start, end), &meant)
}

/// Where the first line of a block begins.
fn first_line(text: &str, node: &Node) -> Option<usize> {
    let range = node.place.span.range();
    Some(range.start + text.get(range.clone())?.find('\n')? + 1)
}

/// Reads lines of a block, if they say what is meant.
fn read_lines(source: &Source, span: Span, meant: &Json) -> Option<LiteralValues> {
    let document = read_part(source, span)?;
    let document = MergedDocuments::of_stream(&[document])?;
    (to_json(&document.root) == *meant).then_some(LiteralValues { document, span })
}

/// How much of a text is before its first document, with the `---` that begins that: with indentation it is no separator.
fn head(text: &str) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        length += line.len();
        match line.trim() {
            "---" => return length,
            comment if comment.is_empty() || comment.starts_with('#') => {}
            _ => return 0,
        }
    }
    0
}

/// Where the text of a block may end whose last line ends at an offset: after that line, after the empty lines that follow, or before
/// its break. What is last in the block may be a text by itself, to which these count.
fn ends(text: &str, end: usize) -> [usize; 3] {
    let rest = &text[end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let breaks = rest.find(|c: char| !c.is_whitespace());
    let blank = &rest[..breaks.unwrap_or(rest.len())];
    let all = blank.rfind('\n').map_or(blank.len(), |at| at + 1);
    [end + line, end + all, end]
}

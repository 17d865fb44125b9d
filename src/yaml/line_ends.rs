//! Where a comment may be put at the end of a line, and what a text holds there.

use super::node::{Entry, Node, Style, Value};
use crate::source::{Segment, Source, ValuePath};
use std::ops::Range;

/// A scalar of a text, or an empty collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Its path; of a key that of its value.
    pub path: ValuePath,
    /// Its bytes, without quotes and the header of a block.
    pub content: Range<usize>,
    /// Whether it is a key.
    pub is_key: bool,
    /// All of its bytes.
    pub range: Range<usize>,
    is_block: bool,
}

/// The end of a line at which YAML admits a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEnd {
    /// Where the comment goes.
    pub offset: usize,
    /// The line, from 1.
    pub line: u32,
    /// The first value that starts in the line, or ends there and started before; else its first key.
    pub scalar: Option<Scalar>,
    /// The first byte of the line that is no blank.
    pub first: usize,
}

/// The scalars of a text that was read, keys among them, in its order. What a merge key or an alias brings is where it is written.
pub fn scalars(source: &Source, root: &Node) -> Vec<Scalar> {
    let mut found = Scalars {
        source,
        path: Vec::new(),
        all: Vec::new(),
    };
    found.node(root);
    found.all.sort_by_key(|scalar| scalar.range.start);
    found.all
}

/// The ends of lines of a text that was read.
pub fn line_ends(source: &Source, root: &Node) -> Vec<LineEnd> {
    let scalars = scalars(source, root);
    let mut ends = Vec::new();
    let mut start = 0;
    // The scalar that is open at the start of a line.
    let mut open: Option<&Scalar> = None;
    let mut rest = scalars.as_slice();
    for (index, line) in source.text().split_inclusive('\n').enumerate() {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let first = start + (line.len() - line.trim_start().len());
        let within = rest.partition_point(|scalar| scalar.range.start < start + line.len());
        let (of_line, after) = rest.split_at(within);
        let is_in_block = open.is_some_and(|open| open.is_block && open.range.end > start);
        let before = open.filter(|open| open.range.end > start && !open.is_block);
        let last = of_line.last().or(before);
        open = of_line
            .iter()
            .chain(open)
            .max_by_key(|scalar| scalar.range.end);
        let is_closed = |scalar: &Scalar| scalar.is_block || scalar.range.end <= end;
        let text = line.trim();
        let is_of_yaml = text.is_empty() || text.starts_with(['#', '%']) || text == "...";
        // YAML has other line breaks too: what is a line then is hard to say.
        let is_split = line.trim_end_matches(['\n', '\r']).contains(BREAKS);
        let is_last = last.is_none_or(is_closed);
        if !is_of_yaml && !is_split && !is_in_block && is_last && !goes_on(source, root, end) {
            let mut values = of_line.iter().filter(|scalar| !scalar.is_key);
            let scalar = before.or_else(|| values.next()).or(of_line.first());
            ends.push(LineEnd {
                offset: end,
                line: u32::try_from(index + 1).unwrap_or(u32::MAX),
                scalar: scalar.cloned(),
                first,
            });
        }
        start += line.len();
        rest = after;
    }
    ends
}

/// Whether there is more in a line that ends there, behind a document that ends before: what that is, nobody read.
fn goes_on(source: &Source, root: &Node, end: usize) -> bool {
    let behind = source.text().get(root.place.span.range().end..end);
    let behind = behind.unwrap_or_default().trim_start();
    !behind.is_empty() && !behind.starts_with('#')
}

/// What breaks lines besides the line feed.
const BREAKS: [char; 4] = ['\r', '\u{85}', '\u{2028}', '\u{2029}'];

struct Scalars<'s> {
    source: &'s Source,
    path: Vec<Segment>,
    all: Vec<Scalar>,
}

impl Scalars<'_> {
    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Map(map) if is_written(node) && !map.entries().is_empty() => {
                let dropped = map.duplicates().iter().map(|one| &*one.dropped);
                let entries = map.entries().iter().chain(map.overridden()).chain(dropped);
                for entry in entries.filter(|entry| !entry.merged) {
                    self.entry(entry);
                }
            }
            Value::List(items) if is_written(node) && !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Segment::Index(index));
                    self.node(item);
                    self.path.pop();
                }
            }
            _ if node.style != Style::Implied => {
                self.add(node.place.span.range(), node.style, false);
            }
            _ => {}
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.path.push(Segment::Key(entry.key.clone()));
        let range = entry.key_place.span.range();
        let quote = self.source.text().get(range.clone()).unwrap_or_default();
        let style = match quote.starts_with(['"', '\'']) {
            true => Style::DoubleQuoted,
            false => Style::Plain,
        };
        self.add(range, style, true);
        self.node(&entry.node);
        self.path.pop();
    }

    fn add(&mut self, range: Range<usize>, style: Style, is_key: bool) {
        let text = self.source.text().get(range.clone()).unwrap_or_default();
        let content = match style {
            Style::SingleQuoted | Style::DoubleQuoted if range.len() >= 2 => {
                range.start + 1..range.end - 1
            }
            Style::Literal | Style::Folded => {
                let header = text.find('\n').map_or(text.len(), |newline| newline + 1);
                range.start + header..range.end
            }
            _ => range.clone(),
        };
        self.all.push(Scalar {
            path: ValuePath::from(self.path.clone()),
            content,
            is_key,
            range,
            is_block: matches!(style, Style::Literal | Style::Folded),
        });
    }
}

/// Whether a collection is written where it is.
fn is_written(node: &Node) -> bool {
    node.link == super::Link::Own
}

/// A text with comments at the ends of lines.
pub fn with_comments<'c>(
    text: &str,
    comments: impl IntoIterator<Item = (usize, &'c str)>,
) -> String {
    let mut commented = String::with_capacity(text.len() * 2);
    let mut position = 0;
    for (offset, comment) in comments {
        commented.push_str(text.get(position..offset).unwrap_or_default());
        commented.push_str(" # ");
        let clean = |c| if super::write::is_special(c) { ' ' } else { c };
        commented.extend(comment.chars().map(clean));
        position = offset;
    }
    commented.push_str(text.get(position..).unwrap_or_default());
    commented
}

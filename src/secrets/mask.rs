//! The one mask that keeps credentials out of everything but data output.

use super::index::{Index, cut, joined};
use super::literal::is_word;
use crate::source::{Source, SourceId, Span, ValuePath};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What is shown in a credential's place.
pub const MASKED: &str = "[masked]";

/// Where in a text credentials are.
type Ranges = Arc<[Range<usize>]>;

/// Strings shorter than this are hidden where they are written, but not searched for elsewhere: they are too common.
const SHORTEST_SEARCHED: usize = 6;

/// Knows where credentials are written and what they say.
///
/// A run searches all its sources before it reports anything; a stream of objects, of which many targets may have a part, once
/// anything is shown. A source that was not searched is searched as a text when a line of it is first shown; what is found there is
/// hidden there only.
#[derive(Debug, Default, Clone)]
pub struct Mask {
    known: Known,
    searched: BTreeSet<(SourceId, SearchDepth)>,
    /// The streams that are still to be searched.
    streams: BTreeMap<SourceId, Arc<Source>>,
    /// The credentials of sources that were first searched when they were shown.
    late: Arc<Mutex<BTreeMap<SourceId, Ranges>>>,
    /// What it knows and what is in the streams; built when anything is first shown.
    index: OnceLock<Arc<Index>>,
}

/// Where credentials are written and what they say.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    pub(super) spans: BTreeMap<SourceId, BTreeSet<Span>>,
    pub(super) texts: BTreeSet<Arc<str>>,
}

impl Known {
    fn extend(&mut self, other: Self) {
        for (source, spans) in other.spans {
            self.spans.entry(source).or_default().extend(spans);
        }
        self.texts.extend(other.texts);
    }
}

/// How a source was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SearchDepth {
    /// As values, by their keys.
    Values,
    /// As a text, line by line, which hides more.
    Text,
}

impl Mask {
    /// Hides a span of a source.
    pub fn hide_span(&mut self, source: SourceId, span: Span) {
        if span.start < span.end {
            self.known.spans.entry(source).or_default().insert(span);
            self.index = OnceLock::new();
        }
    }

    /// Hides a string wherever it occurs in a message. Of several lines each is hidden by itself too, since excerpts
    /// quote single lines and another copy may be indented otherwise; and so is what a path makes of it, should it be a
    /// key.
    pub fn hide_text(&mut self, text: &str) {
        let lines = text.split(['\n', '\r']);
        for text in std::iter::once(text).chain(lines).map(str::trim) {
            if text.len() >= SHORTEST_SEARCHED {
                let texts = &mut self.known.texts;
                texts.insert(text.into());
                texts.insert(ValuePath::keys([text]).to_string().into());
            }
        }
        self.index = OnceLock::new();
    }

    /// Takes over what another mask hides.
    pub fn extend(&mut self, other: Self) {
        self.known.extend(other.known);
        self.searched.extend(other.searched);
        self.streams.extend(other.streams);
        self.index = OnceLock::new();
    }

    /// Has a stream of objects searched before anything is shown.
    pub fn search_stream(&mut self, source: &Arc<Source>) {
        self.streams.insert(source.id(), Arc::clone(source));
        self.index = OnceLock::new();
    }

    /// The same without its places, for sources of another set.
    #[must_use]
    pub fn without_places(&self) -> Self {
        let texts = self.all_known().texts;
        Self {
            known: Known {
                texts,
                ..Known::default()
            },
            ..Self::default()
        }
    }

    /// What it knows, with what is in the streams.
    fn all_known(&self) -> Known {
        let mut known = self.known.clone();
        for stream in self.streams.values() {
            known.extend(Self::of_stream(stream).known);
        }
        known
    }

    fn index(&self) -> &Index {
        let index = || Arc::new(Index::new(&self.all_known()));
        self.index.get_or_init(index)
    }

    /// Notes how a source is searched, and says whether it has not been yet.
    pub(super) fn begin(&mut self, source: &Source, search: SearchDepth) -> bool {
        self.searched.insert((source.id(), search))
    }

    /// Whether a source was searched in any way.
    pub(super) fn has_searched(&self, source: &Source) -> bool {
        let ways = [SearchDepth::Values, SearchDepth::Text];
        let mut ways = ways.iter();
        self.streams.contains_key(&source.id())
            || ways.any(|&search| self.searched.contains(&(source.id(), search)))
    }

    /// The parts of a range of a source's text that must not be shown, in order, apart from each other, cut to the range:
    /// where credentials are written, and where known ones are quoted.
    pub fn hidden(&self, source: &Source, range: &Range<usize>) -> Vec<Range<usize>> {
        let quoted = self.index().quoted(&source.text()[range.clone()]);
        let quoted = quoted.into_iter();
        let quoted = quoted.map(|quoted| quoted.start + range.start..quoted.end + range.start);
        joined(quoted.chain(self.written(source, range)).collect())
    }

    /// Where credentials are written in a range of a source's text.
    fn written(&self, source: &Source, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut hidden = self.index().written(source.id(), range);
        if !self.has_searched(source) {
            hidden.extend(cut(&self.late(source), range));
        }
        for hidden in &mut hidden {
            hidden.start = source.text().floor_char_boundary(hidden.start);
            hidden.end = source.text().ceil_char_boundary(hidden.end);
        }
        joined(hidden)
    }

    /// Where credentials are written in a source that was not searched before.
    fn late(&self, source: &Source) -> Arc<[Range<usize>]> {
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let ranges = late.entry(source.id()).or_insert_with(|| {
            let found = Self::of_text(source).known.spans;
            let spans = found.get(&source.id()).into_iter().flatten();
            joined(spans.map(|span| span.range()).collect()).into()
        });
        Arc::clone(ranges)
    }

    /// A piece of a source's text with its credentials masked.
    pub fn excerpt(&self, source: &Source, range: Range<usize>) -> String {
        let written = self.written(source, &range).into_iter();
        let written = written.map(|hidden| hidden.start - range.start..hidden.end - range.start);
        // A known string may be more than its credential: what is left around that stays.
        self.message(&masked(&source.text()[range.clone()], written))
    }

    /// A message with every known credential masked.
    pub fn message(&self, text: &str) -> String {
        masked(text, self.index().quoted(text).into_iter())
    }

    /// A file's name with every known credential masked, but for words of a language: a folder may well be named as
    /// somebody's password is, and a name that is cut finds no file.
    pub fn file_name(&self, name: &str) -> String {
        let known = self.index().quoted(name).into_iter();
        masked(name, known.filter(|range| !is_word(&name[range.clone()])))
    }
}

/// A string with [`MASKED`] in place of these parts of it.
fn masked(text: &str, hidden: impl Iterator<Item = Range<usize>>) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut position = 0;
    for hidden in hidden {
        shown.push_str(&text[position..hidden.start]);
        shown.push_str(MASKED);
        position = hidden.end;
    }
    shown + &text[position..]
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crate::source::{Name, Sources, Span};

    #[test]
    fn masks_where_it_is_written_and_where_it_is_quoted() {
        let sources = Sources::default();
        let source = sources.add(Name::Stdin, "first: hunter22\nother: hunter22".into());
        let mut mask = Mask::default();
        mask.hide_span(source.id(), Span::new(7, 15));
        assert_eq!(
            mask.excerpt(&source, 0..31),
            "first: [masked]\nother: hunter22"
        );
        mask.hide_text("hunter22");
        assert_eq!(
            mask.excerpt(&source, 0..31),
            "first: [masked]\nother: [masked]"
        );
        assert_eq!(mask.message("is hunter22"), "is [masked]");
    }

    #[test]
    fn a_source_that_nobody_searched_is_searched_when_it_is_shown() {
        let sources = Sources::default();
        let source = sources.add(Name::Stdin, "token: hunter22\nother: hunter22".into());
        let mask = Mask::default();
        for range in [0..31, 0..14, 0..31] {
            let shown = mask.excerpt(&source, range.clone());
            assert_eq!(shown, "token: [masked]\nother: hunter22"[..shown.len()]);
        }
    }

    #[test]
    fn lines_of_a_credential_are_hidden_singly() {
        let mut mask = Mask::default();
        mask.hide_text("-----BEGIN\nMIIEvQIBADAN\n");
        assert_eq!(mask.message("    MIIEvQIBADAN"), "    [masked]");
    }

    #[test]
    fn a_word_stays_in_the_name_of_a_file() {
        let mut mask = Mask::default();
        for text in ["bitnami", "hunter22"] {
            mask.hide_text(text);
        }
        for (name, expected) in [
            ("charts/bitnami/values.yaml", "charts/bitnami/values.yaml"),
            ("hunter22/bitnami.yaml", "[masked]/bitnami.yaml"),
        ] {
            assert_eq!(mask.file_name(name), expected);
        }
        assert_eq!(mask.message("is bitnami"), "is [masked]");
    }

    #[test]
    fn a_credential_is_hidden_in_paths_too() {
        let mut mask = Mask::default();
        mask.hide_text("header.payload=");
        let path = crate::source::ValuePath::keys(["a", "header.payload="]);
        assert_eq!(mask.message(&path.to_string()), "a.[masked]");
    }

    #[test]
    fn overlapping_credentials_leave_no_end_beside_them() {
        let mut mask = Mask::default();
        mask.hide_text("abcdefgh");
        mask.hide_text("efghij");
        assert_eq!(mask.message("<abcdefghij>"), "<[masked]>");
        mask.hide_text("ababab");
        assert_eq!(mask.message("<abababab>"), "<[masked]>");
    }
}

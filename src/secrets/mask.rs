//! The one mask that keeps credentials out of everything but data output.

use super::literal::is_word;
use crate::source::{Source, SourceId, Span, ValuePath};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What is shown in a credential's place.
pub const MASKED: &str = "[masked]";

/// Strings shorter than this are hidden where they are written, but not searched for elsewhere: they are too common.
const SHORTEST_SEARCHED: usize = 6;

/// Knows where credentials are written and what they say.
///
/// A run searches all its sources before it reports anything. A source that was not searched is searched as a text when a line
/// of it is first shown; what is found there is hidden there only.
#[derive(Debug, Default, Clone)]
pub struct Mask {
    spans: BTreeMap<SourceId, BTreeSet<Span>>,
    texts: BTreeSet<Arc<str>>,
    searched: BTreeSet<(SourceId, SearchDepth)>,
    /// The credentials of sources that were first searched when they were shown.
    late: Arc<Mutex<BTreeMap<SourceId, Arc<BTreeSet<Span>>>>>,
    /// Finds all known strings at once; built when the first message is masked. `None` inside if there are too many.
    finder: OnceLock<Option<AhoCorasick>>,
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
            self.spans.entry(source).or_default().insert(span);
        }
    }

    /// Hides a string wherever it occurs in a message. Of several lines each is hidden by itself too, since excerpts
    /// quote single lines and another copy may be indented otherwise; and so is what a path makes of it, should it be a
    /// key.
    pub fn hide_text(&mut self, text: &str) {
        let lines = text.split(['\n', '\r']);
        for text in std::iter::once(text).chain(lines).map(str::trim) {
            if text.len() >= SHORTEST_SEARCHED {
                self.texts.insert(text.into());
                let step = ValuePath::keys([text]).to_string();
                self.texts.insert(step.into());
            }
        }
        self.finder = OnceLock::new();
    }

    /// Takes over what another mask hides.
    pub fn extend(&mut self, other: Self) {
        for (source, spans) in other.spans {
            self.spans.entry(source).or_default().extend(spans);
        }
        self.texts.extend(other.texts);
        self.searched.extend(other.searched);
        self.finder = OnceLock::new();
    }

    /// The same without its places, for sources of another set.
    #[must_use]
    pub fn without_places(&self) -> Self {
        Self {
            texts: self.texts.clone(),
            ..Self::default()
        }
    }

    /// Notes how a source is searched, and says whether it has not been yet.
    pub(super) fn begin(&mut self, source: &Source, search: SearchDepth) -> bool {
        self.searched.insert((source.id(), search))
    }

    /// Whether a source was searched in any way.
    pub(super) fn has_searched(&self, source: &Source) -> bool {
        let ways = [SearchDepth::Values, SearchDepth::Text];
        ways.iter()
            .any(|&search| self.searched.contains(&(source.id(), search)))
    }

    /// The parts of a range of a source's text that must not be shown, in order, apart from each other, cut to the range:
    /// where credentials are written, and where known ones are quoted.
    pub fn hidden(&self, source: &Source, range: &Range<usize>) -> Vec<Range<usize>> {
        let known = self.known(&source.text()[range.clone()]).into_iter();
        let known = known.map(|known| known.start + range.start..known.end + range.start);
        joined(known.chain(self.written(source, range)).collect())
    }

    /// Where credentials are written in a range of a source's text.
    fn written(&self, source: &Source, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut hidden = Vec::new();
        let spans = self.spans.get(&source.id());
        add_spans(spans.into_iter().flatten(), range, &mut hidden);
        if !self.has_searched(source) {
            add_spans(self.late(source).iter(), range, &mut hidden);
        }
        for hidden in &mut hidden {
            hidden.start = source.text().floor_char_boundary(hidden.start);
            hidden.end = source.text().ceil_char_boundary(hidden.end);
        }
        joined(hidden)
    }

    /// Where credentials are written in a source that was not searched before.
    fn late(&self, source: &Source) -> Arc<BTreeSet<Span>> {
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let spans = late.entry(source.id()).or_insert_with(|| {
            let mut found = Self::of_text(source).spans;
            Arc::new(found.remove(&source.id()).unwrap_or_default())
        });
        Arc::clone(spans)
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
        masked(text, self.known(text).into_iter())
    }

    /// A file's name with every known credential masked, but for words of a language: a folder may well be named as
    /// somebody's password is, and a name that is cut finds no file.
    pub fn file_name(&self, name: &str) -> String {
        let known = self.known(name).into_iter();
        masked(name, known.filter(|range| !is_word(&name[range.clone()])))
    }

    /// Where known credentials are quoted in a string, in order. Overlapping ones are one, so that no end of a
    /// credential is left beside another.
    fn known(&self, text: &str) -> Vec<Range<usize>> {
        if self.texts.is_empty() {
            return Vec::new();
        }
        let finder = self.finder.get_or_init(|| {
            let texts = self.texts.iter().map(|text| text.as_bytes());
            AhoCorasick::new(texts).ok()
        });
        match finder {
            Some(finder) => {
                let found = finder.find_overlapping_iter(text);
                joined(found.map(|found| found.range()).collect())
            }
            None => std::iter::once(0..text.len()).collect(),
        }
    }
}

/// Adds what spans have of a range.
fn add_spans<'s>(
    spans: impl Iterator<Item = &'s Span>,
    range: &Range<usize>,
    hidden: &mut Vec<Range<usize>>,
) {
    for span in spans {
        let span = span.range();
        let cut = span.start.max(range.start)..span.end.min(range.end);
        if cut.start < cut.end {
            hidden.push(cut);
        }
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

/// Ranges in order, those that overlap or touch made one.
pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, kept| {
        let is_one = next.start <= kept.end;
        if is_one {
            kept.end = kept.end.max(next.end);
        }
        is_one
    });
    ranges
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

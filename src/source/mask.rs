//! The one mask that keeps credentials out of everything but data output.

use super::{Source, SourceId, Span, ValuePath};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What stands in a credential's place.
pub const MASKED: &str = "[masked]";

/// Texts shorter than this are hidden where they stand, but not searched for elsewhere: they are too common.
const SHORTEST_SEARCHED: usize = 6;

/// Knows where credentials stand and what they say. It is built before any report starts.
#[derive(Debug, Default, Clone)]
pub struct Mask {
    spans: BTreeMap<SourceId, BTreeSet<Span>>,
    texts: BTreeSet<Arc<str>>,
}

impl Mask {
    /// Hides a span of a source.
    pub fn hide_span(&mut self, source: SourceId, span: Span) {
        if span.start < span.end {
            self.spans.entry(source).or_default().insert(span);
        }
    }

    /// Hides a text wherever it occurs in a message. Of several lines each is hidden by itself too, since excerpts quote
    /// single lines and another copy may be indented otherwise; and so is what a path makes of it, should it be a key.
    pub fn hide_text(&mut self, text: &str) {
        let lines = text.split(['\n', '\r']);
        for text in std::iter::once(text).chain(lines).map(str::trim) {
            if text.len() >= SHORTEST_SEARCHED {
                self.texts.insert(text.into());
                let step = ValuePath::keys([text]).to_string();
                self.texts.insert(step.into());
            }
        }
    }

    /// Takes over what another mask hides.
    pub fn extend(&mut self, other: Self) {
        for (source, spans) in other.spans {
            self.spans.entry(source).or_default().extend(spans);
        }
        self.texts.extend(other.texts);
    }

    /// The hidden parts of a range of a source's text, in order, cut to the range.
    pub fn hidden(&self, source: SourceId, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut hidden: Vec<Range<usize>> = Vec::new();
        for span in self.spans.get(&source).into_iter().flatten() {
            let (start, end) = (
                span.range().start.max(range.start),
                span.range().end.min(range.end),
            );
            if start >= end {
                continue;
            }
            match hidden.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => hidden.push(start..end),
            }
        }
        hidden
    }

    /// A piece of a source's text with its credentials masked.
    pub fn excerpt(&self, source: &Source, range: Range<usize>) -> String {
        let mut excerpt = String::with_capacity(range.len());
        let mut position = range.start;
        for hidden in self.hidden(source.id(), &range) {
            excerpt.push_str(&source.text()[position..hidden.start]);
            excerpt.push_str(MASKED);
            position = hidden.end;
        }
        excerpt.push_str(&source.text()[position..range.end]);
        self.message(&excerpt)
    }

    /// A message with every known credential masked.
    pub fn message(&self, text: &str) -> String {
        let mut message = String::with_capacity(text.len());
        let mut position = 0;
        for known in self.known(text) {
            message.push_str(&text[position..known.start]);
            message.push_str(MASKED);
            position = known.end;
        }
        message.push_str(&text[position..]);
        message
    }

    /// Where known credentials are quoted in a text, in order. Overlapping ones are one, so that no end of a credential
    /// is left standing beside another.
    pub fn known(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for secret in &self.texts {
            let mut from = 0;
            while let Some(at) = text[from..].find(&**secret) {
                let start = from + at;
                found.push(start..start + secret.len());
                from = text.ceil_char_boundary(start + 1);
            }
        }
        found.sort_by_key(|range| range.start);
        found.dedup_by(|next, kept| {
            let overlaps = next.start < kept.end;
            if overlaps {
                kept.end = kept.end.max(next.end);
            }
            overlaps
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crate::source::{Name, Sources, Span};

    #[test]
    fn masks_where_it_stands_and_where_it_is_quoted() {
        let sources = Sources::default();
        let source = sources.add(Name::Stdin, "token: hunter22\nother: hunter22".into());
        let mut mask = Mask::default();
        mask.hide_span(source.id(), Span::new(7, 15));
        assert_eq!(
            mask.excerpt(&source, 0..31),
            "token: [masked]\nother: hunter22"
        );
        mask.hide_text("hunter22");
        assert_eq!(
            mask.excerpt(&source, 0..31),
            "token: [masked]\nother: [masked]"
        );
        assert_eq!(mask.message("is hunter22"), "is [masked]");
    }

    #[test]
    fn lines_of_a_credential_are_hidden_singly() {
        let mut mask = Mask::default();
        mask.hide_text("-----BEGIN\nMIIEvQIBADAN\n");
        assert_eq!(mask.message("    MIIEvQIBADAN"), "    [masked]");
    }

    #[test]
    fn a_credential_is_hidden_in_paths_too() {
        let mut mask = Mask::default();
        mask.hide_text("header.payload=");
        let path = crate::source::ValuePath::keys(["a", "header.payload="]);
        assert_eq!(mask.message(&path.to_string()), "a.[masked]");
    }

    #[test]
    fn overlapping_credentials_leave_no_end_standing() {
        let mut mask = Mask::default();
        mask.hide_text("abcdefgh");
        mask.hide_text("efghij");
        assert_eq!(mask.message("<abcdefghij>"), "<[masked]>");
    }
}

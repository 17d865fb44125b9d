//! The one mask that keeps credentials out of everything but data output.

use super::{Source, SourceId, Span};
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

    /// Hides a text wherever it occurs in a message.
    pub fn hide_text(&mut self, text: &str) {
        let text = text.trim();
        if text.len() >= SHORTEST_SEARCHED {
            self.texts.insert(text.into());
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
        // The longest first, so that a credential inside a longer one does not leave the rest of it standing.
        let mut texts: Vec<&Arc<str>> = self.texts.iter().collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        texts.into_iter().fold(text.to_owned(), |message, secret| {
            if message.contains(&**secret) {
                message.replace(&**secret, MASKED)
            } else {
                message
            }
        })
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
}

//! What a mask knows, ready to be looked up.

use super::mask::Known;
use crate::source::SourceId;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where credentials are written, and what finds them where they are quoted.
#[derive(Debug)]
pub(super) struct Index {
    /// The ranges of each source, in order, apart from each other.
    written: BTreeMap<SourceId, Vec<Range<usize>>>,
    /// Finds all known strings at once; `None` if there are too many.
    finder: Option<AhoCorasick>,
}

impl Index {
    /// Of what is known.
    pub(super) fn new(known: &Known) -> Self {
        let written = known.spans.iter().map(|(source, spans)| {
            let ranges = spans.iter().map(|span| span.range());
            (*source, joined(ranges.collect()))
        });
        let texts = known.texts.iter().map(|text| text.as_bytes());
        Self {
            written: written.collect(),
            finder: AhoCorasick::new(texts).ok(),
        }
    }

    /// Where credentials are written in a range of a source, cut to it.
    pub(super) fn written(&self, source: SourceId, range: &Range<usize>) -> Vec<Range<usize>> {
        let written = self.written.get(&source);
        written.map_or_else(Vec::new, |written| cut(written, range))
    }

    /// Where known credentials are quoted in a string, in order. Overlapping ones are one, so that no end of a
    /// credential is left beside another.
    pub(super) fn quoted(&self, text: &str) -> Vec<Range<usize>> {
        match &self.finder {
            Some(finder) => {
                let found = finder.find_overlapping_iter(text);
                joined(found.map(|found| found.range()).collect())
            }
            None => std::iter::once(0..text.len()).collect(),
        }
    }
}

/// What ranges, which are in order and apart from each other, have of another one.
pub(super) fn cut(ranges: &[Range<usize>], within: &Range<usize>) -> Vec<Range<usize>> {
    let first = ranges.partition_point(|range| range.end <= within.start);
    let from = ranges.iter().skip(first);
    let cut = from.take_while(|range| range.start < within.end);
    cut.map(|range| range.start.max(within.start)..range.end.min(within.end))
        .collect()
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
    use super::cut;

    #[test]
    fn ranges_are_cut_to_another_one() {
        let ranges = [0..2, 4..8, 10..12];
        for (within, expected) in [
            (0..12, vec![0..2, 4..8, 10..12]),
            (1..5, vec![1..2, 4..5]),
            (2..4, vec![]),
            (5..7, std::iter::once(5..7).collect()),
            (7..11, vec![7..8, 10..11]),
            (12..20, vec![]),
        ] {
            assert_eq!(cut(&ranges, &within), expected, "{within:?}");
        }
    }
}

//! Which of many spans holds an offset, found without looking at each.

use crate::source::Span;

/// A file cut into segments, each with the value of the span that begins last there.
#[derive(Debug, Clone, Default)]
pub(super) struct Segments(Vec<(u32, Option<Span>)>);

impl Segments {
    /// The segments that spans make, given in the order of their starts, each with its value. Their ends belong to
    /// them, since what is absent from a line is reported there.
    pub(super) fn new(spans: impl IntoIterator<Item = (Span, Span)>) -> Self {
        let mut segments = Self::default();
        let mut open: Vec<(Span, Span)> = Vec::new();
        for (span, value) in spans {
            segments.close(&mut open, span.start);
            segments.0.push((span.start, Some(value)));
            open.push((span, value));
        }
        segments.close(&mut open, u32::MAX);
        segments
    }

    /// Ends the spans that end before an offset.
    fn close(&mut self, open: &mut Vec<(Span, Span)>, before: u32) {
        while let Some((ended, _)) = open.pop_if(|(span, _)| span.end < before) {
            while open.pop_if(|(span, _)| span.end <= ended.end).is_some() {}
            let outer = open.last().map(|(_, value)| *value);
            self.0.push((ended.end + 1, outer));
        }
    }

    /// The value of the last of the spans that hold an offset.
    pub(super) fn at(&self, offset: u32) -> Option<Span> {
        let end = self.0.partition_point(|(start, _)| *start <= offset);
        self.0[..end].last()?.1
    }
}

#[cfg(test)]
mod tests {
    use super::Segments;
    use crate::source::Span;

    #[test]
    fn the_span_that_begins_last_counts() {
        let spans = [
            (0, 25),
            (2, 9),
            (2, 5),
            (6, 9),
            (12, 16),
            (15, 18),
            (30, 31),
        ];
        let spans = spans.map(|(start, end)| Span::new(start, end));
        let segments = Segments::new(spans.map(|span| (span, span)));
        for offset in 0..40 {
            let holds = |span: &&Span| span.start <= offset && offset <= span.end;
            let nearest = spans.iter().rfind(holds);
            assert_eq!(segments.at(offset), nearest.copied(), "{offset}");
        }
        assert_eq!(Segments::default().at(0), None);
    }
}

//! Text as Go has it, bytes, with the origin of each.

use super::Origin;
use crate::template::decision::DecisionId;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::rc::Rc;
use std::sync::Arc;

/// A string. Its clones share their bytes.
#[derive(Debug, Clone, Default)]
pub struct Text(Rc<TextData>);

#[derive(Debug, Clone, Default)]
struct TextData {
    bytes: Bytes,
    runs: Runs,
    marks: Vec<Mark>,
}

/// Most texts are of one origin.
type Runs = SmallVec<[Run; 1]>;

/// The bytes of a text, which may be those of a string of the values.
#[derive(Debug, Clone)]
enum Bytes {
    Own(Vec<u8>),
    Shared(Arc<str>),
}

impl Default for Bytes {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Shared(text) => text.as_bytes(),
        }
    }
}

/// Bytes of one origin, up to an end.
#[derive(Debug, Clone)]
pub struct Run {
    /// Where the next run starts.
    pub end: u32,
    /// Where the bytes come from.
    pub origin: Origin,
    /// The innermost decision that let them be printed.
    pub decision: Option<DecisionId>,
}

/// A place in text at which something is absent: a branch that was not taken, an empty list, a printed nil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The offset, between two bytes.
    pub at: u32,
    /// What is absent.
    pub mark: MarkId,
}

/// What is absent, among what a rendering noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkId(pub u32);

impl Text {
    /// A text that knows nothing of where it comes from.
    pub fn plain(bytes: impl AsRef<[u8]>) -> Self {
        Self(Rc::new(TextData {
            bytes: Bytes::Own(bytes.as_ref().to_vec()),
            ..TextData::default()
        }))
    }

    /// A text of one origin.
    pub fn whole(bytes: impl Into<Vec<u8>>, origin: Origin) -> Self {
        Self::of_one(Bytes::Own(bytes.into()), origin)
    }

    /// A string of the values, whose bytes it shares.
    pub fn of_values(text: &Arc<str>, origin: Origin) -> Self {
        Self::of_one(Bytes::Shared(Arc::clone(text)), origin)
    }

    fn of_one(bytes: Bytes, origin: Origin) -> Self {
        let run = Run {
            end: small(bytes.len()),
            origin,
            decision: None,
        };
        let is_known = !bytes.is_empty() && !run.origin.is_none();
        Self(Rc::new(TextData {
            bytes,
            runs: is_known.then_some(run).into_iter().collect(),
            marks: Vec::new(),
        }))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The bytes as characters; what is no UTF-8 becomes the replacement character, as in Go.
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0.bytes)
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.0.bytes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.bytes.is_empty()
    }

    /// The runs, in order; empty where nothing is known.
    pub fn runs(&self) -> &[Run] {
        &self.0.runs
    }

    /// The run that a byte is in.
    pub fn run_at(&self, offset: usize) -> Option<&Run> {
        let runs = &self.0.runs;
        runs.get(runs.partition_point(|run| run.end as usize <= offset))
    }

    /// The marks, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.0.marks
    }

    /// The origins of all its bytes.
    pub fn origins(&self) -> Origin {
        Origin::all(self.0.runs.iter().map(|run| &run.origin))
    }

    /// A part of it, by bytes; what is out of its bounds is left out.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        if range == (0..self.len()) {
            return self.clone();
        }
        let mut builder = TextBuilder::default();
        builder.push_part(self, range);
        builder.finish()
    }

    /// A part of it without what was trimmed before and after, by bytes. What is marked as absent there is marked at its ends.
    #[must_use]
    pub fn trimmed_to(&self, range: Range<usize>) -> Self {
        let mut builder = TextBuilder::default();
        let is_at = |mark: &&Mark, range: &Range<usize>| range.contains(&(mark.at as usize));
        let marks = self.marks().iter();
        for mark in marks.filter(|mark| is_at(mark, &(0..range.start))) {
            builder.mark(mark.mark);
        }
        builder.push_part(self, range.clone());
        let marks = self.marks().iter();
        for mark in marks.filter(|mark| is_at(mark, &(range.end + 1..self.len() + 1))) {
            builder.mark(mark.mark);
        }
        builder.finish()
    }

    /// The part that a slice of its own bytes is; the whole if it is none.
    #[must_use]
    pub fn part(&self, part: &[u8]) -> Self {
        let start = (part.as_ptr() as usize).wrapping_sub(self.0.bytes.as_ptr() as usize);
        match start <= self.len() && start + part.len() <= self.len() {
            true => self.slice(start..start + part.len()),
            false => self.clone(),
        }
    }

    /// These texts, one after the other, with another between each two.
    pub fn join<'t>(texts: impl IntoIterator<Item = &'t Self>, between: &Self) -> Self {
        let mut builder = TextBuilder::default();
        for (index, text) in texts.into_iter().enumerate() {
            if index > 0 {
                builder.push(between);
            }
            builder.push(text);
        }
        builder.finish()
    }

    /// The same, let through by a decision, unless one further in did.
    #[must_use]
    pub fn under(&self, decision: DecisionId) -> Self {
        let mut builder = TextBuilder::default();
        builder.push_in(self, Some(decision));
        builder.finish()
    }

    /// The same bytes, all of another origin.
    #[must_use]
    pub fn with_origin(&self, origin: Origin) -> Self {
        Self::of_one(self.0.bytes.clone(), origin)
    }
}

impl PartialEq for Text {
    /// Whether the bytes are the same.
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

/// Text while it is written.
#[derive(Debug, Clone, Default)]
pub struct TextBuilder {
    bytes: Vec<u8>,
    runs: Runs,
    marks: Vec<Mark>,
}

impl TextBuilder {
    /// Appends a text.
    pub fn push(&mut self, text: &Text) {
        if self.bytes.is_empty() && self.marks.is_empty() {
            let TextData { bytes, runs, marks } = &*text.0;
            self.bytes.extend_from_slice(bytes);
            self.runs.clone_from(runs);
            self.marks.clone_from(marks);
            return;
        }
        self.push_part(text, 0..text.len());
    }

    /// Appends a text that a decision let through, unless one further in did.
    pub fn push_in(&mut self, text: &Text, decision: Option<DecisionId>) {
        let first = self.runs.len();
        let start = self.bytes.len();
        self.push_part(text, 0..text.len());
        for run in self.runs.iter_mut().skip(first) {
            run.decision = run.decision.or(decision);
        }
        // A text that knows nothing was written without runs.
        if decision.is_some() && self.runs.len() == first && self.bytes.len() > start {
            self.bytes.truncate(start);
            self.write(text.bytes(), &Origin::default(), decision);
        }
    }

    /// Appends a part of a text, by bytes; its marks come along where they are within it or at its ends.
    pub fn push_part(&mut self, text: &Text, range: Range<usize>) {
        let end = range.end.min(text.len());
        let start = range.start.min(end);
        let offset = self.bytes.len();
        let first = text
            .marks()
            .partition_point(|mark| (mark.at as usize) < start);
        for mark in &text.marks()[first..] {
            let at = mark.at as usize;
            if at > end {
                break;
            }
            self.mark_at(offset + at - start, mark.mark);
        }
        self.bytes.extend_from_slice(&text.bytes()[start..end]);
        let first = text.runs().partition_point(|run| run.end as usize <= start);
        let mut from = start;
        for run in &text.runs()[first..] {
            if from >= end {
                break;
            }
            let to = end.min(run.end as usize);
            self.add_run(
                offset + from - start..offset + to - start,
                &run.origin,
                run.decision,
            );
            from = to;
        }
        let rest = offset + from - start..offset + end - start;
        self.add_run(rest, &Origin::default(), None);
    }

    /// Appends bytes of one origin.
    pub fn write(&mut self, bytes: &[u8], origin: &Origin, decision: Option<DecisionId>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.add_run(start..self.bytes.len(), origin, decision);
    }

    /// Notes the origin of the bytes that follow those of which it is noted.
    fn add_run(&mut self, range: Range<usize>, origin: &Origin, decision: Option<DecisionId>) {
        if range.is_empty() {
            return;
        }
        let end = small(range.end);
        if origin.is_none() && decision.is_none() && self.runs.is_empty() {
            return;
        }
        if self.runs.is_empty() && range.start > 0 {
            self.runs.push(Run {
                end: small(range.start),
                origin: Origin::default(),
                decision: None,
            });
        }
        match self.runs.last_mut() {
            Some(last)
                if last.end as usize == range.start
                    && last.decision == decision
                    && last.origin.is_same(origin) =>
            {
                last.end = end;
            }
            _ => self.runs.push(Run {
                end,
                origin: origin.clone(),
                decision,
            }),
        }
    }

    /// Makes room for so many bytes.
    pub fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes);
    }

    /// Notes that something is absent here.
    pub fn mark(&mut self, mark: MarkId) {
        self.mark_at(self.bytes.len(), mark);
    }

    fn mark_at(&mut self, at: usize, mark: MarkId) {
        let mark = Mark {
            at: small(at),
            mark,
        };
        if self.marks.last() != Some(&mark) {
            self.marks.push(mark);
        }
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The text.
    pub fn finish(self) -> Text {
        Text(Rc::new(TextData {
            bytes: Bytes::Own(self.bytes),
            runs: self.runs,
            marks: self.marks,
        }))
    }
}

/// An offset; texts are limited to far less than 4 GiB.
fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

//! Matches of a pattern in a text, one after the other as Go finds them.

use super::pattern::Pattern;
use crate::go::runes::runes;
use crate::template::functions::Fault;
use crate::template::value::Text;
use std::borrow::Cow;
use std::ops::Range;

/// A text to be searched. A byte that is no UTF-8 is matched as U+FFFD.
pub(super) struct Subject<'t> {
    text: Cow<'t, str>,
    /// For a text with broken bytes, the offset of each byte of the mended text in it.
    offsets: Option<Vec<usize>>,
}

impl<'t> Subject<'t> {
    pub(super) fn new(text: &'t Text) -> Self {
        match std::str::from_utf8(text.bytes()) {
            Ok(text) => Self {
                text: Cow::Borrowed(text),
                offsets: None,
            },
            Err(_) => Self::mended(text.bytes()),
        }
    }

    fn mended(bytes: &[u8]) -> Self {
        let mut text = String::new();
        let mut offsets = Vec::new();
        let mut offset = 0;
        for (rune, size) in runes(bytes) {
            offsets.resize(offsets.len() + rune.len_utf8(), offset);
            text.push(rune);
            offset += size;
        }
        offsets.push(offset);
        Self {
            text: Cow::Owned(text),
            offsets: Some(offsets),
        }
    }

    /// A range of the text as it was.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        match &self.offsets {
            None => range,
            Some(offsets) => {
                let at = |offset| offsets.get(offset).copied().unwrap_or_default();
                at(range.start)..at(range.end)
            }
        }
    }

    /// The first match.
    pub(super) fn first(&self, pattern: &Pattern) -> Option<Range<usize>> {
        let found = pattern.regex.find(&self.text)?;
        Some(self.original(found.range()))
    }

    /// So many matches, without empty ones directly after another.
    pub(super) fn all(&self, pattern: &Pattern, most: usize) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut at = 0;
        let mut last_end = None;
        while all.len() < most && at <= self.text.len() {
            let Some(found) = pattern.regex.find_at(&self.text, at) else {
                break;
            };
            let is_accepted = found.end() != at || Some(found.start()) != last_end;
            at = match found.end() == at {
                true => self.after(at),
                false => found.end(),
            };
            last_end = Some(found.end());
            if is_accepted {
                all.push(self.original(found.range()));
            }
        }
        all
    }

    /// Hands over each match that is to be replaced.
    pub(super) fn replacements(
        &self,
        pattern: &Pattern,
        mut replace: impl FnMut(&Captures<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut at = 0;
        let mut last_end = 0;
        while at <= self.text.len() {
            let Some(groups) = pattern.regex.captures_at(&self.text, at) else {
                break;
            };
            let captures = Captures {
                subject: self,
                groups,
            };
            let found = captures.found();
            if found.end > last_end || found.start == 0 {
                replace(&captures)?;
            }
            last_end = found.end;
            at = self.after(at).max(found.end);
        }
        Ok(())
    }

    /// The offset after the character at an offset.
    fn after(&self, at: usize) -> usize {
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        at + next.map_or(1, char::len_utf8)
    }
}

/// A match with its groups.
pub(super) struct Captures<'s> {
    subject: &'s Subject<'s>,
    groups: regex::Captures<'s>,
}

impl Captures<'_> {
    fn found(&self) -> Range<usize> {
        self.groups.get(0).map_or(0..0, |found| found.range())
    }

    /// Where the match is in the text.
    pub(super) fn whole(&self) -> Range<usize> {
        self.subject.original(self.found())
    }

    /// What a group matched, if it took part.
    pub(super) fn group(&self, index: usize) -> Option<&[u8]> {
        self.groups
            .get(index)
            .map(|group| group.as_str().as_bytes())
    }
}

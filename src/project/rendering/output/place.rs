//! Which bytes of templates and values a faulty byte of a file comes from.

use crate::source::ValuePath;
use crate::template::Rendered;
use crate::template::eval::PrintedAction;
use crate::template::origin::{Origin, OriginKind, TemplateSpan, TextId};
use crate::template::value::Run;
use std::ops::Range;

/// A byte of a rendered file at which Helm does not take it.
pub(in super::super) struct Faulty<'r> {
    pub(super) file: &'r Rendered,
    pub(super) offset: usize,
    /// The run that it is in, or the one to blame where that knows nothing.
    run: usize,
}

impl<'r> Faulty<'r> {
    /// Finds what is to blame for a byte. Of one that comes from nowhere, a quote or indentation, it is what follows in its
    /// line, or is before it there, if the same action printed it.
    pub(in super::super) fn find(file: &'r Rendered, offset: usize) -> Self {
        let runs = file.text.runs();
        let run = runs.partition_point(|run| run.end as usize <= offset);
        let mut faulty = Self { file, offset, run };
        let Some(action) = file.action_at(offset) else {
            return faulty;
        };
        if !faulty.origin().is_none() {
            return faulty;
        }
        let bytes = file.text.bytes();
        let line = bytes.get(..offset).unwrap_or_default();
        let line = line.iter().rposition(|&byte| byte == b'\n');
        let line = line.map_or(0, |newline| newline + 1);
        let rest = bytes.get(offset..).unwrap_or_default();
        let end = offset + rest.iter().take_while(|&&byte| byte != b'\n').count();
        let is_within =
            |range: &Range<usize>| range.start < action.range.end && action.range.start < range.end;
        let is_known = |index: &usize| {
            runs.get(*index).is_some_and(|run| !run.origin.is_none())
                && is_within(&faulty.range_of(*index))
        };
        let after = (run + 1..runs.len())
            .take_while(|index| faulty.range_of(*index).start < end)
            .find(is_known);
        let before = || {
            (0..run)
                .rev()
                .take_while(|index| faulty.range_of(*index).end > line)
                .find(is_known)
        };
        if let Some(run) = after.or_else(before) {
            faulty.run = run;
        }
        faulty
    }

    fn runs(&self) -> &'r [Run] {
        self.file.text.runs()
    }

    /// The bytes of a run.
    fn range_of(&self, index: usize) -> Range<usize> {
        let runs = self.file.text.runs();
        let before = index.checked_sub(1).and_then(|before| runs.get(before));
        let start = before.map_or(0, |run| run.end as usize);
        let end = runs.get(index).map_or(start, |run| run.end as usize);
        start..end
    }

    /// What it comes from.
    pub(super) fn origin(&self) -> Origin {
        let run = self.runs().get(self.run);
        run.map(|run| run.origin.clone()).unwrap_or_default()
    }

    /// The action of the file that printed it; `None` for the file's own text.
    pub(in super::super) fn action(&self) -> Option<&'r PrintedAction> {
        self.file.action_at(self.offset)
    }

    /// Where a template has it: its own byte, or the action that printed a value, as far as that is known.
    pub(super) fn written<'s>(
        &self,
        source: impl Fn(TextId) -> Option<&'s str>,
    ) -> Option<TemplateSpan> {
        if let Some(span) = self.origin().each().find_map(in_template) {
            return Some(self.own_byte(span, source(span.text)?));
        }
        let action = self.action()?;
        let is_printed = |index: &usize| {
            let range = self.range_of(*index);
            action.range.start <= range.start && range.end <= action.range.end
        };
        let text_of = |index: usize| self.runs().get(index)?.origin.each().find_map(in_template);
        // What a value wrote stands after the text before it in a helper.
        let before = (0..self.run).rev().take_while(is_printed).find_map(text_of);
        if let Some(before) = before {
            return Some(action_after(before, source(before.text)?));
        }
        let after = self.run + 1..self.runs().len();
        let after = after.take_while(is_printed).find_map(text_of);
        match after {
            Some(after) => Some(action_before(after, source(after.text)?)),
            None => Some(action.action),
        }
    }

    /// A byte of a template's own text. The text may have been indented or cut since: its pieces are next to each other, with
    /// nothing but indentation between them.
    fn own_byte(&self, span: TemplateSpan, source: &str) -> TemplateSpan {
        let own = self.range_of(self.run);
        if own.contains(&self.offset) && own.len() == (span.end - span.start) as usize {
            // It is here as it is there, which is the rule for long texts.
            return TemplateSpan {
                start: span.start + small(self.offset - own.start),
                ..span
            };
        }
        let origin = self.origin();
        let is_piece = |index: &usize| {
            let run = self.runs().get(*index);
            run.is_some_and(|run| run.origin.is_none() || run.origin.is_same(&origin))
        };
        let first = (0..=self.run).rev().take_while(is_piece).last();
        let last = (self.run..self.runs().len()).take_while(is_piece).last();
        let mut before = Vec::new();
        let mut whole = Vec::new();
        for index in first.unwrap_or(self.run)..=last.unwrap_or(self.run) {
            if !self
                .runs()
                .get(index)
                .is_some_and(|run| run.origin.is_same(&origin))
            {
                continue;
            }
            let range = self.range_of(index);
            let bytes = self.file.text.bytes().get(range.clone());
            let bytes = bytes.unwrap_or_default();
            whole.extend_from_slice(bytes);
            let count = self.offset.clamp(range.start, range.end) - range.start;
            before.extend_from_slice(bytes.get(..count).unwrap_or_default());
        }
        let text = source.get(span.start as usize..span.end as usize);
        let whole = String::from_utf8_lossy(&whole);
        let at = text.and_then(|text| text.find(&*whole));
        let Some(at) = at.filter(|_| !text.is_some_and(|text| is_literal_of(text, &whole))) else {
            return span;
        };
        let at = at + String::from_utf8_lossy(&before).len();
        TemplateSpan {
            start: (span.start + small(at)).min(span.end),
            ..span
        }
    }

    /// The bytes around it that come from a value, or from what is in it.
    pub(super) fn of_value(&self, path: &ValuePath) -> Range<usize> {
        let action = self.action().map(|action| action.range.clone());
        let within = action.unwrap_or_else(|| self.range_of(self.run));
        let is_of_value = |index: usize| {
            let run = self.runs().get(index);
            let own = run.and_then(|run| run.origin.path());
            own.is_some_and(|own| own.segments().starts_with(path.segments()))
        };
        let is_between = |index: &usize| {
            let range = self.range_of(*index);
            let run = self.runs().get(*index);
            let is_unknown = run.is_some_and(|run| run.origin.is_none());
            let is_within = within.start < range.end && range.start < within.end;
            is_within && (is_unknown || is_of_value(*index))
        };
        let before = (0..self.run).rev().take_while(is_between);
        let first = before.filter(|index| is_of_value(*index)).last();
        let after = (self.run..self.runs().len()).take_while(is_between);
        let last = after.filter(|index| is_of_value(*index)).last();
        let start = self.range_of(first.unwrap_or(self.run)).start;
        let end = self.range_of(last.unwrap_or(self.run)).end;
        start.max(within.start)..end.min(within.end)
    }
}

/// The action that follows a part of a template.
fn action_after(span: TemplateSpan, source: &str) -> TemplateSpan {
    let rest = source.get(span.end as usize..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start().len();
    let start = span.end as usize + blanks;
    let rest = source.get(start..).unwrap_or_default();
    match rest.strip_prefix("{{") {
        Some(action) => within_braces(span.text, start + 2, action),
        None => TemplateSpan {
            start: span.end,
            ..span
        },
    }
}

/// The action before a part of a template.
fn action_before(span: TemplateSpan, source: &str) -> TemplateSpan {
    let before = source.get(..span.start as usize).unwrap_or_default();
    match before.rfind("{{") {
        Some(at) => within_braces(span.text, at + 2, before.get(at + 2..).unwrap_or_default()),
        None => TemplateSpan {
            end: span.start,
            ..span
        },
    }
}

/// What is between the braces of an action that opens before this text.
fn within_braces(text: TextId, start: usize, action: &str) -> TemplateSpan {
    let action = action.split("}}").next().unwrap_or_default();
    let opened = action.strip_prefix("- ").unwrap_or(action);
    let opened = opened.trim_start();
    let start = start + action.len() - opened.len();
    let written = opened.trim_end_matches('-').trim_end();
    TemplateSpan {
        text,
        start: small(start),
        end: small(start + written.len()),
    }
}

/// Whether it is a text in the quotes of an action.
fn is_literal_of(written: &str, text: &str) -> bool {
    let quoted = |quote| written.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('`')) == Some(text)
}

/// The part of a template that an origin is.
fn in_template(origin: &Origin) -> Option<TemplateSpan> {
    match origin.kind() {
        Some(OriginKind::Template(span)) => Some(*span),
        _ => None,
    }
}

fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

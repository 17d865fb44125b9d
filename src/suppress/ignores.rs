//! The comments of a file, and what they silence.

use super::comment::{self, Said, Scope};
use super::cover::{Covering, is_alone};
use super::parts::{is_taken_out, parts};
use super::segments::Segments;
use crate::diagnostic::Diagnostic;
use crate::rules::UNUSED_IGNORE;
use crate::source::{Name, Source, Span};
use crate::yaml::MergedDocuments;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The comments of one values file that speak to helm-obo.
#[derive(Debug, Clone)]
pub struct Ignores {
    pub(super) source: Arc<Source>,
    pub(super) remarks: Vec<Remark>,
    /// Which comment silences a rule, where.
    segments: BTreeMap<String, Segments>,
    /// At most two comments that allow the whole file comments of no use, and where they say so.
    left_over: Vec<(Span, Span)>,
}

/// A comment, or a part of one, that speaks to helm-obo.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    /// The part, from its `#` on.
    pub(super) span: Span,
    /// The comment that it is part of.
    pub(super) comment: Span,
    pub(super) said: Said,
    /// What it is about; none where it asks for a file and does not stand at the top.
    covered: Option<Span>,
}

/// Which rules, by the places of their names in comments, silenced something. A file that several targets read is a source
/// of its own in each, so that its name tells which it is.
#[derive(Debug, Clone, Default)]
pub struct Used(BTreeSet<(Name, u32)>);

impl Used {
    /// Takes over what was of use elsewhere.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(super) fn holds(&self, source: &Source, rule: Span) -> bool {
        self.0.contains(&(source.name().clone(), rule.start))
    }
}

impl Ignores {
    /// Reads the comments of a file; none where nothing is said to helm-obo.
    pub fn read(source: &Arc<Source>, document: &MergedDocuments) -> Option<Self> {
        let spans = document.comments.iter().map(|comment| comment.span);
        let said: Vec<_> = spans.flat_map(|comment| said(source, comment)).collect();
        if said.is_empty() {
            return None;
        }
        let covering = Covering::new(source, document);
        let remarks = said.into_iter().map(|(comment, span, said)| Remark {
            span,
            comment,
            covered: match said {
                Said::Ignore {
                    scope: Scope::File, ..
                } => covering.is_at_top(comment).then_some(WHOLE),
                _ => Some(covering.covered(comment)),
            },
            said,
        });
        let mut ignores = Self {
            source: Arc::clone(source),
            remarks: remarks.collect(),
            segments: BTreeMap::new(),
            left_over: Vec::new(),
        };
        ignores.cut();
        Some(ignores)
    }

    /// The file.
    pub fn name(&self) -> &Name {
        self.source.name()
    }

    /// The name of the rule, in the nearest comment that covers a finding, which silences it.
    fn silencing(&self, diagnostic: &Diagnostic, by: By) -> Option<Span> {
        let place = diagnostic.place;
        if place.source != self.source.id() {
            return None;
        }
        if by == By::OtherFileWide {
            let mut others = self.left_over.iter();
            let other = others.find(|(comment, _)| !holds(*comment, place.span.start));
            return other.map(|(_, named)| *named);
        }
        self.segments.get(diagnostic.rule)?.at(place.span.start)
    }

    /// The rules that a comment names, each by the place where it does first.
    fn named(&self, remark: &Remark) -> BTreeMap<&str, Span> {
        let mut named = BTreeMap::new();
        for part in remark.rules() {
            let name = self.text(remark, *part);
            named.entry(name).or_insert(remark.place(*part));
        }
        named
    }

    /// Cuts the file, for each rule, at the ends of what comments cover.
    fn cut(&mut self) {
        let mut covered: BTreeMap<String, Vec<(Span, Span)>> = BTreeMap::new();
        let mut left_over = Vec::new();
        for remark in &self.remarks {
            let Some(span) = remark.covered else {
                continue;
            };
            for (name, place) in self.named(remark) {
                let spans = covered.entry(name.to_owned()).or_default();
                spans.push((span, place));
                if span == WHOLE && name == UNUSED_IGNORE.id {
                    left_over.push((remark.span, place));
                }
            }
        }
        left_over.truncate(2); // one of two is another one
        self.left_over = left_over;
        let cut = covered.into_iter().map(|(name, mut spans)| {
            spans.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
            (name, Segments::new(spans))
        });
        self.segments = cut.collect();
    }

    /// The text of a part of a comment.
    pub(super) fn text(&self, remark: &Remark, part: Span) -> &str {
        &self.source.text()[remark.place(part).range()]
    }
}

impl Remark {
    /// The rules that it names, by their places in it.
    pub(super) fn rules(&self) -> &[Span] {
        match &self.said {
            Said::Ignore { rules, .. } => rules,
            Said::Malformed(_) => &[],
        }
    }

    /// The place of a part of it in the file.
    pub(super) fn place(&self, part: Span) -> Span {
        Span {
            start: self.span.start + part.start,
            end: self.span.start + part.end,
        }
    }

    /// Whether it asks for the file where only a part can be asked for.
    pub(super) fn is_too_low(&self) -> bool {
        self.covered.is_none()
    }
}

/// What a comment says, with the comment and the part of it that says so.
fn said(source: &Source, comment: Span) -> Vec<(Span, Span, Said)> {
    let Some(text) = source.text().get(comment.range()) else {
        return Vec::new();
    };
    let is_in_use = |part: &Span| {
        let before = &text[..part.range().start];
        before.is_empty() || !is_taken_out(before) || !is_alone(source, comment)
    };
    let place = |part: Span| Span {
        start: comment.start + part.start,
        end: comment.start + part.end,
    };
    let read = |part: Span| Some((comment, place(part), comment::read(&text[part.range()])?));
    let parts = parts(text).into_iter();
    parts.filter(is_in_use).filter_map(read).collect()
}

fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// All of a file.
const WHOLE: Span = Span {
    start: 0,
    end: u32::MAX,
};

/// Which comments may silence a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// All.
    All,
    /// Those for the whole file in which it does not stand.
    OtherFileWide,
}

/// Takes out the findings that comments silence, and notes which rules of which comments did.
pub fn suppress(
    diagnostics: &mut Vec<Diagnostic>,
    ignores: &[Ignores],
    used: &mut Used,
) -> Vec<Diagnostic> {
    suppress_by(By::All, diagnostics, ignores, used)
}

pub(super) fn suppress_by(
    by: By,
    diagnostics: &mut Vec<Diagnostic>,
    ignores: &[Ignores],
    used: &mut Used,
) -> Vec<Diagnostic> {
    let is_silenced = |diagnostic: &mut Diagnostic| {
        let mut found = ignores.iter();
        let named = found.find_map(|ignores| Some((ignores, ignores.silencing(diagnostic, by)?)));
        let place = named.map(|(ignores, rule)| (ignores.name().clone(), rule.start));
        let is_silenced = place.is_some();
        used.0.extend(place);
        is_silenced
    };
    diagnostics.extract_if(.., is_silenced).collect()
}

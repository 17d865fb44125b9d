//! The comments of a file, and what they silence.

use super::comment::{self, Said, Scope};
use super::cover::Covering;
use crate::diagnostic::Diagnostic;
use crate::source::{Name, Source, Span};
use crate::yaml::Document;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The comments of one values file that speak to helm-obo.
#[derive(Debug, Clone)]
pub struct Ignores {
    pub(super) source: Arc<Source>,
    pub(super) remarks: Vec<Remark>,
}

/// A comment that speaks to helm-obo.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    /// The comment, from its `#` on.
    pub(super) span: Span,
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
    pub fn read(source: &Arc<Source>, document: &Document) -> Option<Self> {
        let spans = document.comments.iter().map(|comment| comment.span);
        let said: Vec<(Span, Said)> = spans
            .filter_map(|span| Some((span, comment::read(source.text().get(span.range())?)?)))
            .collect();
        if said.is_empty() {
            return None;
        }
        let covering = Covering::new(source, document);
        let remarks = said.into_iter().map(|(span, said)| Remark {
            span,
            covered: match said {
                Said::Ignore {
                    scope: Scope::File, ..
                } => covering.is_at_top(span).then(whole),
                _ => Some(covering.covered(span)),
            },
            said,
        });
        Some(Self {
            source: Arc::clone(source),
            remarks: remarks.collect(),
        })
    }

    /// The file.
    pub fn name(&self) -> &Name {
        self.source.name()
    }

    /// The names of rules, one in each comment, that silence a finding.
    fn silencing(&self, diagnostic: &Diagnostic, by: By) -> impl Iterator<Item = Span> {
        let place = diagnostic.place;
        let is_of_file = place.source == self.source.id();
        let remarks = self.remarks.iter().filter(move |remark| {
            let is_itself = holds(remark.span, place.span.start);
            is_of_file
                && (by == By::All || !is_itself)
                && remark
                    .covered
                    .is_some_and(|covered| holds(covered, place.span.start))
        });
        remarks.filter_map(|remark| {
            let mut rules = remark.rules().iter();
            let rule = rules.find(|rule| self.text(remark, **rule) == diagnostic.rule)?;
            Some(remark.place(*rule))
        })
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

/// Whether an offset is within a span or at its end, where what is absent from a line stands.
fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

fn whole() -> Span {
    Span {
        start: 0,
        end: u32::MAX,
    }
}

/// Which comments may silence a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// All.
    All,
    /// Those in which it does not stand.
    Others,
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
        let mut is_silenced = false;
        for ignores in ignores {
            for rule in ignores.silencing(diagnostic, by) {
                used.0.insert((ignores.name().clone(), rule.start));
                is_silenced = true;
            }
        }
        is_silenced
    };
    diagnostics.extract_if(.., is_silenced).collect()
}

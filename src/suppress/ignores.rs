//! The comments of a file, and what they silence.

use super::comment::{self, Directive, Scope};
use super::cover::{CommentScopes, is_alone};
use super::parts::{is_taken_out, parts};
use super::segments::Segments;
use crate::diagnostic::{Diagnostic, ObjectName};
use crate::rules::UNUSED_IGNORE;
use crate::source::{Name, Source, SourceId, Span, ValuePath};
use crate::yaml::{Document, MergedDocuments};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The comments of one values file that are meant for helm-obo.
#[derive(Debug, Clone)]
pub struct Ignores {
    pub(super) file: Arc<CommentedFile>,
    /// The parts whose comments are looked at for whether they silence something; `None` for all.
    pub(super) judged: Option<Vec<JudgedPart>>,
}

/// A file with comments that are meant for helm-obo: many targets may read it.
#[derive(Debug)]
pub(super) struct CommentedFile {
    pub(super) source: Arc<Source>,
    /// In their order.
    pub(super) comments: Vec<IgnoreComment>,
    /// Which comment silences a rule, where.
    segments: BTreeMap<String, Segments>,
    /// The texts of strings that hold values, in their order, each with its path in the stream.
    texts: Vec<(Span, ValuePath)>,
    /// Up to two file-wide comments that list `unused-ignore`, each with the place of that name; two, since none silences
    /// itself.
    file_wide_self: Vec<(Span, Span)>,
}

/// A part of a stream of manifests of which a run knows all that comments in it may silence.
#[derive(Debug, Clone)]
pub struct JudgedPart {
    /// Where it is.
    pub span: Span,
    /// The object that it is, where findings are to say so.
    pub object: Option<ObjectName>,
    /// Whether it may be edited.
    pub is_editable: bool,
}

/// Values that a string of a stream of manifests holds.
#[derive(Debug, Clone, Copy)]
pub struct CommentedText<'d> {
    /// The text as it was read.
    pub document: &'d MergedDocuments,
    /// Where it is.
    pub span: Span,
    /// The path of the string in the stream.
    pub path: &'d ValuePath,
}

/// A comment, or a part of one, that is meant for helm-obo.
#[derive(Debug, Clone)]
pub(super) struct IgnoreComment {
    /// The part, from its `#` on.
    pub(super) span: Span,
    /// The comment that it is part of.
    pub(super) comment: Span,
    pub(super) directive: Directive,
    /// The part of the file that it covers; `None` if it is for the whole file and is not at its top.
    covered: Option<Span>,
}

/// Which rules, by the places of their names in comments, silenced something. A file that several targets read is a source
/// of its own in each, so that its name says which it is.
#[derive(Debug, Clone, Default)]
pub struct UsedIgnores(BTreeSet<(Name, u32)>);

impl UsedIgnores {
    /// Adds the rules that silenced something in another target.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(super) fn holds(&self, source: &Source, rule: Span) -> bool {
        self.0.contains(&(source.name().clone(), rule.start))
    }
}

impl Ignores {
    /// Reads the comments of a file; `None` if no comment is meant for helm-obo.
    pub fn read(source: &Arc<Source>, document: &MergedDocuments) -> Option<Self> {
        let scopes = |document: &_| CommentScopes::new(source, document);
        CommentedFile::read(source, document, scopes).map(Self::of)
    }

    /// Reads the comments of a stream of manifests, likewise, and those in strings of it that hold values. One above a document covers
    /// the document.
    pub fn read_stream(
        source: &Arc<Source>,
        documents: &[Document],
        texts: &[CommentedText<'_>],
    ) -> Option<Self> {
        let mut merged = MergedDocuments::of_stream(documents)?;
        for text in texts {
            merged.roots.extend(text.document.roots.iter().cloned());
            merged.comments.extend(&text.document.comments);
        }
        let scopes = |merged: &_| CommentScopes::of_stream(source, merged, documents);
        let mut file = CommentedFile::read(source, &merged, scopes)?;
        let texts = texts.iter().map(|text| (text.span, text.path.clone()));
        file.texts.extend(texts);
        file.texts.sort();
        Some(Self::of(file))
    }

    fn of(file: CommentedFile) -> Self {
        Self {
            file: Arc::new(file),
            judged: None,
        }
    }

    /// The same, of which only comments in some parts are looked at for whether they silence something.
    #[must_use]
    pub fn judging(self, parts: Vec<JudgedPart>) -> Self {
        Self {
            judged: Some(parts),
            ..self
        }
    }

    /// The file's source.
    pub fn source(&self) -> SourceId {
        self.file.source.id()
    }

    /// The file.
    pub fn name(&self) -> &Name {
        self.file.source.name()
    }
}

impl CommentedFile {
    fn read<'s>(
        source: &'s Arc<Source>,
        document: &MergedDocuments,
        scopes: impl FnOnce(&MergedDocuments) -> CommentScopes<'s>,
    ) -> Option<Self> {
        let spans = document.comments.iter().map(|comment| comment.span);
        let found: Vec<_> = spans
            .flat_map(|comment| directives(source, comment))
            .collect();
        if found.is_empty() {
            return None;
        }
        let covering = scopes(document);
        let comments = found
            .into_iter()
            .map(|(comment, span, directive)| IgnoreComment {
                span,
                comment,
                covered: match directive {
                    Directive::Ignore {
                        scope: Scope::File, ..
                    } => covering.is_at_top(comment).then_some(WHOLE),
                    _ => Some(covering.covered(comment)),
                },
                directive,
            });
        let mut file = Self {
            source: Arc::clone(source),
            comments: comments.collect(),
            segments: BTreeMap::new(),
            texts: Vec::new(),
            file_wide_self: Vec::new(),
        };
        file.comments.sort_by_key(|ignore| ignore.span);
        file.cut();
        Some(file)
    }

    /// The string that holds values and that an offset is in: its path in the stream.
    pub(super) fn text_at(&self, offset: u32) -> Option<&ValuePath> {
        let after = self.texts.partition_point(|(text, _)| text.start <= offset);
        let (text, path) = self.texts.get(after.checked_sub(1)?)?;
        holds(*text, offset).then_some(path)
    }

    /// The comments in a part of the file.
    pub(super) fn comments_in(&self, part: Span) -> &[IgnoreComment] {
        let first = self
            .comments
            .partition_point(|ignore| ignore.span.start < part.start);
        let from = self.comments.get(first..).unwrap_or_default();
        &from[..from.partition_point(|ignore| holds(part, ignore.span.start))]
    }

    /// The name of the rule, in the nearest comment that covers a finding, which silences it.
    fn silencing(&self, diagnostic: &Diagnostic, candidates: Candidates) -> Option<Span> {
        let place = diagnostic.place;
        if place.source != self.source.id() {
            return None;
        }
        if candidates == Candidates::OtherFileWide {
            let mut others = self.file_wide_self.iter();
            let other = others.find(|(comment, _)| !holds(*comment, place.span.start));
            return other.map(|(_, named)| *named);
        }
        self.segments.get(diagnostic.rule)?.at(place.span.start)
    }

    /// The rules that a comment names, each by the place where it does first.
    fn named(&self, ignore: &IgnoreComment) -> BTreeMap<&str, Span> {
        let mut named = BTreeMap::new();
        for part in ignore.rules() {
            let name = self.text(ignore, *part);
            named.entry(name).or_insert(ignore.place(*part));
        }
        named
    }

    /// Cuts the file, for each rule, at the ends of what comments cover.
    fn cut(&mut self) {
        let mut covered: BTreeMap<String, Vec<(Span, Span)>> = BTreeMap::new();
        let mut file_wide_self = Vec::new();
        for ignore in &self.comments {
            let Some(span) = ignore.covered else {
                continue;
            };
            for (name, place) in self.named(ignore) {
                let spans = covered.entry(name.to_owned()).or_default();
                spans.push((span, place));
                if span == WHOLE && name == UNUSED_IGNORE.id {
                    file_wide_self.push((ignore.span, place));
                }
            }
        }
        file_wide_self.truncate(2); // one of two is another one
        self.file_wide_self = file_wide_self;
        let cut = covered.into_iter().map(|(name, mut spans)| {
            spans.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
            (name, Segments::new(spans))
        });
        self.segments = cut.collect();
    }

    /// The text of a part of a comment.
    pub(super) fn text(&self, ignore: &IgnoreComment, part: Span) -> &str {
        &self.source.text()[ignore.place(part).range()]
    }
}

impl IgnoreComment {
    /// The rules that it names, by their places in it.
    pub(super) fn rules(&self) -> &[Span] {
        match &self.directive {
            Directive::Ignore { rules, .. } => rules,
            Directive::Malformed(_) => &[],
        }
    }

    /// The place of a part of it in the file.
    pub(super) fn place(&self, part: Span) -> Span {
        Span {
            start: self.span.start + part.start,
            end: self.span.start + part.end,
        }
    }

    /// Whether it is for the whole file.
    pub(super) fn is_file_wide(&self) -> bool {
        self.covered == Some(WHOLE)
    }

    /// Whether it asks for the file where only a part can be asked for.
    pub(super) fn is_too_low(&self) -> bool {
        self.covered.is_none()
    }
}

/// What the parts of a comment say to helm-obo, each with the comment and the part.
fn directives(source: &Source, comment: Span) -> Vec<(Span, Span, Directive)> {
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

/// Whether an offset is in a span, or at its end.
pub(super) fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

const WHOLE: Span = Span {
    start: 0,
    end: u32::MAX,
};

/// Which comments may silence a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Candidates {
    All,
    /// Those for the whole file, except the one that the finding is about.
    OtherFileWide,
}

/// Takes out the findings that comments silence, and notes which rules of which comments did.
pub fn suppress(
    diagnostics: &mut Vec<Diagnostic>,
    ignores: &[Ignores],
    used: &mut UsedIgnores,
) -> Vec<Diagnostic> {
    suppress_with(Candidates::All, diagnostics, ignores, used)
}

pub(super) fn suppress_with(
    candidates: Candidates,
    diagnostics: &mut Vec<Diagnostic>,
    ignores: &[Ignores],
    used: &mut UsedIgnores,
) -> Vec<Diagnostic> {
    let is_silenced = |diagnostic: &mut Diagnostic| {
        let mut found = ignores.iter();
        let named = found
            .find_map(|ignores| Some((ignores, ignores.file.silencing(diagnostic, candidates)?)));
        let place = named.map(|(ignores, rule)| (ignores.name().clone(), rule.start));
        let is_silenced = place.is_some();
        used.0.extend(place);
        is_silenced
    };
    diagnostics.extract_if(.., is_silenced).collect()
}

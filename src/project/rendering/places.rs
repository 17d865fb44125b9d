//! Where in templates, and in values that hold templates, something failed.

use crate::rules::TemplatePlace;
use crate::source::{Name, Place, Source, Sources, Span, ValuePath};
use crate::template::eval::{DynamicText, Failure};
use crate::template::origin::{TemplateSpan, ValueOrigin};
use crate::template::{Program, Rendering};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// What places in templates are read from.
pub(super) struct TemplatePlaces<'r> {
    pub(super) sources: &'r Sources,
    pub(super) program: &'r Program,
    pub(super) rendering: &'r Rendering,
}

impl TemplatePlaces<'_> {
    /// Where a failure is, from the innermost place to the file that Helm executes. The text that `tpl` was given has a place
    /// if a value holds it.
    pub(super) fn calls(&self, failure: &Failure) -> Vec<TemplatePlace> {
        let spans = [failure.at].into_iter().chain(failure.via.iter().copied());
        let places = spans.flat_map(|span| [self.in_value(span), self.template(span)]);
        let mut places: Vec<TemplatePlace> = places.flatten().collect();
        places.dedup_by(|one, other| one.place == other.place);
        places
    }

    /// A place in a template; for one in a text that `tpl` was given, the call of `tpl`.
    pub(super) fn template(&self, span: TemplateSpan) -> Option<TemplatePlace> {
        let mut span = span;
        while let Some(text) = self.dynamic(span) {
            span = text.call;
        }
        let template = self.program.texts().get(span.text.0 as usize)?;
        let source = self.source(&template.path, &template.source);
        Some(TemplatePlace {
            file: in_chart(&template.name).to_owned(),
            place: source.place(line_of(
                source.text(),
                span.start as usize..span.end as usize,
            )),
            path: None,
        })
    }

    /// The whole line of a place in a template, without the blanks around it.
    pub(super) fn line(&self, span: TemplateSpan) -> Option<Place> {
        let place = self.template(span)?.place;
        let source = self.sources.get(place.source);
        let text = source.text();
        let start = place.span.range().start;
        let before = text.get(..start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        let end = start + line.trim_end().len();
        Some(source.place(Span::new(start + indent, end.max(start + indent))))
    }

    fn dynamic(&self, span: TemplateSpan) -> Option<&DynamicText> {
        let index = (span.text.0 as usize).checked_sub(self.program.texts().len())?;
        self.rendering.dynamic.get(index).map(|text| &**text)
    }

    /// A place in the value that holds a text that `tpl` was given.
    pub(super) fn in_value(&self, span: TemplateSpan) -> Option<TemplatePlace> {
        let text = &self.dynamic(span)?.text;
        let runs = text.runs();
        let at = runs.partition_point(|run| run.end <= span.start);
        let origin = &runs.get(at)?.origin;
        let mut values = origin.values();
        let (value, None) = (values.next()?, values.next()) else {
            return None;
        };
        let written = text.bytes().get(span.start as usize..span.end as usize)?;
        let written = String::from_utf8_lossy(written);
        let path = value.path.to_path();
        Some(TemplatePlace {
            file: format!("the template in `{path}`"),
            place: self.written_in(value, &written)?,
            path: Some(path),
        })
    }

    /// Where a value's source has these words, if it has them once; else its key, or its first line.
    fn written_in(&self, value: &ValueOrigin, words: &str) -> Option<Place> {
        let place = value.place?;
        let source = self.sources.get(place.source);
        let range = place.span.range();
        let raw = source.text().get(range.clone())?;
        let words = words.lines().next().unwrap_or_default();
        let mut found = raw.match_indices(words);
        match (found.next(), found.next()) {
            (Some((at, _)), None) if !words.is_empty() => {
                let start = range.start + at;
                Some(source.place(Span::new(start, start + words.len())))
            }
            _ => Some(
                value
                    .key_place
                    .unwrap_or_else(|| source.place(line_of(source.text(), range))),
            ),
        }
    }

    /// The source of a template, which becomes one when it is first pointed at.
    fn source(&self, path: &Path, text: &str) -> Arc<Source> {
        self.sources.named(Name::File(path.to_owned()), text)
    }
}

/// A template's name from the chart on: `templates/a.yaml`, `charts/sub/templates/a.yaml`.
pub(in super::super) fn in_chart(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, name)| name)
}

/// The key of the chart that a template of this name is in; the root for the chart itself.
pub(super) fn chart_of(name: &str) -> ValuePath {
    let mut parts = in_chart(name).split('/');
    let mut keys = Vec::new();
    while parts.next() == Some("charts") {
        keys.extend(parts.next());
    }
    ValuePath::keys(keys)
}

/// A range up to the end of its first line.
fn line_of(text: &str, range: Range<usize>) -> Span {
    let written = text.get(range.clone()).unwrap_or_default();
    let line = written.lines().next().unwrap_or_default().trim_end();
    Span::new(range.start, range.start + line.len())
}

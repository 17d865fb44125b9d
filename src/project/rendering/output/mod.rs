//! What templates made and Helm does not take, as rules tell it.

mod place;
mod trial;

use super::places::in_chart;
use super::reader::FailureReader;
use crate::rules::{RenderCause, RenderFailure, TemplatePlace, ValueState};
use crate::source::{Segment, ValuePath};
use crate::template::origin::{TemplateSpan, TextId};
use crate::template::output::{Fault, OutputError};
use crate::yaml::Problem;
pub(super) use place::Faulty;
use trial::Trial;

impl FailureReader<'_> {
    /// What a template made and Helm does not take, at the value that wrote it.
    pub(in super::super) fn output_failure(&self, error: &OutputError) -> Option<RenderFailure> {
        let texts = self.program.texts();
        let id = texts.iter().position(|text| *text.name == *error.file)?;
        let id = TextId(u32::try_from(id).ok()?);
        let mut files = self.rendering.files.iter();
        let file = files.find(|file| file.template == id)?;
        let faulty = Faulty::find(file, error.offset);
        let path = faulty.origin().path();
        let path = path.map(|path| of_mapping(path, &faulty, &error.fault));
        let path = path.filter(|path| self.values.get(path).is_some());
        let templates = self.places_of(&faulty);
        let place = path.as_ref().map(|path| self.values.locate(path));
        let place = place.or_else(|| templates.first().map(|first| first.place))?;
        let help = match &path {
            Some(path) => self.help_for_output(&faulty, path, error),
            None => help_for_template(&error.fault),
        };
        let cause = RenderCause::Output {
            file: in_chart(&error.file).to_owned(),
            line: error.line,
            problem: in_words(&error.fault),
            help,
        };
        let state = path.as_ref().map(|path| self.state(path));
        Some(RenderFailure {
            state: state.unwrap_or(ValueState::Written),
            path,
            templates,
            ..RenderFailure::at(cause, place)
        })
    }

    /// Where a template wrote it, and the action of the file that becomes the manifest, if another template did.
    fn places_of(&self, faulty: &Faulty<'_>) -> Vec<TemplatePlace> {
        let start = TemplateSpan {
            text: faulty.file.template,
            start: 0,
            end: 0,
        };
        let action = faulty.action().map(|action| action.action);
        let spans = match faulty.written(|text| self.source_of(text)) {
            Some(written) if written.text == start.text => vec![written],
            Some(written) => vec![written, action.unwrap_or(start)],
            None => vec![action.unwrap_or(start)],
        };
        let places = self.places();
        let places = spans
            .into_iter()
            .flat_map(|span| [places.in_value(span), places.template(span)]);
        let mut places: Vec<TemplatePlace> = places.flatten().collect();
        places.dedup_by(|outer, inner| {
            let is_same_source = outer.place.source == inner.place.source;
            let (of_inner, of_outer) = (inner.place.span.range(), outer.place.span.range());
            is_same_source && of_outer.start <= of_inner.start && of_inner.end <= of_outer.end
        });
        places
    }

    /// The line of a template that wrote a byte: its own text, or the action that printed a value.
    pub(super) fn template_of(&self, faulty: &Faulty<'_>) -> Option<TemplatePlace> {
        let written = faulty.written(|text| self.source_of(text));
        let action = faulty.action().map(|action| action.action);
        self.places().template(written.or(action)?)
    }

    fn source_of(&self, text: TextId) -> Option<&str> {
        let text = text.0 as usize;
        let texts = self.program.texts();
        match texts.get(text) {
            Some(template) => Some(&template.source),
            None => {
                let dynamic = self.rendering.dynamic.get(text - texts.len())?;
                Some(dynamic.source())
            }
        }
    }

    /// What to write instead of a value, where trying it shows that Helm takes the file then.
    fn help_for_output(
        &self,
        faulty: &Faulty<'_>,
        path: &ValuePath,
        error: &OutputError,
    ) -> Option<String> {
        let text = faulty.file.text.bytes();
        let mut range = faulty.of_value(path);
        let written = text.get(range.clone()).unwrap_or_default();
        let key = key_before(path, written);
        range.start += key.unwrap_or_default();
        let trial = Trial {
            error,
            text,
            range,
            is_after_key: key.is_some(),
        };
        let value = self.values.get(path)?;
        let default = self.base.chart.defaults.at(path);
        match trial.wanted(&value.value, default.map(|default| &default.value))? {
            trial::Wanted::Quotes => {
                let action = faulty.action()?.action;
                let source = self.source_of(action.text)?;
                let source = source.get(action.start as usize..action.end as usize)?;
                let is_value = source.starts_with(['.', '$']) && !source.contains(['|', '\n']);
                let is_alone = faulty.action().is_some_and(|one| one.range == trial.range);
                Some(match is_value && is_alone {
                    true => format!("quote it in the template: `{{{{ {source} | quote }}}}`"),
                    false => format!("quote `{path}` where the template writes it"),
                })
            }
            trial::Wanted::Mapping => Some(format!("write `{path}` as a mapping")),
            trial::Wanted::List => Some(format!("write `{path}` as a list")),
            trial::Wanted::Text => Some(format!("write `{path}` as a string")),
        }
    }
}

/// The mapping at which Helm finds no text: it begins with its first key, which is that of another value.
fn of_mapping(path: ValuePath, faulty: &Faulty<'_>, fault: &Fault) -> ValuePath {
    let is_collection = matches!(fault, Fault::NotText { .. });
    let text = faulty.file.text.bytes().get(faulty.offset..);
    let is_key = || key_before(&path, text.unwrap_or_default()).is_some();
    match path.split_last() {
        Some((parent, _)) if is_collection && is_key() && !parent.segments().is_empty() => parent,
        _ => path,
    }
}

/// The length of a value's own key with its colon, if a text begins with it.
fn key_before(path: &ValuePath, text: &[u8]) -> Option<usize> {
    let Segment::Key(key) = path.segments().last()? else {
        return None;
    };
    let rest = text.strip_prefix(key.as_bytes())?;
    rest.starts_with(b":").then_some(key.len() + 1)
}

/// What is wrong, without words of values files that are untrue of manifests.
fn in_words(fault: &Fault) -> String {
    match fault {
        Fault::Syntax {
            problem: Problem::Template,
            ..
        } => "Helm does not evaluate what templates make once more, and YAML reads `{{` as two mappings".to_owned(),
        fault => fault.to_string(),
    }
}

/// What to write instead in a template's own text.
fn help_for_template(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Syntax {
            problem: Problem::Utf8 | Problem::Tab | Problem::ColonSpace | Problem::DashSpace,
            help,
        } => help.clone(),
        _ => None,
    }
}

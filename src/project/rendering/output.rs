//! What templates made and Helm does not take, as rules tell it.

use super::super::helm_template::rendered_files;
use super::places::in_chart;
use super::reader::FailureReader;
use crate::rules::{RenderCause, RenderFailure};
use crate::template::origin::{Origin, OriginKind, TemplateSpan, TextId};
use crate::template::output::{OutputError, arrange};
use crate::template::version::HelmVersion;

impl FailureReader<'_> {
    /// What the templates make and Helm does not take, if there is such.
    pub(super) fn refused_output(&self, version: HelmVersion) -> Option<RenderFailure> {
        let files = rendered_files(self.program, self.rendering);
        let error = arrange(&files, version).err()?;
        self.output_failure(&error)
    }

    /// What a template made and Helm does not take, at the value that wrote it.
    pub(in super::super) fn output_failure(&self, error: &OutputError) -> Option<RenderFailure> {
        let texts = self.program.texts();
        let id = texts.iter().position(|text| *text.name == *error.file)?;
        let id = TextId(u32::try_from(id).ok()?);
        let mut files = self.rendering.files.iter();
        let text = &files.find(|file| file.template == id)?.text;
        let runs = text.runs();
        let at = runs.partition_point(|run| run.end as usize <= error.offset);
        let origin = runs.get(at).map(|run| run.origin.clone());
        let origin = origin.unwrap_or_default();
        let path = origin.path();
        let written = origin.each().find_map(in_template);
        // What a value wrote stands after the template's text before it.
        let before = runs.get(..at).unwrap_or_default().iter().rev();
        let before = before
            .flat_map(|run| run.origin.each())
            .find_map(in_template);
        let before = before.map(|span| TemplateSpan {
            start: span.end,
            ..span
        });
        let start = TemplateSpan {
            text: id,
            start: 0,
            end: 0,
        };
        let template = written.or(before).unwrap_or(start);
        let template = self.places().template(template)?;
        // A helper may have written it: then the file that becomes the manifest is named too.
        let file = self.places().template(start);
        let file = file.filter(|file| file.file != template.file);
        let place = path.as_ref().map(|path| self.values.locate(path));
        let cause = RenderCause::Output {
            file: in_chart(&error.file).to_owned(),
            line: error.line,
            problem: error.fault.to_string(),
        };
        Some(RenderFailure {
            path,
            templates: [template.clone()].into_iter().chain(file).collect(),
            ..RenderFailure::at(cause, place.unwrap_or(template.place))
        })
    }
}

/// The part of a template that an origin is.
fn in_template(origin: &Origin) -> Option<TemplateSpan> {
    match origin.kind() {
        Some(OriginKind::Template(span)) => Some(*span),
        _ => None,
    }
}

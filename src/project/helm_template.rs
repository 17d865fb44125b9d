//! A chart rendered as a whole: what `helm template` prints of it.

use super::{Project, ProjectError};
use crate::secrets::Mask;
use crate::source::{LineIndex, display_path};
use crate::template::objects::Release;
use crate::template::objects::capabilities::Capabilities;
use crate::template::options::PrintFlags;
use crate::template::origin::TemplateSpan;
use crate::template::output::{
    NotShown, OutputError, PrintOptions, RenderedFile, arrange_in_parallel,
};
use crate::template::refused::{Refusal, refusal};
use crate::template::{ChartSource, Program, RenderOptions, Rendering, render};
use crate::values::{self, Chart, EnabledChart, Values};
use std::collections::BTreeSet;
use thiserror::Error;

/// What came of rendering a chart.
#[derive(Debug)]
pub struct HelmTemplate {
    /// What `helm template` prints, or why Helm fails.
    pub printed: Result<Vec<u8>, HelmFailure>,
    /// What must not be shown of it in a message.
    pub mask: Mask,
    /// The files that its values were read from.
    pub files: BTreeSet<String>,
}

/// Why Helm fails, and prints nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HelmFailure {
    /// It does not run the templates.
    #[error("Helm refuses the chart: {0}")]
    Refused(#[from] Refusal),
    /// A template does not parse, or fails.
    #[error("{at}: {message}")]
    Template {
        /// The innermost place: file, line and column.
        at: String,
        /// What is wrong, in Go's words.
        message: String,
        /// The places that led there, innermost first.
        via: Vec<String>,
    },
    /// What a template became is no manifest.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Nothing is printed of a template that was asked for.
    #[error(transparent)]
    NotShown(#[from] NotShown),
}

/// Renders the one chart of a request as Helm does, and fills in nothing.
///
/// # Errors
/// When the request names no chart or several targets, or one of its files cannot be read.
pub fn helm_template(
    project: &Project<'_>,
    print: &PrintFlags,
) -> Result<HelmTemplate, ProjectError> {
    let (target, _) = project.one()?;
    let chart = project.chart_of(&target)?;
    let chart = chart.ok_or_else(|| ProjectError::NotOnAChart {
        files: target.files.clone(),
    })?;
    let flags = &project.request.helm;
    let overrides = project.overrides(&target)?;
    let values = values::coalesce_as(Some(&chart.chart), &overrides, flags.version)?;
    let capabilities = flags.capabilities()?;
    let (name, namespace) = project.release(&target);
    let whole = WholeChart {
        project,
        chart: &chart.chart,
        values: &values,
        capabilities,
        options: RenderOptions {
            version: flags.version,
            release: Release {
                name,
                namespace,
                is_upgrade: flags.is_upgrade,
            },
            is_lenient: false,
            stops_at_failure: true,
        },
    };
    let mut mask = chart.mask().clone();
    for layer in &values.layers {
        mask.extend(layer.mask());
    }
    Ok(HelmTemplate {
        printed: whole.print(print)?,
        mask,
        files: project.files_of(&values),
    })
}

/// A chart with all that its rendering depends on.
struct WholeChart<'a> {
    project: &'a Project<'a>,
    chart: &'a Chart,
    values: &'a Values,
    capabilities: Capabilities,
    options: RenderOptions,
}

impl WholeChart<'_> {
    fn print(&self, print: &PrintFlags) -> Result<Result<Vec<u8>, HelmFailure>, ProjectError> {
        if let Some(refusal) = self.refusal()? {
            return Ok(Err(refusal.into()));
        }
        let Some(enabled) = self.values.charts(self.chart) else {
            return Ok(Ok(Vec::new()));
        };
        let files = self.project.files;
        let unreadable = |source| ProjectError::ChartFile {
            chart: self.chart.directory.clone(),
            source,
        };
        let source = ChartSource::read(&enabled, files, true).map_err(unreadable)?;
        let crds = match print.include_crds {
            true => self.crds(&enabled).map_err(unreadable)?,
            false => Vec::new(),
        };
        let rendered = match self.rendered(&source) {
            Ok(rendered) => rendered,
            Err(failure) => return Ok(Err(failure)),
        };
        let options = PrintOptions {
            crds: &crds,
            skip_tests: print.skip_tests,
            no_hooks: print.no_hooks,
            show_only: &print.show_only,
        };
        Ok(match arrange_in_parallel(&rendered, self.options.version) {
            Ok(arranged) => arranged.print(&options).map_err(HelmFailure::from),
            Err(error) => Err(error.into()),
        })
    }

    fn refusal(&self) -> Result<Option<Refusal>, ProjectError> {
        let schemas = self.project.chart_schemas(self.values)?;
        let mut verdicts = Vec::new();
        for (path, schema) in &schemas {
            if let Some(node) = self.values.get(path) {
                verdicts.push(schema.validate(path, node));
            }
        }
        Ok(refusal(
            self.chart,
            self.options.version,
            &self.capabilities.kube_version,
            &verdicts,
        ))
    }

    fn crds(&self, enabled: &EnabledChart<'_>) -> std::io::Result<Vec<RenderedFile>> {
        let files = self.project.files;
        let crds = enabled.crds(files)?.into_iter();
        crds.map(|crd| {
            Ok(RenderedFile {
                text: crd.read(files)?,
                name: crd.name,
            })
        })
        .collect()
    }

    /// What the templates became.
    fn rendered(&self, source: &ChartSource) -> Result<Vec<RenderedFile>, HelmFailure> {
        let program = source.program(self.options.version);
        if let Some((text, error)) = program.errors().first() {
            let at = TemplateSpan {
                text: *text,
                start: u32::try_from(error.range.start).unwrap_or(u32::MAX),
                end: u32::try_from(error.range.end).unwrap_or(u32::MAX),
            };
            return Err(HelmFailure::Template {
                at: place(&program, at),
                message: error.to_string(),
                via: Vec::new(),
            });
        }
        let rendering = render(
            source,
            &program,
            &self.values.root,
            &self.capabilities,
            &self.options,
        );
        files(&program, &rendering)
    }
}

/// The files of a rendering, unless a template failed.
fn files(program: &Program, rendering: &Rendering) -> Result<Vec<RenderedFile>, HelmFailure> {
    if let Some(failure) = rendering.failures.first() {
        let via = failure.via.iter();
        return Err(HelmFailure::Template {
            at: place(program, failure.at),
            message: failure.problem.to_string(),
            via: via.map(|span| place(program, *span)).collect(),
        });
    }
    let files = rendering.files.iter();
    Ok(files
        .filter_map(|file| {
            let name = &program.texts().get(file.template.0 as usize)?.name;
            Some(RenderedFile {
                name: name.to_string(),
                text: file.text.bytes().to_vec(),
            })
        })
        .collect())
}

/// `templates/a.yaml:2:5`, as it is reached from the working directory; `tpl` for the text that it was given.
fn place(program: &Program, span: TemplateSpan) -> String {
    let Some(text) = program.texts().get(span.text.0 as usize) else {
        return "tpl".to_owned();
    };
    let position = LineIndex::new(&text.source).position(&text.source, span.start);
    let file = display_path(&text.path);
    format!("{file}:{}:{}", position.line, position.column)
}

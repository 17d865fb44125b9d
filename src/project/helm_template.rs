//! A chart rendered as a whole: what `helm template` prints of it.

use super::charts::LoadedChart;
use super::provenance::{DocumentProvenance, Written};
use super::rendering::FailureReader;
use super::{Project, ProjectError, Target};
use crate::rules::RenderFailure;
use crate::secrets::Mask;
use crate::template::objects::Release;
use crate::template::objects::capabilities::Capabilities;
use crate::template::options::PrintFlags;
use crate::template::output::{NotShown, OutputError, PrintOptions, RenderedFile, arrange};
use crate::template::parses::Parses;
use crate::template::refused::{Refusal, refusal};
use crate::template::{ChartSource, Program, RenderOptions, Rendering, on_deep_stack, render};
use crate::values::{self, Chart, EnabledChart, Values};
use std::collections::BTreeSet;
use thiserror::Error;

/// What came of rendering a chart.
#[derive(Debug)]
pub struct HelmTemplate {
    /// What `helm template` prints, or why Helm fails.
    pub printed: Result<Vec<u8>, HelmFailure>,
    /// What wrote each of the documents, in their order, if that is asked.
    pub provenance: Vec<DocumentProvenance>,
    /// What must not be shown of it in a message.
    pub mask: Mask,
    /// The files that its values were read from.
    pub files: BTreeSet<String>,
}

/// Why Helm fails, and prints nothing.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum HelmFailure {
    /// It does not run the templates.
    #[error("Helm refuses the chart: {0}")]
    Refused(#[from] Refusal),
    /// A template does not parse, or fails, or makes what is no manifest; told as `template-error` tells it.
    #[error("{}", _0.message())]
    Template(Box<RenderFailure>),
    /// What is no manifest, where no template is known to have made it.
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
    says_provenance: bool,
) -> Result<HelmTemplate, ProjectError> {
    let (target, _) = project.one()?;
    let chart = project.chart_of(&target)?;
    let chart = chart.ok_or_else(|| ProjectError::NotOnAChart {
        files: target.files.clone(),
    })?;
    let flags = project.helm_flags(&target);
    let overrides = project.overrides(&target)?;
    let values = values::coalesce_as(Some(&chart.chart), &overrides, flags.version)?;
    let capabilities = flags.capabilities()?;
    let (name, namespace) = project.release(&target);
    let whole = WholeChart {
        project,
        target: &target,
        base: &chart,
        chart: &chart.chart,
        values: &values,
        capabilities,
        says_provenance,
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
    let (printed, provenance) = match on_deep_stack(|| whole.print(print))? {
        Ok((printed, provenance)) => (Ok(printed), provenance),
        Err(failure) => (Err(failure), Vec::new()),
    };
    Ok(HelmTemplate {
        printed,
        provenance,
        mask,
        files: project.files_of(&values),
    })
}

/// A chart with all that its rendering depends on.
struct WholeChart<'a> {
    project: &'a Project<'a>,
    target: &'a Target,
    base: &'a LoadedChart,
    chart: &'a Chart,
    values: &'a Values,
    capabilities: Capabilities,
    says_provenance: bool,
    options: RenderOptions,
}

/// What is printed, and what wrote it.
type Printed = (Vec<u8>, Vec<DocumentProvenance>);

impl WholeChart<'_> {
    fn print(&self, print: &PrintFlags) -> Result<Result<Printed, HelmFailure>, ProjectError> {
        if let Some(refusal) = self.refusal()? {
            return Ok(Err(refusal.into()));
        }
        let Some(enabled) = self.values.charts(self.chart) else {
            return Ok(Ok(Printed::default()));
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
        let options = PrintOptions {
            crds: &crds,
            skip_tests: print.skip_tests,
            no_hooks: print.no_hooks,
            show_only: &print.show_only,
        };
        let program = source.program(self.options.version, &Parses::default());
        let rendering = self.rendering(&source, &program);
        let reader = FailureReader {
            version: self.options.version,
            files,
            sources: self.project.sources,
            base: self.base,
            program: &program,
            values: self.values,
            rendering: &rendering,
            is_alone: false,
        };
        if let Some(failure) = first_failure(&reader) {
            return Ok(Err(HelmFailure::Template(Box::new(failure))));
        }
        let rendered = rendered_files(&program, &rendering);
        Ok(match arrange(&rendered, self.options.version) {
            Ok(arranged) if self.says_provenance => {
                let written = Written::new(&reader, &arranged);
                let printed = arranged.print_as(&options, |document| written.commented(document));
                let provenance = || written.of(arranged.printed(&options), &print.show_only);
                printed
                    .map(|printed| (printed, provenance()))
                    .map_err(HelmFailure::from)
            }
            Ok(arranged) => {
                let printed = arranged.print(&options).map_err(HelmFailure::from);
                printed.map(|printed| (printed, Vec::new()))
            }
            Err(error) => Err(match reader.output_failure(&error) {
                Some(failure) => HelmFailure::Template(Box::new(failure)),
                None => error.into(),
            }),
        })
    }

    fn refusal(&self) -> Result<Option<Refusal>, ProjectError> {
        let schemas = self.project.chart_schemas(self.target, self.values)?;
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

    /// What the templates became; nothing where one does not parse.
    fn rendering(&self, source: &ChartSource, program: &Program) -> Rendering {
        if !program.errors().is_empty() {
            return Rendering::default();
        }
        render(
            source,
            program,
            &self.values.root,
            &self.capabilities,
            &self.options,
        )
    }
}

/// What Helm stops at.
fn first_failure(reader: &FailureReader<'_>) -> Option<RenderFailure> {
    if let Some((text, error)) = reader.program.errors().first() {
        return reader.unparsed_template(*text, error);
    }
    let failure = reader.rendering.failures.first()?;
    reader.failure(failure)
}

/// The files of a rendering, by their templates' names.
pub(super) fn rendered_files(program: &Program, rendering: &Rendering) -> Vec<RenderedFile> {
    let files = rendering.files.iter();
    let files = files.filter_map(|file| {
        let name = &program.texts().get(file.template.0 as usize)?.name;
        Some(RenderedFile {
            name: name.to_string(),
            text: file.text.bytes().to_vec(),
        })
    });
    files.collect()
}

//! Where a target's templates fail on its values, found by running them.

mod blame;
mod document;
mod known_charts;
mod made;
mod output;
mod places;
mod reader;

use super::charts::LoadedChart;
use super::{Loaded, Project, Target};
use crate::rules::{RenderCause, RenderFailure, RenderedServer, UnjudgedPart};
use crate::source::{Sources, Span, ValuePath};
use crate::template::objects::Release;
use crate::template::reads::Extent;
use crate::template::reuse::KnownFiles;
use crate::template::{ChartSource, Program, RenderOptions, Rendered, Rendering, Reusing};
use crate::template::{on_deep_stack, render, render_reusing};
use crate::values::Values;
pub(super) use blame::subject;
pub(super) use document::{RenderedDocument, Writer};
pub use known_charts::KnownCharts;
use made::Made;
pub(super) use places::in_chart;
pub(super) use reader::FailureReader;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// A chart with the subcharts that are on, ready to be rendered.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) source: ChartSource,
    pub(super) program: Program,
    /// What its files are known to make nothing of that is to be told.
    known: Arc<KnownFiles>,
}

/// The charts that were prepared, by the subcharts that are on in them.
#[derive(Debug, Default)]
pub(super) struct PreparedCharts(Mutex<BTreeMap<String, Arc<Prepared>>>);

/// What came of rendering a target.
#[derive(Debug, Default)]
pub(super) struct RenderOutcome {
    /// Where its templates fail.
    pub(super) failures: Vec<RenderFailure>,
    /// What is not judged.
    pub(super) incomplete: Vec<UnjudgedPart>,
    /// How many files were rendered, if none fails and Helm takes the chart and what they make.
    pub(super) rendered: Option<usize>,
    /// The values that were read; `None` if nothing was run.
    pub(super) reads: Option<BTreeMap<ValuePath, Extent>>,
    /// The servers that they make.
    pub(super) servers: Vec<RenderedServer>,
    /// Whether they make objects of kagent's.
    pub(super) holds_objects: bool,
}

impl RenderOutcome {
    /// Whether nothing has to be said of it.
    pub(super) fn is_silent(&self) -> bool {
        self.failures.is_empty() && self.incomplete.is_empty()
    }

    /// Whether a value was read, or something in it: itself, not as a part of what is around it.
    pub(super) fn reads(&self, path: &ValuePath) -> bool {
        let reads = self.reads.iter();
        let mut first = reads.flat_map(|reads| reads.range(path..));
        first.next().is_some_and(|(read, _)| path.contains(read))
    }
}

impl Project<'_> {
    /// Where the templates of a target that was read fail; they are run when this is first asked.
    pub(super) fn rendering_of<'l>(&self, loaded: &'l Loaded) -> &'l Arc<RenderOutcome> {
        loaded.rendering.get_or_init(|| {
            let base = loaded.base.as_ref();
            let found = base.map(|base| self.rendering(&loaded.target, base, &loaded.values));
            Arc::new(found.unwrap_or_default())
        })
    }

    /// Runs the templates of a target's chart on its values. Nothing comes of a chart that Helm refuses before that.
    pub(super) fn rendering(
        &self,
        target: &Target,
        base: &LoadedChart,
        values: &Values,
    ) -> RenderOutcome {
        let Ok(capabilities) = self.helm_flags(target).capabilities() else {
            return RenderOutcome::default();
        };
        let is_lenient = values.are_of_a_chart_alone();
        let outcome = self.render_anew(target, base, values, is_lenient, |reader, made| {
            let mut outcome = reader.outcome(made);
            outcome.servers = reader.servers_of(made);
            outcome.holds_objects = made.may_hold_objects();
            let found = &capabilities.kube_version.printed;
            outcome
                .failures
                .extend(unfit_kubernetes(base, found, self.sources));
            let is_taken = outcome.is_silent()
                && base.chart.fits_kubernetes(found)
                && base.chart.missing_dependencies().next().is_none();
            outcome.rendered = reader.rendered().filter(|_| is_taken);
            outcome.reads = Some(reader.rendering.read_paths());
            outcome
        });
        outcome.unwrap_or_default()
    }

    /// Runs the templates of a target's chart on its values, and makes something of it; `None` for a chart that Helm refuses
    /// before that. If it is lenient, what `required` and `fail` refuse lets it go on.
    pub(super) fn with_rendering<T: Send>(
        &self,
        target: &Target,
        base: &LoadedChart,
        values: &Values,
        is_lenient: bool,
        make: impl FnOnce(&FailureReader<'_>) -> T + Send,
    ) -> Option<T> {
        let capabilities = self.helm_flags(target).capabilities().ok()?;
        let prepared = self.prepared(base, values).ok()??;
        let options = self.render_options(target, is_lenient);
        let (source, program) = (&prepared.source, &prepared.program);
        Some(on_deep_stack(|| {
            let rendering = render(source, program, &values.root, &capabilities, &options);
            make(&self.failure_reader((base, values), &prepared, &rendering, &options))
        }))
    }

    /// The same without the files of which nothing is to be told, as is known from other targets. What comes of the others is known
    /// to those from then on; what they made is read at once, and kept only where Helm does not take it.
    fn render_anew<T: Send>(
        &self,
        target: &Target,
        base: &LoadedChart,
        values: &Values,
        is_lenient: bool,
        make: impl FnOnce(&FailureReader<'_>, &Made) -> T + Send,
    ) -> Option<T> {
        let capabilities = self.helm_flags(target).capabilities().ok()?;
        let prepared = self.prepared(base, values).ok()??;
        let options = self.render_options(target, is_lenient);
        let Prepared {
            source,
            program,
            known,
        } = &*prepared;
        Some(on_deep_stack(|| {
            let root = &values.root;
            let mut made = Made::default();
            let mut look = |file: &Rendered| made.read(file, program, options.version);
            let reusing = Reusing {
                known,
                look: &mut look,
            };
            let mut rendering =
                render_reusing(source, program, root, &capabilities, &options, reusing);
            let reusable = made.reusable();
            let files = std::mem::take(&mut rendering.known).into_iter();
            known.keep(files.filter(|file| reusable.contains(&file.template)));
            make(
                &self.failure_reader((base, values), &prepared, &rendering, &options),
                &made,
            )
        }))
    }

    pub(super) fn render_options(&self, target: &Target, is_lenient: bool) -> RenderOptions {
        let (name, namespace) = self.release(target);
        RenderOptions {
            version: self.request.helm.version,
            release: Release {
                name,
                namespace,
                is_upgrade: self.request.helm.is_upgrade,
            },
            is_lenient,
            stops_at_failure: false,
        }
    }

    fn failure_reader<'r>(
        &'r self,
        (base, values): (&'r LoadedChart, &'r Values),
        prepared: &'r Prepared,
        rendering: &'r Rendering,
        options: &RenderOptions,
    ) -> FailureReader<'r> {
        FailureReader {
            version: options.version,
            files: self.files,
            sources: self.sources,
            base,
            program: &prepared.program,
            values,
            rendering,
            is_alone: options.is_lenient,
        }
    }

    pub(super) fn prepared(
        &self,
        base: &LoadedChart,
        values: &Values,
    ) -> io::Result<Option<Arc<Prepared>>> {
        let Some(enabled) = values.charts(&base.chart) else {
            return Ok(None);
        };
        let mut layers = values.layers.iter();
        let may_read_files = layers.any(|layer| layer.text().contains("Files"));
        let key = format!("{may_read_files} {}", enabled.signature());
        let mut known = base
            .prepared
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(prepared) = known.get(&key) {
            return Ok(Some(Arc::clone(prepared)));
        }
        let source = ChartSource::read(&enabled, self.files, may_read_files)?;
        let program = source.program(self.request.helm.version, base.templates.parses());
        let directory = &base.chart.directory;
        let prepared = Arc::new(Prepared {
            known: self.known_charts.files_of(directory, &key, &source),
            source,
            program,
        });
        known.insert(key, Arc::clone(&prepared));
        Ok(Some(prepared))
    }
}

/// That a chart asks for another Kubernetes than it is rendered for. What no version fits is told of elsewhere.
fn unfit_kubernetes(base: &LoadedChart, found: &str, sources: &Sources) -> Option<RenderFailure> {
    let chart = &base.chart;
    if chart.fits_kubernetes(found) || chart.fits_no_kubernetes() {
        return None;
    }
    let source = sources.get(chart.start.source);
    let mut position = 0;
    let line = source.text().split_inclusive('\n').find_map(|line| {
        let start = position;
        position += line.len();
        line.starts_with("kubeVersion")
            .then(|| Span::new(start, start + line.trim_end().len()))
    });
    let place = line.map_or(chart.start, |span| source.place(span));
    let cause = RenderCause::Kubernetes {
        wanted: chart.kube_version.to_string(),
        found: found.to_owned(),
    };
    Some(RenderFailure::at(cause, place))
}

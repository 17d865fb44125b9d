//! Where a target's templates fail on its values, found by running them.

use super::charts::LoadedChart;
use super::{Loaded, Project, Target};
use crate::rules::{RenderCause, RenderFailure, TemplatePlace, UnjudgedPart};
use crate::source::{FileSystem, Name, Source, Sources, Span};
use crate::template::eval::{Failure, Problem};
use crate::template::objects::Release;
use crate::template::origin::{Origin, TemplateSpan, TextId, Unknown};
use crate::template::output::{OutputError, RenderedFile, arrange};
use crate::template::{ChartSource, Program, RenderOptions, Rendering, on_deep_stack, render};
use crate::values::Values;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// A chart with the subcharts that are on, ready to be rendered.
#[derive(Debug)]
pub(super) struct Prepared {
    source: ChartSource,
    program: Program,
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
}

impl RenderOutcome {
    /// Whether nothing has to be said of it.
    pub(super) fn is_silent(&self) -> bool {
        self.failures.is_empty() && self.incomplete.is_empty()
    }
}

impl Project<'_> {
    /// Where the templates of a target that was read fail; they are run when this is first asked.
    pub(super) fn rendering_of<'l>(&self, loaded: &'l Loaded) -> &'l RenderOutcome {
        loaded.rendering.get_or_init(|| {
            let base = loaded.base.as_ref();
            let found = base.map(|base| self.rendering(&loaded.target, base, &loaded.values));
            found.unwrap_or_default()
        })
    }

    /// Runs the templates of a target's chart on its values. Nothing comes of a chart that Helm refuses before that.
    pub(super) fn rendering(
        &self,
        target: &Target,
        base: &LoadedChart,
        values: &Values,
    ) -> RenderOutcome {
        let Ok(capabilities) = self.request.helm.capabilities() else {
            return RenderOutcome::default();
        };
        let Ok(Some(prepared)) = self.prepared(base, values) else {
            return RenderOutcome::default();
        };
        let (name, namespace) = self.release(target);
        let is_alone = values.are_of_a_chart_alone();
        let options = RenderOptions {
            version: self.request.helm.version,
            release: Release {
                name,
                namespace,
                is_upgrade: self.request.helm.is_upgrade,
            },
            is_lenient: is_alone,
            stops_at_failure: false,
        };
        on_deep_stack(|| {
            let rendering = render(
                &prepared.source,
                &prepared.program,
                &values.root,
                &capabilities,
                &options,
            );
            let reader = FailureReader {
                files: self.files,
                sources: self.sources,
                base,
                prepared: &prepared,
                values,
                rendering: &rendering,
                is_alone,
            };
            reader.outcome(options.version)
        })
    }

    fn prepared(&self, base: &LoadedChart, values: &Values) -> io::Result<Option<Arc<Prepared>>> {
        let Some(enabled) = values.charts(&base.chart) else {
            return Ok(None);
        };
        let mut layers = values.layers.iter();
        let may_read_files = layers.any(|layer| layer.source.text().contains("Files"));
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
        let program = source.program(self.request.helm.version);
        let prepared = Arc::new(Prepared { source, program });
        known.insert(key, Arc::clone(&prepared));
        Ok(Some(prepared))
    }
}

/// What makes findings of what failed.
struct FailureReader<'r> {
    files: &'r dyn FileSystem,
    sources: &'r Sources,
    base: &'r LoadedChart,
    prepared: &'r Prepared,
    values: &'r Values,
    rendering: &'r Rendering,
    is_alone: bool,
}

impl FailureReader<'_> {
    fn outcome(&self, version: crate::template::version::HelmVersion) -> RenderOutcome {
        let mut outcome = RenderOutcome::default();
        if !self.prepared.program.errors().is_empty() {
            outcome.failures = self.unparsed();
            return outcome;
        }
        let failures = self
            .rendering
            .refused
            .iter()
            .chain(&self.rendering.failures);
        for failure in failures {
            self.sort(failure, &mut outcome);
        }
        if outcome.failures.is_empty() && outcome.incomplete.is_empty() {
            outcome.failures.extend(self.refused_output(version));
        }
        one_for_each_value(&mut outcome.failures);
        outcome
    }

    /// Templates that do not parse, but for those that are told of elsewhere.
    fn unparsed(&self) -> Vec<RenderFailure> {
        let told = self.base.templates.faults(self.files, self.sources);
        let is_told = |path: &PathBuf| {
            let name = Name::File(path.clone());
            told.iter().any(|fault| *fault.source.name() == name)
        };
        let errors = self.prepared.program.errors().iter();
        let errors = errors.filter_map(|(text, error)| {
            let template = self.prepared.program.texts().get(text.0 as usize)?;
            if is_told(&template.path) {
                return None;
            }
            let span = span(*text, &error.range);
            let place = self.template(span)?;
            Some(RenderFailure {
                cause: RenderCause::Parse(error.message.clone()),
                path: None,
                place: place.place,
                is_absent: false,
                templates: vec![place],
                is_needed: false,
                hangs_on_cluster: false,
                may_hide_more: false,
            })
        });
        errors.collect()
    }

    /// Takes a failure in, unless it is not certain.
    fn sort(&self, failure: &Failure, outcome: &mut RenderOutcome) {
        let missing = self.base.chart.missing_dependencies().count() > 0;
        let incomplete = match &failure.problem {
            Problem::Limit(limit) => Some(format!("{limit}, more than helm-obo follows")),
            Problem::NoTemplate { name, .. } if missing => Some(format!(
                "it needs the template `{name}`, which may be in a dependency that is not in `charts/`"
            )),
            _ if failure.is_uncertain => {
                Some("whether it is rendered is known only in the cluster".to_owned())
            }
            _ if self.is_of_missing_dependency(&failure.subject) => {
                Some("it reads values of a dependency that is not in `charts/`".to_owned())
            }
            _ => None,
        };
        if let Some(why) = incomplete {
            let at = self.template(failure.at);
            outcome.incomplete.extend(at.map(|at| UnjudgedPart {
                message: format!("{} is not judged: {why}", at.file),
                place: at.place,
            }));
            return;
        }
        outcome.failures.extend(self.failure(failure));
    }

    fn is_of_missing_dependency(&self, subject: &Origin) -> bool {
        let Some(path) = subject.path() else {
            return false;
        };
        let mut missing = self.base.chart.missing_dependencies();
        missing.any(|one| {
            let key = one.alias.as_ref().unwrap_or(&one.name);
            path.first_key() == Some(key)
        })
    }

    fn failure(&self, failure: &Failure) -> Option<RenderFailure> {
        let calls = [failure.at].into_iter().chain(failure.via.iter().copied());
        let templates: Vec<TemplatePlace> = calls.filter_map(|span| self.template(span)).collect();
        let innermost = templates.first()?;
        let path = failure.subject.path();
        let is_needed = self.is_alone
            && matches!(
                failure.problem,
                Problem::Required { .. } | Problem::Fail { .. }
            );
        Some(RenderFailure {
            place: match &path {
                Some(path) => self.values.locate(path),
                None => innermost.place,
            },
            is_absent: path
                .as_ref()
                .is_some_and(|path| self.values.get(path).is_none()),
            path,
            cause: RenderCause::Template(failure.problem.clone()),
            is_needed,
            hangs_on_cluster: failure.subject.unknown() == Some(Unknown::Cluster),
            may_hide_more: false,
            templates,
        })
    }

    /// What the templates make and Helm does not take, if there is such.
    fn refused_output(
        &self,
        version: crate::template::version::HelmVersion,
    ) -> Option<RenderFailure> {
        let files: Vec<RenderedFile> = self
            .rendering
            .files
            .iter()
            .filter_map(|file| {
                let text = self
                    .prepared
                    .program
                    .texts()
                    .get(file.template.0 as usize)?;
                Some(RenderedFile {
                    name: text.name.to_string(),
                    text: file.text.bytes().to_vec(),
                })
            })
            .collect();
        let error = arrange(&files, version).err()?;
        self.output_failure(&error)
    }

    fn output_failure(&self, error: &OutputError) -> Option<RenderFailure> {
        let texts = self.prepared.program.texts();
        let id = texts.iter().position(|text| *text.name == *error.file)?;
        let id = TextId(u32::try_from(id).ok()?);
        let mut files = self.rendering.files.iter();
        let text = &files.find(|file| file.template == id)?.text;
        let runs = text.runs();
        let at = runs.partition_point(|run| run.end as usize <= error.offset);
        let origin = runs
            .get(at)
            .map(|run| run.origin.clone())
            .unwrap_or_default();
        let path = origin.path();
        let in_template = origin.each().find_map(|origin| match origin.kind() {
            Some(crate::template::origin::OriginKind::Template(span)) => Some(*span),
            _ => None,
        });
        let start = TemplateSpan {
            text: id,
            start: 0,
            end: 0,
        };
        let template = self.template(in_template.unwrap_or(start))?;
        Some(RenderFailure {
            cause: RenderCause::Output(error.fault.to_string()),
            place: match &path {
                Some(path) => self.values.locate(path),
                None => template.place,
            },
            is_absent: false,
            path,
            templates: vec![template],
            is_needed: false,
            hangs_on_cluster: false,
            may_hide_more: false,
        })
    }

    /// A place in a template; for one in a text that `tpl` was given, the call of `tpl`.
    fn template(&self, span: TemplateSpan) -> Option<TemplatePlace> {
        let program = &self.prepared.program;
        let mut span = span;
        while let Some(index) = (span.text.0 as usize).checked_sub(program.texts().len()) {
            span = self.rendering.dynamic.get(index)?.call;
        }
        let template = program.texts().get(span.text.0 as usize)?;
        let source = self.source(&template.path, &template.source);
        let place = source.place(line_of(
            source.text(),
            span.start as usize..span.end as usize,
        ));
        let text = source.text().get(place.span.range()).unwrap_or_default();
        Some(TemplatePlace {
            file: self.short(&template.name).to_owned(),
            text: text.to_owned(),
            place,
        })
    }

    /// A template's name from the chart on.
    fn short<'n>(&self, name: &'n str) -> &'n str {
        let inner = name.strip_prefix(&*self.prepared.source.path);
        inner
            .and_then(|inner| inner.strip_prefix('/'))
            .unwrap_or(name)
    }

    /// The source of a template, which becomes one when it is first pointed at.
    fn source(&self, path: &std::path::Path, text: &str) -> Arc<Source> {
        let name = Name::File(path.to_owned());
        let known = self
            .sources
            .all()
            .into_iter()
            .find(|source| *source.name() == name);
        known.unwrap_or_else(|| self.sources.add(name, text.to_owned()))
    }
}

fn span(text: TextId, range: &std::ops::Range<usize>) -> TemplateSpan {
    let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    TemplateSpan {
        text,
        start: small(range.start),
        end: small(range.end),
    }
}

/// A range up to the end of its first line.
fn line_of(text: &str, range: std::ops::Range<usize>) -> Span {
    let written = text.get(range.clone()).unwrap_or_default();
    let line = written.lines().next().unwrap_or_default().trim_end();
    Span::new(range.start, range.start + line.len())
}

/// Of failures at one value the first one speaks; where the others are goes with it.
fn one_for_each_value(failures: &mut Vec<RenderFailure>) {
    let mut kept: Vec<RenderFailure> = Vec::new();
    for failure in failures.drain(..) {
        let same = kept.iter_mut().find(|known| {
            known.path.is_some() && known.path == failure.path && known.place == failure.place
        });
        match same {
            Some(known) => known
                .templates
                .extend(failure.templates.into_iter().take(1)),
            None => kept.push(failure),
        }
    }
    *failures = kept;
}

//! A chart's own templates and those of the charts below it: their texts, and what keeps Helm from parsing them.

use super::dependencies::{self, Absent};
use super::parse_fault::parse_fault;
use super::template_usage::TemplateUsage;
use crate::contract::{Expansion, KNOWN_CHARTS};
use crate::rules::TemplateFault;
use crate::source::{
    FileKind, FileSystem, Name, Place, Segment, Source, Sources, Span, ValuePath, display_path,
};
use crate::template::parses::Parses;
use crate::template::version::HelmVersion;
use crate::values::{self, Chart};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// No underlined line is longer than this many bytes.
const LONGEST: usize = 80;

/// The sources of a chart's templates, read when first asked for.
#[derive(Debug)]
pub(super) struct Templates {
    chart: PathBuf,
    paths: Vec<PathBuf>,
    below: Vec<Below>,
    /// The dependencies that are declared and not there.
    absent: Vec<Absent>,
    /// Whether such are declared, and the chart is none that is known to have templates: if it has none, it is a wrapper.
    wraps: bool,
    texts: OnceLock<Vec<(PathBuf, String)>>,
    pub(super) usage: OnceLock<TemplateUsage>,
    pub(super) expansion: OnceLock<Arc<Expansion>>,
    faults: OnceLock<Vec<TemplateFault>>,
    /// Those of all charts in `charts/` too.
    parses: Arc<Parses>,
}

/// A chart in `charts/`, with the key that holds its values.
#[derive(Debug)]
pub(super) struct Below {
    pub(super) key: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) templates: Templates,
}

impl Templates {
    /// The templates of a chart and its subcharts.
    pub(super) fn new(chart: &Chart, parses: &Arc<Parses>) -> Self {
        let absent = dependencies::absent(chart);
        Self {
            below: below(chart, parses),
            wraps: !absent.is_empty() && !KNOWN_CHARTS.contains(&&*chart.name),
            absent,
            parses: Arc::clone(parses),
            ..Self::of(&chart.directory, &chart.templates)
        }
    }

    fn of(chart: &Path, paths: &[PathBuf]) -> Self {
        Self {
            chart: chart.to_path_buf(),
            paths: paths.to_vec(),
            below: Vec::new(),
            absent: Vec::new(),
            wraps: false,
            texts: OnceLock::new(),
            usage: OnceLock::new(),
            expansion: OnceLock::new(),
            faults: OnceLock::new(),
            parses: Arc::default(),
        }
    }

    /// Their texts, parsed.
    pub(super) fn parses(&self) -> &Parses {
        &self.parses
    }

    pub(super) fn chart(&self) -> &Path {
        &self.chart
    }

    /// Those of the charts in `charts/`.
    pub(super) fn below(&self) -> &[Below] {
        &self.below
    }

    /// Those of the chart at a key; `None` if there is none in `charts/`.
    pub(super) fn at(&self, at: &ValuePath) -> Option<&Self> {
        at.segments()
            .iter()
            .try_fold(self, |templates, segment| match segment {
                Segment::Key(key) => {
                    let mut below = templates.below.iter();
                    below.find(|one| one.key == *key).map(|one| &one.templates)
                }
                Segment::Index(_) => None,
            })
    }

    /// Whether the chart is here with its templates: its own, those of a subchart, or the CRDs or the dependencies that it has
    /// instead. A folder without any may be part of a chart only.
    pub(super) fn are_at_hand(&self, files: &dyn FileSystem) -> bool {
        let crds = self.chart.join("crds");
        let mut below = self.below.iter();
        self.wraps
            || !self.texts(files).is_empty()
            || files.kind(&crds) == Some(FileKind::Directory)
            || below.any(|below| below.templates.are_at_hand(files))
    }

    /// The declared dependencies that are not in `charts/`.
    pub(super) fn absent(&self) -> &[Absent] {
        &self.absent
    }

    /// What keeps Helm from parsing the chart's own templates, the first of each. These become sources.
    pub(super) fn faults(
        &self,
        files: &dyn FileSystem,
        sources: &Sources,
        version: HelmVersion,
    ) -> &[TemplateFault] {
        let find = |(path, text): &(PathBuf, String)| {
            let fault = parse_fault(text, version, &self.parses)?;
            let source = sources.add(Name::File(path.clone()), text.clone());
            Some(TemplateFault {
                file: display_path(path.strip_prefix(&self.chart).unwrap_or(path)),
                place: line(&source, fault.range.start, Some(fault.range.end)),
                noticed_at: fault.noticed_at.map(|at| line(&source, at, Some(at))),
                source,
                problem: fault.problem,
                help: fault.help,
            })
        };
        let found = || self.texts(files).iter().filter_map(find).collect();
        self.faults.get_or_init(found)
    }

    /// The same, as far as it has been asked for.
    pub(super) fn known_faults(&self) -> &[TemplateFault] {
        self.faults.get().map_or(&[], Vec::as_slice)
    }

    pub(super) fn texts(&self, files: &dyn FileSystem) -> &[(PathBuf, String)] {
        self.texts
            .get_or_init(|| match values::unpacked(files, &self.chart) {
                Some(archive) => self.read(&archive),
                None => self.read(files),
            })
    }

    /// All of them; what cannot be read names nothing.
    fn read(&self, files: &dyn FileSystem) -> Vec<(PathBuf, String)> {
        let text = |path: &PathBuf| {
            let bytes = files.read(path).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let paths = self.paths.iter();
        paths.map(|path| (path.clone(), text(path))).collect()
    }
}

/// The rest of the line at an offset, or of it up to another one.
pub(super) fn line(source: &Source, start: usize, end: Option<usize>) -> Place {
    let end = end.unwrap_or(source.text().len());
    let rest = source.text().get(start..end).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default().trim_end();
    let end = start + line.floor_char_boundary(LONGEST);
    source.place(Span::new(start, end))
}

/// The charts in a chart's `charts/`, each once for every key that a declared dependency gives it.
fn below(chart: &Chart, parses: &Arc<Parses>) -> Vec<Below> {
    let dependencies = chart.dependencies.as_deref().unwrap_or_default();
    let mut all = Vec::new();
    for subchart in &chart.subcharts {
        let declared = dependencies.iter().filter(|one| one.name == subchart.name);
        let mut keys: Vec<Arc<str>> = declared.map(dependencies::key).collect();
        if keys.is_empty() {
            keys.push(subchart.name.clone());
        }
        all.extend(keys.into_iter().map(|key| Below {
            key,
            name: Arc::clone(&subchart.name),
            templates: Templates::new(subchart, parses),
        }));
    }
    all
}

#[cfg(test)]
mod tests;

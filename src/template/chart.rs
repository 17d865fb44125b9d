//! A chart and those below it, read for rendering.

use super::parses::Parses;
use super::program::{Program, TemplateText};
use super::torn::TornBytes;
use super::version::HelmVersion;
use crate::source::FileSystem;
use crate::values::{ChartFile, Dependency, EnabledChart};
use crate::yaml::{Node, to_json};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// The bytes of a chart's files by their paths.
pub type FileBytes = BTreeMap<Arc<str>, Arc<[u8]>>;

/// A chart as Helm renders it, with all that its templates can read.
#[derive(Debug, Clone)]
pub struct ChartSource {
    /// Its name, or its alias.
    pub name: Arc<str>,
    /// What its templates' names begin with.
    pub path: Arc<str>,
    /// Whether it is the chart that was named.
    pub is_root: bool,
    /// Its `Chart.yaml`.
    pub metadata: Node,
    /// What it depends on and what is on.
    pub dependencies: Vec<Dependency>,
    /// Its templates.
    pub templates: Vec<TemplateText>,
    /// Its other files, if a template may read them.
    pub files: FileBytes,
    /// The charts below it.
    pub subcharts: Vec<Self>,
}

impl ChartSource {
    /// Reads a chart's templates; its other files too, if a template or the text of a value names `Files`.
    ///
    /// # Errors
    /// When a file cannot be read any more.
    pub fn read(
        chart: &EnabledChart<'_>,
        files: &dyn FileSystem,
        may_values_read_files: bool,
    ) -> io::Result<Self> {
        let mut source = Self::read_templates(chart, files)?;
        if may_values_read_files || source.names_files() {
            source.read_files(chart, files)?;
        }
        Ok(source)
    }

    /// Whether templates see the same of it as of another, read at another time.
    pub fn is_same(&self, other: &Self) -> bool {
        let is_same = |one: &TemplateText, other: &TemplateText| {
            one.name == other.name && one.source == other.source && one.torn == other.torn
        };
        let mut templates = self.templates.iter().zip(&other.templates);
        let mut subcharts = self.subcharts.iter().zip(&other.subcharts);
        self.name == other.name
            && self.path == other.path
            && to_json(&self.metadata) == to_json(&other.metadata)
            && self.dependencies == other.dependencies
            && self.files == other.files
            && self.templates.len() == other.templates.len()
            && templates.all(|(one, other)| is_same(one, other))
            && self.subcharts.len() == other.subcharts.len()
            && subcharts.all(|(one, other)| one.is_same(other))
    }

    fn read_templates(chart: &EnabledChart<'_>, files: &dyn FileSystem) -> io::Result<Self> {
        let template = |file: ChartFile| {
            let (source, torn) = TornBytes::read(&file.read(files)?);
            Ok(TemplateText {
                name: format!("{}/{}", chart.path, file.name).into(),
                source: source.into(),
                torn,
                path: file.path,
            })
        };
        let subcharts = chart.subcharts.iter();
        Ok(Self {
            name: Arc::clone(&chart.name),
            path: chart.path.as_str().into(),
            is_root: chart.is_root,
            metadata: chart.chart.metadata.clone(),
            dependencies: chart.dependencies.clone().unwrap_or_default(),
            templates: chart
                .chart
                .template_files()
                .map(template)
                .collect::<io::Result<_>>()?,
            files: FileBytes::new(),
            subcharts: subcharts
                .map(|subchart| Self::read_templates(subchart, files))
                .collect::<io::Result<_>>()?,
        })
    }

    fn names_files(&self) -> bool {
        let mut templates = self.templates.iter();
        templates.any(|template| template.source.contains("Files"))
            || self.subcharts.iter().any(Self::names_files)
    }

    fn read_files(&mut self, chart: &EnabledChart<'_>, files: &dyn FileSystem) -> io::Result<()> {
        for file in chart.chart.files(files)? {
            let bytes = file.read(files)?;
            self.files.insert(file.name.into(), bytes.into());
        }
        for (source, subchart) in self.subcharts.iter_mut().zip(&chart.subcharts) {
            source.read_files(subchart, files)?;
        }
        Ok(())
    }

    /// All templates of the chart and those below it, parsed.
    pub fn program(&self, version: HelmVersion, parses: &Parses) -> Program {
        let mut templates = Vec::new();
        self.collect(&mut templates);
        Program::of(templates, version, parses)
    }

    fn collect(&self, templates: &mut Vec<TemplateText>) {
        templates.extend(self.templates.iter().cloned());
        for subchart in &self.subcharts {
            subchart.collect(templates);
        }
    }
}

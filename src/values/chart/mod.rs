//! A chart: its metadata, its defaults, its subcharts, as a directory or packed.

mod defaults;
mod files;
mod from_folders;
mod identity;
mod ignore;
mod look_alikes;
mod misnamed;
mod tree;

pub use files::ChartFile;
pub use from_folders::folder_of;
pub use identity::ChartIdentity;
pub(super) use ignore::ChartRules;
pub use misnamed::{
    CHART, Misnamed, VALUES, Why, is_misnamed_chart, misnamed_chart, misnamed_name,
};

use super::coalesce::Prepared;
use super::fields::field;
use super::layer::{Layer, LayerKind};
use super::loader::Loader;
use super::metadata::{Metadata, VERSION_TO_COME, is_to_come, read_metadata, string};
use super::refused::{IgnoreError, Refused};
use super::versions::{fits, fits_no_kubernetes};
use super::{Dependency, Error};
use crate::source::{
    ArchiveError, FileKind, FileSystem, MAX_FILE_SIZE, Memory, Place, Source, Span, unpack,
};
use crate::yaml::Node;
use ignore::{IgnoreRules, Ignoring};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many charts may be inside each other; links can make endless ones.
pub const MAX_CHART_DEPTH: usize = 16;

/// A chart, loaded once and shared by all overlays.
#[derive(Debug)]
pub struct Chart {
    /// The directory that holds `Chart.yaml`, or the packed chart.
    pub directory: PathBuf,
    /// `name` of `Chart.yaml`.
    pub name: Arc<str>,
    /// `version` of `Chart.yaml`; empty where there is none.
    pub version: Arc<str>,
    /// `apiVersion` of `Chart.yaml`; empty where there is none.
    pub api_version: Arc<str>,
    /// All of `Chart.yaml`, with what an old chart says in its `requirements.yaml` instead.
    pub metadata: Node,
    /// Whether it is a library, which Helm does not install.
    pub is_library: bool,
    /// `kubeVersion` of `Chart.yaml`; empty where there is none.
    pub kube_version: Arc<str>,
    /// What looks like its values, or a subchart's, and is not read as such.
    pub misnamed: Vec<Misnamed>,
    /// The folders at the top of the archive that it was packed in, which Helm takes for one; empty for a folder.
    pub folders: BTreeSet<String>,
    /// The files in its `templates/` that Helm renders, sorted.
    pub templates: Vec<PathBuf>,
    /// Its `values.yaml`; an empty source of that name if there is no such file.
    pub layer: Layer,
    /// Files below that, weak to strong, where several are read in place of its `values.yaml`.
    pub lower: Vec<Layer>,
    /// What it sets: that layer, on those below it.
    pub defaults: Node,
    /// Whether Helm finds something of that name, if only a folder.
    pub has_values: bool,
    /// The start of its `Chart.yaml`.
    pub start: Place,
    /// What it declares to depend on; `None` if it declares nothing, which is not the same as an empty list.
    pub dependencies: Option<Vec<Dependency>>,
    /// The charts in `charts/`; files of a packed one are named as if its archive were a directory.
    pub subcharts: Vec<Self>,
    pub(super) prepared: Prepared,
    /// What is left out of its folder; `None` for a packed chart.
    rules: Option<Arc<ChartRules>>,
}

impl Chart {
    /// Whether its version is filled in before it is packed: Helm refuses the chart until then.
    pub fn has_version_to_come(&self) -> bool {
        let written = string(&self.metadata, "version");
        &*self.version == VERSION_TO_COME && is_to_come(&written)
    }

    /// Whether it asks for a version of Kubernetes that no 1.x release is.
    pub fn fits_no_kubernetes(&self) -> bool {
        !self.kube_version.is_empty() && fits_no_kubernetes(&self.kube_version)
    }

    /// Whether it may be installed on a version of Kubernetes, such as `v1.36.0`. Helm asks this of the chart that is named, and
    /// of no subchart.
    pub fn fits_kubernetes(&self, version: &str) -> bool {
        self.kube_version.is_empty() || fits(&self.kube_version, version)
    }

    /// The value of a key of its metadata, whatever the key's case, as Go finds it; `None` for null.
    pub fn field(&self, key: &str) -> Option<&Node> {
        field(&self.metadata, key)
    }

    /// The names of the declared dependencies that are not in `charts/`, in whatever version, and whether they are on or not.
    /// If the chart that is named lacks one, Helm renders nothing.
    pub fn missing_dependencies(&self) -> impl Iterator<Item = &Dependency> {
        let dependencies = self.dependencies.iter().flatten();
        let is_there = |name: &str| self.subcharts.iter().any(|one| &*one.name == name);
        dependencies.filter(move |one| !is_there(&one.name))
    }
}

/// The files of the archive that a directory is in; `None` if it is in none, or that cannot be read.
pub fn unpacked(files: &dyn FileSystem, directory: &Path) -> Option<Memory> {
    let mut around = directory.ancestors();
    let archive = around.find(|path| files.kind(path) == Some(FileKind::File))?;
    let size = files.size(archive).ok()?;
    if size > MAX_FILE_SIZE {
        return None;
    }
    let archive = unpack(&files.read(archive).ok()?, archive).ok()?;
    Some(archive.files)
}

impl Loader<'_> {
    /// Loads the chart in a directory, or a packed one.
    ///
    /// # Errors
    /// When there is none, one of its files cannot be read, or Helm refuses it: for its `Chart.yaml`, its `.helmignore`, a link or
    /// whatever else is in its folder.
    pub fn chart(&self, directory: &Path) -> Result<Chart, Error> {
        match self.files.kind(directory) {
            Some(FileKind::File) => return self.packed_chart(directory, 0),
            Some(FileKind::Irregular) => return Err(Refused::Irregular.at(directory)),
            Some(FileKind::Directory) | None => {}
        }
        let ignored = directory.join(".helmignore");
        let (source, rules) = match self.files.kind(&ignored) {
            Some(FileKind::File) => {
                let source = self.text(&ignored)?;
                let rules = self.rules(&source, &ignored)?;
                (Some(source), rules)
            }
            Some(FileKind::Directory) => return Err(Refused::Folder.at(&ignored)),
            Some(FileKind::Irregular) => return Err(Refused::Irregular.at(&ignored)),
            None => (None, IgnoreRules::default()),
        };
        if self.files.kind(directory).is_some() {
            tree::check(self.files, directory, &rules)?;
        }
        if let Some(place) = left_out(&rules, source.as_deref(), CHART, false)
            && self.is_chart(directory)
        {
            return Err(Error::Ignore {
                path: ignored,
                problem: IgnoreError::Chart,
                place,
            });
        }
        let rules = Arc::new(ChartRules::new(directory, rules));
        let files = Ignoring {
            files: self.files,
            rules: &rules,
        };
        let loader = self.reading(&files).under(Arc::clone(&rules));
        let mut chart = loader.chart_at(directory, 0)?;
        if let Some(source) = source {
            // Values under another name are missed, also where that is left out.
            if self.files.kind(&directory.join(VALUES)).is_none() {
                chart.misnamed.retain(|one| !one.is_of(directory));
                let own = self.misnamed(directory, &chart.layer);
                chart.misnamed.extend(own);
            }
            let left_out = self.left_out(directory, &source, &rules.rules);
            chart.misnamed.extend(left_out);
        }
        Ok(chart)
    }

    fn rules(&self, source: &Source, path: &Path) -> Result<IgnoreRules, Error> {
        IgnoreRules::parse(source.text()).map_err(|(line, problem)| Error::Ignore {
            path: path.to_owned(),
            problem,
            place: source.place(Span::new(line.start, line.end)),
        })
    }

    /// What `.helmignore` leaves out though the chart is nothing without it: its values, its templates.
    fn left_out(
        &self,
        directory: &Path,
        source: &Arc<Source>,
        rules: &IgnoreRules,
    ) -> Vec<Misnamed> {
        let mut found = Vec::new();
        let values = directory.join(VALUES);
        if let Some(place) = left_out(rules, Some(source), VALUES, false)
            && self.files.kind(&values) == Some(FileKind::File)
            && let Ok(text) = self.text(&values)
        {
            let rule = source.text().get(place.span.range()).unwrap_or_default();
            let is_named = rule.trim_start_matches('/') == VALUES;
            found.push(Misnamed {
                path: values,
                source: text,
                place,
                why: Why::Ignored { is_named },
                has_values: false,
            });
        }
        let templates = directory.join("templates");
        if let Some(place) = left_out(rules, Some(source), "templates", true)
            && self.files.kind(&templates) == Some(FileKind::Directory)
        {
            found.push(Misnamed {
                path: templates,
                source: Arc::clone(source),
                place,
                why: Why::Templates,
                has_values: true,
            });
        }
        found
    }

    fn chart_at(&self, directory: &Path, depth: usize) -> Result<Chart, Error> {
        if depth == MAX_CHART_DEPTH {
            return Err(Error::TooDeep {
                path: directory.to_owned(),
                limit: MAX_CHART_DEPTH,
            });
        }
        let Metadata {
            name,
            version,
            is_library,
            kube_version,
            api_version,
            root: metadata,
            dependencies,
            start,
        } = read_metadata(self, directory)?;
        let kind = if depth == 0 {
            LayerKind::Base
        } else {
            LayerKind::Subchart
        };
        let layer = self.defaults(directory, kind)?;
        let mut subcharts = self.subcharts(directory, depth)?;
        // As `helm dependency build` does: what a dependency needs itself, it brings along.
        if self.as_packed && depth == 0 {
            let declared = dependencies.as_deref().unwrap_or_default();
            let from_folders = self.subcharts_in_folders(directory, declared, &subcharts);
            subcharts.extend(from_folders);
        }
        let mut misnamed = self.misnamed(directory, &layer);
        for subchart in &mut subcharts {
            misnamed.append(&mut subchart.misnamed);
        }
        Ok(Chart {
            directory: directory.to_owned(),
            name,
            version,
            is_library,
            kube_version,
            api_version,
            metadata,
            folders: BTreeSet::new(),
            misnamed,
            templates: self.templates(&directory.join("templates"), 0),
            has_values: self.files.kind(&directory.join(VALUES)).is_some(),
            start,
            defaults: layer.root.clone(),
            layer,
            lower: Vec::new(),
            dependencies,
            subcharts,
            prepared: Prepared::default(),
            rules: self.rules.clone(),
        })
    }

    /// The files in a folder of templates and those below it, also where a link leads.
    fn templates(&self, folder: &Path, depth: usize) -> Vec<PathBuf> {
        /// Nobody nests templates deeper.
        const DEEPEST: usize = 64;
        let mut found = Vec::new();
        if depth > DEEPEST || self.files.kind(folder) != Some(FileKind::Directory) {
            return found;
        }
        for path in self.files.list(folder).unwrap_or_default() {
            match self.files.kind(&path) {
                Some(FileKind::Directory) => found.extend(self.templates(&path, depth + 1)),
                Some(FileKind::File) => found.push(path),
                Some(FileKind::Irregular) | None => {}
            }
        }
        found
    }

    fn defaults(&self, directory: &Path, kind: LayerKind) -> Result<Layer, Error> {
        let path = directory.join("values.yaml");
        let text = match self.files.kind(&path) {
            // Helm reads the files of a folder, and none of these is the chart's values.
            None | Some(FileKind::Directory) => self.add(&path, String::new()),
            Some(FileKind::File | FileKind::Irregular) => self.text_of_chart(&path)?,
        };
        let schema = directory.join("values.schema.json");
        let has_schema = self.files.kind(&schema) == Some(FileKind::File);
        Ok(Layer {
            schema: has_schema.then(|| self.text(&schema)).transpose()?,
            ..self.layer(text, kind)?
        })
    }

    /// The charts in `charts/`. As in Helm, what begins with `_` or `.` is left out, and so are signatures and
    /// empty directories; whatever else is no chart is an error.
    fn subcharts(&self, directory: &Path, depth: usize) -> Result<Vec<Chart>, Error> {
        let charts = directory.join("charts");
        let mut subcharts = Vec::new();
        if self.files.kind(&charts) != Some(FileKind::Directory) {
            return Ok(subcharts);
        }
        for path in self.list(&charts)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(['_', '.']) || name.ends_with(".prov") {
                continue;
            }
            if name.ends_with(".tgz") {
                subcharts.push(self.packed_chart(&path, depth + 1)?);
            } else if self.files.kind(&path) == Some(FileKind::Directory) && self.is_chart(&path) {
                subcharts.push(self.chart_at(&path, depth + 1)?);
            } else if !self.is_empty_directory(&path) {
                let near = misnamed_chart(self.files, &path);
                return Err(Error::NotASubchart { path, near });
            }
        }
        Ok(subcharts)
    }

    fn packed_chart(&self, path: &Path, depth: usize) -> Result<Chart, Error> {
        if self.files.kind(path) == Some(FileKind::Directory) {
            return Err(Error::NotASubchart {
                path: path.to_owned(),
                near: None,
            });
        }
        let archive = unpack(&self.bytes(path)?, path).map_err(|source| Error::Archive {
            path: path.to_owned(),
            source,
        })?;
        let packed = self.reading(&archive.files);
        if !packed.is_chart(path) {
            return Err(Error::Archive {
                path: path.to_owned(),
                source: ArchiveError::NoChart,
            });
        }
        Ok(Chart {
            folders: archive.folders,
            ..packed.chart_at(path, depth)?
        })
    }

    fn is_chart(&self, directory: &Path) -> bool {
        self.files.kind(&directory.join("Chart.yaml")).is_some()
    }

    /// Whether a folder holds nothing that Helm would take for a file of a chart.
    fn is_empty_directory(&self, path: &Path) -> bool {
        let is_file = |path: &PathBuf| {
            self.files.kind(path) != Some(FileKind::Directory)
                && path.extension().is_none_or(|extension| extension != "prov")
        };
        let Ok(folders) = self.files.directories(path, &mut |_| true) else {
            return false;
        };
        self.files.kind(path) == Some(FileKind::Directory)
            && folders.iter().all(|folder| {
                let entries = self.files.list(folder);
                entries.is_ok_and(|entries| !entries.iter().any(is_file))
            })
    }
}

/// The rule that leaves out a file or folder of a chart's own folder.
fn left_out(
    rules: &IgnoreRules,
    source: Option<&Source>,
    name: &str,
    is_directory: bool,
) -> Option<Place> {
    let line = rules.leaving_out(name, is_directory)?;
    Some(source?.place(Span::new(line.start, line.end)))
}

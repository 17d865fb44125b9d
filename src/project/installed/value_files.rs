//! The files that an Application names, as Argo CD finds them (argo-cd `getResolvedValueFiles`, `ResolveValueFilePathOrUrl`).

use crate::gitops::{Installation, ValuesPart};
use crate::go::Glob;
use crate::project::Project;
use crate::source::FileKind;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Where the files of what is installed are.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    /// The file that installs it.
    file: &'a Path,
    /// The chart.
    chart: Option<&'a Path>,
    /// The root of the chart's repository, as far as the chart is where it is named.
    root: Option<PathBuf>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(one: &Installation, file: &'a Path, chart: Option<&'a Path>) -> Self {
        let folder = one.chart.folder.as_deref();
        let root = chart.zip(folder);
        Self {
            file,
            chart,
            root: root.and_then(|(chart, folder)| root_of(chart, Path::new(folder))),
        }
    }
}

/// The folder from which a path leads to a chart.
fn root_of(chart: &Path, folder: &Path) -> Option<PathBuf> {
    let within: PathBuf = { folder.components() }
        .filter(|part| !matches!(part, Component::CurDir | Component::RootDir))
        .collect();
    let root = chart.ancestors().nth(within.components().count())?;
    (chart.ends_with(&within) || within.as_os_str().is_empty()).then(|| root.to_owned())
}

impl Project<'_> {
    /// The files that each entry of `valueFiles` means, in their order; `None` where that is not known. One that is named by itself
    /// stands where it is named, and not where a pattern has it; none is there twice.
    pub(super) fn value_files(
        &self,
        one: &Installation,
        at: &Surroundings<'_>,
    ) -> Vec<Option<Vec<PathBuf>>> {
        let named = one.parts.iter().filter_map(|part| match part {
            ValuesPart::File {
                path, is_optional, ..
            } => Some((path.as_deref(), *is_optional)),
            _ => None,
        });
        let named: Vec<(Option<&str>, bool)> = named.collect();
        let plain = { named.iter() }.filter_map(|(path, _)| path.filter(|path| !is_glob(path)));
        let plain: BTreeSet<PathBuf> = plain.filter_map(|path| self.located(path, at)).collect();
        let mut seen = BTreeSet::new();
        let found = named.into_iter().map(|(path, is_optional)| {
            let path = path?;
            let mut found = match is_glob(path) {
                true => self.matched(path, at),
                false => self
                    .located(path, at)
                    .map(|path| match self.files.kind(&path) {
                        Some(_) => vec![path],
                        None => Vec::new(),
                    }),
            }?;
            if found.is_empty() && !is_optional {
                return None;
            }
            let is_pinned = |file: &PathBuf| is_glob(path) && plain.contains(file);
            found.retain(|file| !is_pinned(file) && seen.insert(file.clone()));
            Some(found)
        });
        found.collect()
    }

    /// The files of `fileParameters`, as far as it is known where they are.
    pub(super) fn contents_of(
        &self,
        one: &Installation,
        file: &Path,
        chart: Option<&Path>,
    ) -> BTreeSet<PathBuf> {
        let at = Surroundings::new(one, file, chart);
        let paths = one.parts.iter().filter_map(|part| match part {
            ValuesPart::Content { path, .. } => path.as_deref(),
            _ => None,
        });
        paths.filter_map(|path| self.located(path, &at)).collect()
    }

    /// Where a path leads, whether or not something is there; `None` if that is not known. Of another repository only what is here
    /// is known.
    pub(super) fn located(&self, path: &str, at: &Surroundings<'_>) -> Option<PathBuf> {
        let within = path.trim_start_matches('/');
        match path.split_once('/') {
            Some((reference, rest)) if reference.starts_with('$') => {
                self.in_repository(rest, at.file)
            }
            Some(("", _)) => match &at.root {
                Some(root) => Some(self.here.relative(&root.join(within))),
                None => self.in_repository(within, at.file),
            },
            _ => Some(self.here.relative(&at.chart?.join(path))),
        }
    }

    /// The files that a pattern fits, in the order in which Argo CD has them; `None` if that is not known.
    fn matched(&self, pattern: &str, at: &Surroundings<'_>) -> Option<Vec<PathBuf>> {
        // Alternatives and escapes are read by Argo CD, and are not worth it here.
        if pattern.contains(['{', '\\']) {
            return None;
        }
        let segments: Vec<&str> = pattern.split('/').collect();
        let first = segments.iter().position(|segment| is_glob(segment))?;
        let (folder, rest) = segments.split_at(first);
        let folder = match folder {
            [] => at.chart?.to_owned(),
            [""] => at.root.clone()?,
            // It is not known which folder the root of another repository is.
            [reference] if reference.starts_with('$') => return None,
            folder => self.located(&folder.join("/"), at)?,
        };
        let mut found = Vec::new();
        self.add_matches(&folder, rest, &mut found)?;
        // Helm refuses a folder.
        let are_files = { found.iter() }.all(|path| self.files.kind(path) == Some(FileKind::File));
        (are_files && !(found.is_empty() && pattern.starts_with('$'))).then_some(found)
    }

    /// Adds what the segments of a pattern fit below a folder: `**` is the folder and all below it, each before those in it.
    fn add_matches(
        &self,
        folder: &Path,
        segments: &[&str],
        found: &mut Vec<PathBuf>,
    ) -> Option<()> {
        let Some((first, rest)) = segments.split_first() else {
            found.push(self.here.relative(folder));
            return Some(());
        };
        let is_deep = *first == "**";
        let name = Glob::parse(&first.replace("[!", "[^"))?;
        if is_deep {
            self.add_matches(folder, rest, found)?;
        } else if !is_glob(first) {
            let path = folder.join(first);
            return match self.files.kind(&path) {
                Some(_) => self.add_matches(&path, rest, found),
                None => Some(()),
            };
        }
        for path in self
            .files
            .list(&self.here.relative(folder))
            .unwrap_or_default()
        {
            let entry = path.file_name()?.to_string_lossy();
            let is_folder = self.files.kind(&path) == Some(FileKind::Directory);
            match is_deep {
                // It may lead back to where it is.
                true if is_folder && self.files.is_link(&path) => return None,
                true if is_folder => self.add_matches(&path, segments, found)?,
                false if name.matches(&entry) => self.add_matches(&path, rest, found)?,
                _ => {}
            }
        }
        Some(())
    }
}

/// Whether a path is a pattern to Argo CD.
fn is_glob(path: &str) -> bool {
    path.contains(['*', '?', '['])
}

//! `--each`: the files that globs match, each as a target of its own on one chart.

use super::Discovered;
use crate::config::Config;
use crate::project::role::{Role, is_for_people, sentence};
use crate::project::{Project, ProjectError, Target};
use crate::source::{FileKind, WorkingDirectory};
use globset::{GlobBuilder, GlobMatcher, escape};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What makes a part of a glob more than a name.
const SPECIAL: &[char] = &['*', '?', '[', '{', '\\'];

impl Project<'_> {
    /// Adds each file that `--each` matches as a target on the chart that is named. Only values files are; the others are passed over,
    /// and so is what `exclude` covers.
    ///
    /// # Errors
    /// When a config file, or a glob, cannot be used.
    pub(super) fn add_each(&self, found: &mut Discovered) -> Result<(), ProjectError> {
        let Some(chart) = self.chart_of_each(found) else {
            return Ok(());
        };
        found.whole.insert(chart.clone());
        let config = self.config(&chart)?;
        for text in &self.request.each {
            let glob = EachGlob::read(text, &self.here)?;
            let files = match self.matched_files(&glob) {
                Ok(files) => files,
                Err(source) => {
                    let path = glob.root;
                    found.failures.push(ProjectError::Walk { path, source });
                    continue;
                }
            };
            let mut count = 0;
            for file in &files {
                count += usize::from(self.add_matched(&chart, file, &config, found)?);
            }
            if count == 0 {
                self.note_no_match(text, files.len(), found);
            }
        }
        Ok(())
    }

    /// The one chart that is named, as TARGET or by `--chart`.
    fn chart_of_each(&self, found: &mut Discovered) -> Option<PathBuf> {
        if self.request.chart.is_some() && self.request.targets.is_empty() {
            return self.named_chart(found);
        }
        let path = match &self.request.targets[..] {
            [named] if self.request.chart.is_none() => self.here.relative(named),
            [] => PathBuf::from("."),
            _ => {
                found.failures.push(ProjectError::EachOnSeveral);
                return None;
            }
        };
        let kind = self.files.kind(&path);
        let is_packed = kind == Some(FileKind::File) && self.is_gzipped(&path);
        if is_packed || kind == Some(FileKind::Directory) && self.is_chart(&path) {
            return Some(path);
        }
        found.failures.push(match kind {
            None => ProjectError::Missing { path },
            Some(_) => ProjectError::each_on_no_chart(&path),
        });
        None
    }

    /// Adds a file that a glob matches; returns whether it is a target.
    fn add_matched(
        &self,
        chart: &Path,
        file: &Path,
        config: &Config,
        found: &mut Discovered,
    ) -> Result<bool, ProjectError> {
        if self.is_excluded(file, config)? {
            found.skipped.push(self.excluded(file, config)?);
            return Ok(false);
        }
        let reason = match self.role(file) {
            Role::Values if is_for_people(file) => "holds no values",
            Role::Values if self.manifests_in(file).is_some() => "holds manifests, not values",
            Role::Values => {
                found.targets.insert(on_chart(chart, file, config));
                return Ok(true);
            }
            Role::Chart(..) => "is a chart's own, not a values file on top of it",
            Role::Skipped(reason) => reason,
            Role::Packed | Role::MisnamedChart | Role::Other(_) => "holds no values",
        };
        found.skipped.push(sentence(file, reason));
        Ok(false)
    }

    /// A glob that makes no target would pass for a check of all that it was meant to match.
    fn note_no_match(&self, glob: &str, passed_over: usize, found: &mut Discovered) {
        let error = ProjectError::EachOfNothing {
            glob: glob.to_owned(),
            passed_over,
        };
        match self.request.allow_empty {
            true => found.skipped.push(error.to_string()),
            false => found.failures.push(error),
        }
    }

    /// Whether a path may be that of a file. A link that leads nowhere was meant to be one: that is told when it is read.
    fn may_be_file(&self, path: &Path) -> bool {
        match self.files.kind(path) {
            Some(kind) => kind != FileKind::Directory,
            None => self.files.is_link(path),
        }
    }

    /// The files that a glob matches, sorted, as they are reached from the working directory.
    fn matched_files(&self, glob: &EachGlob) -> std::io::Result<BTreeSet<PathBuf>> {
        let relative = |path: &Path| self.here.relative(path);
        if self.files.kind(&glob.root) == Some(FileKind::File) {
            let path = relative(&glob.root);
            return Ok(BTreeSet::from_iter(
                glob.matches(&path, &self.here).then_some(path),
            ));
        }
        if self.files.kind(&glob.root).is_none() {
            return Ok(BTreeSet::new());
        }
        let mut enter = |folder: &Path| {
            self.progress.folder();
            glob.may_match_below(folder)
        };
        let mut files = BTreeSet::new();
        for folder in self.files.directories(&glob.root, &mut enter)? {
            for entry in self.files.list(&folder)? {
                let path = relative(&entry);
                if glob.matches(&path, &self.here) && self.may_be_file(&path) {
                    files.insert(path);
                }
            }
        }
        Ok(files)
    }
}

/// A file on a chart; what the config file says of this target holds for it.
fn on_chart(chart: &Path, file: &Path, config: &Config) -> Target {
    let target = Target::of_chart(chart.to_path_buf(), vec![file.to_path_buf()]);
    let mut entries = config.targets.iter().map(Target::from);
    let known = entries.find(|entry| entry.base == target.base && entry.files == target.files);
    known.unwrap_or(target)
}

/// A glob, taken apart: the folder that it starts at, and what it matches below.
struct EachGlob {
    /// The folder, or the file where nothing in the glob is more than a name.
    root: PathBuf,
    matcher: GlobMatcher,
    /// How many folders below the root a file may be in; `None` for any number.
    depth: Option<usize>,
    /// Whether it names hidden folders: else they are not looked into.
    names_hidden: bool,
}

impl EachGlob {
    fn read(text: &str, here: &WorkingDirectory) -> Result<Self, ProjectError> {
        let mut parts = text.split('/').peekable();
        let mut names = Vec::new();
        while let Some(name) = parts.next_if(|part| !part.contains(SPECIAL)) {
            names.push(name);
        }
        let rest: Vec<&str> = parts.collect();
        let root = match &names[..] {
            [] => PathBuf::from("."),
            [""] => PathBuf::from("/"),
            names => PathBuf::from(names.join("/")),
        };
        // From the root on, so that `./` and `..` in the glob match too.
        let above = escape(&here.absolute(&root).to_string_lossy());
        let whole = match rest.is_empty() {
            true => above,
            false => format!("{}/{}", above.trim_end_matches('/'), rest.join("/")),
        };
        let glob = GlobBuilder::new(&whole).literal_separator(true).build();
        let glob = glob.map_err(|source| ProjectError::Each {
            glob: text.to_owned(),
            source,
        })?;
        let has_any_depth = rest
            .iter()
            .any(|part| part.contains("**") || part.contains('{'));
        Ok(Self {
            matcher: glob.compile_matcher(),
            depth: (!has_any_depth).then(|| rest.len().saturating_sub(1)),
            names_hidden: rest.iter().any(|part| part.starts_with('.')),
            root,
        })
    }

    fn matches(&self, path: &Path, here: &WorkingDirectory) -> bool {
        self.matcher.is_match(here.absolute(path))
    }

    /// Whether a folder below the root may hold files that it matches.
    fn may_match_below(&self, folder: &Path) -> bool {
        let below = folder.strip_prefix(&self.root).unwrap_or(folder);
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let is_hidden = name.starts_with('.') && !self.names_hidden;
        let is_too_deep = { self.depth }.is_some_and(|depth| below.components().count() > depth);
        !is_hidden && !is_too_deep
    }
}

#[cfg(test)]
mod tests {
    use super::EachGlob;
    use crate::source::WorkingDirectory;
    use std::path::Path;

    fn glob(text: &str) -> EachGlob {
        EachGlob::read(text, &WorkingDirectory::new("/src/repo")).unwrap()
    }

    #[test]
    fn a_glob_matches_from_the_working_directory_on() {
        let here = WorkingDirectory::new("/src/repo");
        for (text, path, expected) in [
            ("clusters/*.yaml", "clusters/a.yaml", true),
            ("./clusters/*.yaml", "clusters/a.yaml", true),
            ("clusters/../clusters/*.yaml", "clusters/a.yaml", true),
            ("/src/repo/clusters/*.yaml", "clusters/a.yaml", true),
            ("../fleet/*/values.yaml", "../fleet/a/values.yaml", true),
            ("clusters/*.yaml", "clusters/eu/a.yaml", false),
            ("clusters/**/*.yaml", "clusters/eu/west/a.yaml", true),
            ("clusters/**/*.yaml", "clusters/a.yaml", true),
            (
                "clusters/{eu,us/east}/*.yaml",
                "clusters/us/east/a.yaml",
                true,
            ),
            ("*.yaml", "a.yaml", true),
            ("a.yaml", "a.yaml", true),
            ("a.yaml", "b.yaml", false),
        ] {
            let matches = glob(text).matches(Path::new(path), &here);
            assert_eq!(matches, expected, "{text} {path}");
        }
    }

    #[test]
    fn only_folders_that_may_hold_a_match_are_looked_into() {
        for (text, folder, expected) in [
            ("clusters/*/values.yaml", "clusters/a", true),
            ("clusters/*/values.yaml", "clusters/a/b", false),
            ("clusters/**/values.yaml", "clusters/a/b/c", true),
            ("clusters/*.yaml", "clusters/a", false),
            ("**/*.yaml", "./.git", false),
            (".ci/*/*.yaml", ".ci/a", true),
            ("*/.ci/*.yaml", "./a/.ci", true),
        ] {
            let enters = glob(text).may_match_below(Path::new(folder));
            assert_eq!(enters, expected, "{text} {folder}");
        }
    }
}

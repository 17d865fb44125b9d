//! `.helmignore`: files that Helm leaves out of a chart that is a directory.

use crate::go::Glob;
use crate::source::{FileEntry, FileKind, FileSystem, display_path};
use crate::values::refused::IgnoreError;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What Helm leaves out of every folder, as the last of its rules.
const ALWAYS: &str = "templates/.?*";

/// The rules of one file, and Helm's own.
#[derive(Debug)]
pub(super) struct IgnoreRules {
    rules: Vec<IgnoreRule>,
}

#[derive(Debug)]
struct IgnoreRule {
    /// The bytes of the file that hold it; none for Helm's own.
    line: Range<usize>,
    glob: Glob,
    negated: bool,
    directories_only: bool,
    /// Whether it is held against the last part of a path only.
    names_only: bool,
}

impl Default for IgnoreRules {
    /// Only Helm's own rules.
    fn default() -> Self {
        Self {
            rules: IgnoreRule::parse(ALWAYS).into_iter().collect(),
        }
    }
}

impl IgnoreRules {
    /// Reads the file. An error comes with the bytes of the line that holds it.
    pub(super) fn parse(text: &str) -> Result<Self, (Range<usize>, IgnoreError)> {
        let mut rules = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_start_matches('\u{feff}').trim();
            let at = start + line.find(content).unwrap_or(0);
            start += line.len();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let line = at..at + content.len();
            let rule = IgnoreRule::parse(content).map_err(|error| (line.clone(), error))?;
            rules.push(IgnoreRule { line, ..rule });
        }
        rules.extend(IgnoreRule::parse(ALWAYS));
        Ok(Self { rules })
    }

    /// The bytes of the rule that leaves out a file or folder of the chart's own folder; `None` if it stays.
    pub(super) fn leaving_out(&self, name: &str, is_directory: bool) -> Option<Range<usize>> {
        let mut rules = self.rules.iter();
        let rule = rules.find(|rule| rule.matches(name, is_directory) != rule.negated)?;
        Some(rule.line.clone())
    }

    /// Whether what is at a path of a chart is left out by itself.
    pub(super) fn leave_out(&self, path: &Path, chart: &Path, kind: FileKind) -> bool {
        let Ok(inner) = path.strip_prefix(chart) else {
            return false;
        };
        let inner = display_path(inner);
        self.ignores(&inner, kind == FileKind::Directory)
    }

    /// Whether a file or directory is left out; its path counts from the chart, with `/`. A rule with `!` leaves out
    /// all that it does not match, and takes nothing back that another one leaves out.
    fn ignores(&self, path: &str, is_directory: bool) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| rule.matches(path, is_directory) != rule.negated)
    }
}

impl IgnoreRule {
    fn parse(line: &str) -> Result<Self, IgnoreError> {
        if line.contains("**") {
            return Err(IgnoreError::DoubleStar);
        }
        let (negated, line) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let (directories_only, line) = match line.strip_suffix('/') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        Ok(Self {
            line: 0..0,
            names_only: !line.contains('/'),
            glob: Glob::parse(line.strip_prefix('/').unwrap_or(line))
                .ok_or(IgnoreError::Pattern)?,
            negated,
            directories_only,
        })
    }

    fn matches(&self, path: &str, is_directory: bool) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let subject = if self.names_only { name } else { path };
        (is_directory || !self.directories_only) && self.glob.matches(subject)
    }
}

/// The rules of a chart, for its own folder and all below it.
#[derive(Debug)]
pub(in crate::values) struct ChartRules {
    chart: PathBuf,
    pub(super) rules: IgnoreRules,
}

impl ChartRules {
    pub(super) fn new(chart: &Path, rules: IgnoreRules) -> Self {
        Self {
            chart: chart.to_owned(),
            rules,
        }
    }
}

/// A file system without what a chart's rules leave out.
pub(super) struct Ignoring<'f> {
    pub(super) files: &'f dyn FileSystem,
    pub(super) rules: &'f ChartRules,
}

impl Ignoring<'_> {
    /// Whether a path, or a directory on the way to it, is left out.
    fn hides(&self, path: &Path) -> bool {
        let ChartRules { chart, rules } = self.rules;
        let Ok(inner) = path.strip_prefix(chart) else {
            return false;
        };
        let inner = display_path(inner);
        let ends = inner.match_indices('/').map(|(at, _)| at);
        let mut above = ends.map(|end| &inner[..end]);
        if inner.is_empty() {
            return false;
        }
        above.any(|directory| rules.ignores(directory, true)) || {
            let is_directory = self.files.kind(path) == Some(FileKind::Directory);
            rules.ignores(&inner, is_directory)
        }
    }

    fn shown<T>(&self, path: &Path, answer: io::Result<T>) -> io::Result<T> {
        if self.hides(path) {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        answer
    }
}

impl FileSystem for Ignoring<'_> {
    fn kind(&self, path: &Path) -> Option<FileKind> {
        let kind = self.files.kind(path)?;
        (!self.hides(path)).then_some(kind)
    }

    fn look(&self, path: &Path) -> io::Result<FileEntry> {
        self.shown(path, self.files.look(path))
    }

    fn is_link(&self, path: &Path) -> bool {
        !self.hides(path) && self.files.is_link(path)
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        self.files.check(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.files.real(path)
    }

    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        self.files.archive_of(path)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        self.shown(path, self.files.size(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.shown(path, self.files.read(path))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries = self.shown(path, self.files.list(path))?;
        entries.retain(|entry| !self.hides(entry));
        Ok(entries)
    }

    fn directories(
        &self,
        root: &Path,
        enter: &mut dyn FnMut(&Path) -> bool,
    ) -> io::Result<Vec<PathBuf>> {
        let mut enter = |path: &Path| !self.hides(path) && enter(path);
        self.files.directories(root, &mut enter)
    }
}

#[cfg(test)]
mod tests {
    use super::{IgnoreError, IgnoreRules};

    #[test]
    fn rules_leave_out_what_helm_leaves_out() {
        for (rules, path, is_directory, ignored) in [
            ("*.md", "docs/a.md", false, true),
            ("docs", "x/docs", true, true),
            ("docs/", "docs", false, false),
            ("docs/", "docs", true, true),
            ("/a.yaml", "a.yaml", false, true),
            ("/a.yaml", "x/a.yaml", false, false),
            ("x/*.yaml", "x/a.yaml", false, true),
            ("x/*.yaml", "y/x/a.yaml", false, false),
            ("# a\n\n  *.tmp  \r\n", "a.tmp", false, true),
            ("!a.yaml", "a.yaml", false, false),
            ("!a.yaml", "b.yaml", false, true),
            ("*.yaml\n!a.yaml", "a.yaml", false, true),
            ("!a/", "a", false, true),
            ("\u{feff}a", "a", false, true),
            ("", "templates/.x.yaml", false, true),
            ("", "templates/.", false, false),
            ("", "templates/a/.x.yaml", false, false),
        ] {
            let parsed = IgnoreRules::parse(rules).unwrap();
            assert_eq!(
                parsed.ignores(path, is_directory),
                ignored,
                "{rules:?} {path}"
            );
        }
        assert_eq!(
            IgnoreRules::parse("a\n **/b\n").unwrap_err(),
            (3..7, IgnoreError::DoubleStar)
        );
        assert_eq!(
            IgnoreRules::parse("[a").unwrap_err(),
            (0..2, IgnoreError::Pattern)
        );
    }
}

//! What a chart's own templates show: which keys they name, and which headers they give its agents' servers.

use super::dependencies::{self, Absent};
use super::parse_fault::parse_fault;
use crate::contract::{Expansion, KNOWN_CHARTS};
use crate::rules::TemplateFault;
use crate::source::{
    FileKind, FileSystem, Name, Place, Segment, Source, Sources, Span, ValuePath, display_path,
};
use crate::template::version::HelmVersion;
use crate::templates::{self, Reading};
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
    reading: OnceLock<Reading>,
    expansion: OnceLock<Arc<Expansion>>,
    faults: OnceLock<Vec<TemplateFault>>,
}

/// A chart in `charts/`, with the key that holds its values.
#[derive(Debug)]
pub(super) struct Below {
    pub(super) key: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) templates: Templates,
}

/// The keys of a path, without the places in lists.
fn keys(path: &ValuePath) -> impl Iterator<Item = &str> {
    path.segments().iter().filter_map(|segment| match segment {
        Segment::Key(key) => Some(&**key),
        Segment::Index(_) => None,
    })
}

impl Templates {
    /// The templates of a chart and its subcharts.
    pub(super) fn new(chart: &Chart) -> Self {
        let absent = dependencies::absent(chart);
        Self {
            below: below(chart),
            wraps: !absent.is_empty() && !KNOWN_CHARTS.contains(&&*chart.name),
            absent,
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
            reading: OnceLock::new(),
            expansion: OnceLock::new(),
            faults: OnceLock::new(),
        }
    }

    pub(super) fn chart(&self) -> &Path {
        &self.chart
    }

    /// Those of the charts in `charts/`.
    pub(super) fn below(&self) -> &[Below] {
        &self.below
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

    /// What the templates do with the value at a path.
    pub(super) fn reading(&self, files: &dyn FileSystem, path: &ValuePath) -> &Reading {
        self.reading.get_or_init(|| {
            let keys: Vec<&str> = keys(path).collect();
            let own = self.texts(files);
            match templates::reading(own, &[], &keys) {
                Reading::Unclear(_) => templates::reading(own, &self.texts_below(files), &keys),
                certain => certain,
            }
        })
    }

    /// Which template text in values they evaluate.
    pub(super) fn expansion(&self, files: &dyn FileSystem) -> &Arc<Expansion> {
        self.expansion.get_or_init(|| {
            let passed = |templates: &Self| {
                let own = templates.texts(files);
                let passed = || templates::passed(own, &templates.texts_below(files));
                (!own.is_empty()).then(passed)
            };
            let below = self.below.iter();
            let absent = self.absent.iter();
            Arc::new(Expansion {
                own: passed(self),
                below: below
                    .map(|below| (below.key.to_string(), passed(&below.templates)))
                    .chain(absent.map(|absent| (absent.key.to_string(), None)))
                    .collect(),
            })
        })
    }

    /// Whether one of them names a key below a root key as templates read keys: `.key`, or in quotes. The same word as a
    /// manifest's own key or in a comment reads nothing, and `.Values.other.key` reads a key below another root.
    pub(super) fn name(&self, files: &dyn FileSystem, key: &str, root: &str) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_identifier = !key.is_empty() && key.chars().all(|c| is_word(c) || c == '.');
        let names = |text: &str| {
            text.match_indices(key).any(|(start, _)| {
                let (before, after) = (&text[..start], &text[start + key.len()..]);
                let is_field = is_identifier
                    && before.ends_with('.')
                    && !after.starts_with(is_word)
                    && may_start_at(root, before, key);
                let is_quoted = |quote: char| before.ends_with(quote) && after.starts_with(quote);
                is_field || is_quoted('"') || is_quoted('`')
            })
        };
        self.texts(files).iter().any(|(_, text)| names(text))
    }

    /// Whether one of them may read a value: it names the path, or uses what is around it as a whole. Helpers that are not
    /// here are taken to read other values.
    pub(super) fn may_read(&self, files: &dyn FileSystem, path: &ValuePath) -> bool {
        matches!(
            self.uses(files, path),
            Reading::Named(_) | Reading::Whole(_) | Reading::Cut
        )
    }

    /// What they do with the value at any path; that of agents' definitions [`Templates::reading`] remembers.
    pub(super) fn uses(&self, files: &dyn FileSystem, path: &ValuePath) -> Reading {
        let keys: Vec<&str> = keys(path).collect();
        templates::reading(self.texts(files), &self.texts_below(files), &keys)
    }

    /// Whether one of them has a key in quotes, and not as the name of a helper. That is how a key with dots is read.
    pub(super) fn quote(&self, files: &dyn FileSystem, key: &str) -> bool {
        let is_key = |text: &str, start: usize, quote: char| {
            let (before, after) = (&text[..start], &text[start + key.len()..]);
            let before = before.strip_suffix(quote).map(str::trim_end);
            before.is_some_and(|before| after.starts_with(quote) && !names_a_helper(before))
        };
        let quotes = |text: &str| {
            let mut found = text.match_indices(key);
            found.any(|(start, _)| is_key(text, start, '"') || is_key(text, start, '`'))
        };
        !key.is_empty() && self.texts(files).iter().any(|(_, text)| quotes(text))
    }

    /// What keeps Helm from parsing the chart's own templates, the first of each. These become sources.
    pub(super) fn faults(
        &self,
        files: &dyn FileSystem,
        sources: &Sources,
        version: HelmVersion,
    ) -> &[TemplateFault] {
        let find = |(path, text): &(PathBuf, String)| {
            let fault = parse_fault(text, version)?;
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

    /// The sources of all charts below.
    fn texts_below(&self, files: &dyn FileSystem) -> Vec<(PathBuf, String)> {
        let mut texts = Vec::new();
        for below in &self.below {
            texts.extend_from_slice(below.templates.texts(files));
            texts.extend(below.templates.texts_below(files));
        }
        texts
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

/// Whether a key with what is before it may be a path below a root key: from `.Values` on it must start there, and
/// from a variable on it may start anywhere.
fn may_start_at(root: &str, before: &str, key: &str) -> bool {
    let is_of_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
    let chain = &before[before.trim_end_matches(is_of_path).len()..];
    match chain.split_once("Values.") {
        Some(("." | "$.", rest)) => format!("{rest}{key}").split('.').next() == Some(root),
        _ => true,
    }
}

/// Whether what is before a word in quotes makes it the name of a helper.
fn names_a_helper(before: &str) -> bool {
    let words = ["include", "template", "define", "block"];
    words.iter().any(|word| before.ends_with(word))
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
fn below(chart: &Chart) -> Vec<Below> {
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
            templates: Templates::new(subchart),
        }));
    }
    all
}

#[cfg(test)]
mod tests;

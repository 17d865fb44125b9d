//! What a chart's templates can do with values, whatever the values are.
//!
//! Templates are followed (`walk`) with all that their operands may be (`item`): paths of values, what Helm hands to them, and
//! mappings that they make. Both ways of each branch are taken, and the helpers that are called are followed with what they are
//! called with. A function that is not known to hand a value on uses all of it. So what is found unused is unused; what is found
//! used may be so in a branch that never runs.

mod branches;
mod calls;
mod fields;
mod found;
mod functions;
mod item;
mod kinds;
mod made;
mod operands;
mod output;
#[cfg(test)]
mod tests;
mod texts;
mod walk;
mod wording;
mod words;

pub use found::{Evaluated, Reading, Usage, Use, UseKind};
pub use kinds::kinds;
pub use texts::{UsageText, UsageTexts};
pub use words::Words;

use crate::source::PathPattern;
use std::sync::Arc;
use texts::NOTES;
use walk::Walk;

/// A chart whose templates are followed.
#[derive(Debug, Clone)]
pub struct UsageChart {
    /// What its templates' names begin with: `c/charts/d`.
    pub path: Arc<str>,
    /// The key of its values in those of the chart above; for the first chart of all it means nothing.
    pub key: Arc<str>,
    /// The chart above, by its place in the list.
    pub above: Option<usize>,
}

/// What is asked of templates.
#[derive(Debug)]
pub struct UsageQuestion<'p> {
    /// All templates that can call each other.
    pub texts: &'p UsageTexts,
    /// The charts that they are of, each after the one above it.
    pub charts: &'p [UsageChart],
    /// Whether only what the first chart renders counts, and not what those below it do.
    pub is_of_first: bool,
    /// Texts of values and files that templates may evaluate.
    pub evaluated: &'p [Arc<str>],
}

impl UsageQuestion<'_> {
    /// What the templates do.
    pub fn usage(&self) -> Usage {
        let scope = Scope::new(self);
        let mut usage = Walk::new(&scope).run();
        for file in &self.texts.unparsed {
            if scope.is_own(*file) {
                let source = self.texts.source(*file);
                usage.note_unparsed(*file, source);
                usage.evaluated.is_any |= source.contains("tpl");
            }
        }
        usage
    }
}

/// A file that is rendered.
#[derive(Debug, Clone)]
struct Entry {
    file: usize,
    name: Arc<str>,
    chart: usize,
}

/// What is followed.
struct Scope<'p> {
    texts: &'p UsageTexts,
    charts: &'p [UsageChart],
    is_of_first: bool,
    prefixes: Vec<PathPattern>,
    entries: Vec<Entry>,
    evaluated: &'p [Arc<str>],
}

impl<'p> Scope<'p> {
    fn new(question: &UsageQuestion<'p>) -> Self {
        let charts = question.charts;
        let mut prefixes: Vec<PathPattern> = Vec::with_capacity(charts.len());
        for chart in charts {
            let above = chart.above.and_then(|above| prefixes.get(above));
            let prefix = above.map(|above| above.append(&PathPattern::keys([&*chart.key])));
            prefixes.push(prefix.unwrap_or_default());
        }
        let mut scope = Self {
            texts: question.texts,
            charts,
            is_of_first: question.is_of_first,
            prefixes,
            entries: Vec::new(),
            evaluated: question.evaluated,
        };
        let mut notes = Vec::new();
        for (file, text) in question.texts.texts.iter().enumerate() {
            let base = text.name.rsplit('/').next().unwrap_or_default();
            let entry = Entry {
                file,
                name: Arc::clone(&text.name),
                chart: text.chart,
            };
            match base {
                _ if base.starts_with('_') || !scope.is_own(file) => {}
                _ if base == NOTES => notes.push(entry),
                _ => scope.entries.push(entry),
            }
        }
        // Of a manifest and the notes that do the same the manifest is told.
        scope.entries.append(&mut notes);
        scope
    }

    /// Whether what a file does counts as its own.
    fn is_own(&self, file: usize) -> bool {
        !self.is_of_first || self.texts.chart(file) == Some(0)
    }

    /// Where the values of a chart are.
    fn prefix(&self, chart: usize) -> PathPattern {
        self.prefixes.get(chart).cloned().unwrap_or_default()
    }

    fn above(&self, chart: usize) -> Option<usize> {
        self.charts.get(chart)?.above
    }

    /// The charts right below one, of all keys or of one.
    fn below(&self, above: usize, key: Option<&str>) -> impl Iterator<Item = usize> {
        let charts = self.charts.iter().enumerate();
        charts
            .filter(move |(_, chart)| {
                chart.above == Some(above) && key.is_none_or(|key| *chart.key == *key)
            })
            .map(|(index, _)| index)
    }

    fn base_path(&self, chart: usize) -> String {
        let path = self.charts.get(chart).map_or("", |chart| &chart.path);
        format!("{path}/templates")
    }
}

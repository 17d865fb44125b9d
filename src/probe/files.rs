//! Which files of a chart have to be run for a question.

use super::Probe;
use crate::source::Segment;
use crate::template::origin::TextId;
use crate::template::{ChartSource, may_write};
use std::collections::BTreeSet;

impl Probe<'_> {
    /// The chart that is asked about.
    pub(super) fn asked(&self) -> Option<&ChartSource> {
        self.at
            .segments()
            .iter()
            .try_fold(self.chart, |chart, segment| match segment {
                Segment::Key(key) => chart.subcharts.iter().find(|one| one.name == *key),
                Segment::Index(_) => None,
            })
    }

    /// The files of that chart that Helm runs.
    pub(super) fn own_files(&self) -> BTreeSet<TextId> {
        let Some(chart) = self.asked() else {
            return BTreeSet::new();
        };
        let folder = format!("{}/templates/", chart.path);
        let is_run = |name: &str| {
            let base = name.rsplit('/').next().unwrap_or_default();
            name.starts_with(&folder) && !base.starts_with('_') && base != "NOTES.txt"
        };
        let texts = self.program.texts().iter().enumerate();
        texts
            .filter(|(_, text)| is_run(&text.name))
            .map(|(index, _)| TextId(u32::try_from(index).unwrap_or(u32::MAX)))
            .collect()
    }

    /// Those of them in which a word is, or in a template that they call.
    pub(super) fn files_with(&self, word: &str) -> BTreeSet<TextId> {
        let mut files = self.own_files();
        files.retain(|file| {
            let text = self.program.texts().get(file.0 as usize);
            text.is_some_and(|text| may_write(self.program, &text.name, word))
        });
        files
    }
}

//! What is known of charts' templates from one round of fixing to the next: their trees, and which files need not be executed
//! again. Fixes change values; what a file made of those that it read stays.

use crate::template::ChartSource;
use crate::template::parses::Parses;
use crate::template::reuse::KnownFiles;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What several projects of one request share.
#[derive(Debug, Default)]
pub struct KnownCharts {
    parses: Arc<Parses>,
    /// By the chart's folder, and by what is on in it.
    files: Mutex<BTreeMap<(PathBuf, String), KnownChart>>,
}

#[derive(Debug)]
struct KnownChart {
    source: ChartSource,
    files: Arc<KnownFiles>,
}

impl KnownCharts {
    /// Templates' texts, parsed.
    pub(in crate::project) fn parses(&self) -> &Arc<Parses> {
        &self.parses
    }

    /// What is known of the files of a chart; nothing if they have changed.
    pub(super) fn files_of(
        &self,
        directory: &Path,
        is_on: &str,
        source: &ChartSource,
    ) -> Arc<KnownFiles> {
        let mut known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (directory.to_owned(), is_on.to_owned());
        let same = known.get(&key).filter(|known| known.source.is_same(source));
        if let Some(known) = same {
            return Arc::clone(&known.files);
        }
        let files = Arc::<KnownFiles>::default();
        let chart = KnownChart {
            source: source.clone(),
            files: Arc::clone(&files),
        };
        known.insert(key, chart);
        files
    }
}

#[cfg(test)]
mod tests {
    use super::KnownCharts;
    use crate::project::{Project, Request, lint};
    use crate::source::{Memory, Sources, WorkingDirectory};
    use std::io;
    use std::sync::{Arc, PoisonError};

    const CHART: &str = "apiVersion: v2\nname: web\nversion: 0.1.0\n";
    const BY_A: &str = "a: {{ .Values.a }}\n";

    impl KnownCharts {
        /// How many files were executed, and how many were not.
        pub(in crate::project) fn counts(&self) -> (usize, usize) {
            let known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            let counts = known.values().map(|chart| chart.files.counts());
            counts.fold((0, 0), |(executed, reused), (more, less)| {
                (executed + more, reused + less)
            })
        }
    }

    fn lint_chart(known: &Arc<KnownCharts>, values: &str, template: &str) -> usize {
        let files = Memory::default()
            .with("chart/Chart.yaml", CHART)
            .with("chart/values.yaml", values)
            .with("chart/templates/a.yaml", template)
            .with("chart/templates/b.yaml", "b: {{ .Values.b.c }}\n")
            .with("chart/templates/c.yaml", "c: 1\n");
        let request = Request {
            targets: vec!["chart".into()],
            ..Request::default()
        };
        let sources = Sources::default();
        let here = WorkingDirectory::new("/here");
        let no_stdin = || Ok::<_, io::Error>(Vec::new());
        let project = Project::new(&request, &files, &sources, here, &no_stdin).unwrap();
        let outcome = lint(&project.with_known_charts(known)).unwrap();
        outcome.report.findings.len()
    }

    #[test]
    fn only_files_whose_values_changed_are_executed_again() {
        let known = Arc::default();
        assert_eq!(lint_chart(&known, "a: 1\nb: {c: 1}\n", BY_A), 0);
        assert_eq!(known.counts(), (3, 0));
        assert_eq!(lint_chart(&known, "a: 1\n# moved\nb: {c: 2}\n", BY_A), 0);
        assert_eq!(known.counts(), (4, 2));
        assert_eq!(lint_chart(&known, "a: 1\nb: {c: 2}\n", BY_A), 0);
        assert_eq!(known.counts(), (4, 5));
    }

    #[test]
    fn what_fails_is_told_in_each_round() {
        let known = Arc::default();
        assert_eq!(lint_chart(&known, "a: 1\n", BY_A), 1);
        assert_eq!(lint_chart(&known, "a: 1\n", BY_A), 1);
        assert_eq!(lint_chart(&known, "a: 1\nb: {c: 1}\n", BY_A), 0);
    }

    #[test]
    fn a_template_that_changed_makes_all_of_its_chart_unknown() {
        let known = Arc::default();
        lint_chart(&known, "a: 1\nb: {c: 1}\n", BY_A);
        assert_eq!(
            lint_chart(&known, "a: 1\nb: {c: 1}\n", "a: {{ .Values.a.x }}\n"),
            1
        );
        assert_eq!(known.counts(), (3, 0));
    }
}

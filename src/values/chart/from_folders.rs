//! Dependencies that come from folders beside a chart, as `helm dependency build` puts them into `charts/`.

use super::Chart;
use crate::source::lexical;
use crate::values::Loader;
use crate::values::metadata::{Dependency, VERSION_TO_COME};
use crate::values::versions::fits;
use std::path::{Path, PathBuf};

/// The folder that a dependency comes from, as its `file://` says.
pub fn folder_of(chart: &Path, dependency: &Dependency) -> Option<PathBuf> {
    let path = dependency.repository.strip_prefix("file://")?;
    Some(lexical(&chart.join(path)))
}

impl Chart {
    /// The folders that it takes its dependencies from, and they theirs.
    pub fn folders_of_dependencies(&self) -> Vec<PathBuf> {
        let own = self.dependencies.iter().flatten();
        let own = own.filter_map(|one| folder_of(&self.directory, one));
        let below = self
            .subcharts
            .iter()
            .flat_map(Self::folders_of_dependencies);
        own.chain(below).collect()
    }
}

impl Loader<'_> {
    /// Those that are declared, and of which `charts/` has none. What `helm dependency build` would refuse is left out.
    pub(super) fn subcharts_in_folders(
        &self,
        directory: &Path,
        declared: &[Dependency],
        there: &[Chart],
    ) -> Vec<Chart> {
        let mut found: Vec<Chart> = Vec::new();
        for dependency in declared {
            let is_called = |chart: &Chart| chart.name == dependency.name;
            if there.iter().any(is_called) || found.iter().any(is_called) {
                continue;
            }
            let folder = folder_of(directory, dependency).filter(|folder| self.is_chart(folder));
            let chart = folder.and_then(|folder| self.chart_at(&folder, 1).ok());
            let fits = |chart: &Chart| {
                is_called(chart)
                    && (&*chart.version == VERSION_TO_COME
                        || fits(&dependency.version, &chart.version))
            };
            found.extend(chart.filter(fits));
        }
        found
    }
}

//! What a controller sets and the chart does not read.

use crate::config::Config;
use crate::project::{Loaded, Project};
use crate::rules::{UNREAD_VALUE, UnreadInstalled};

impl Project<'_> {
    /// The values of an installed target that no template of its chart can read; of a chart with a contract its own rules speak.
    pub(in crate::project) fn unread_installed(
        &self,
        config: &Config,
        loaded: &Loaded,
    ) -> Vec<UnreadInstalled> {
        let is_asked = loaded.target.installed.is_some()
            && loaded.contract().is_none()
            && loaded.at.segments().is_empty()
            && self.runs(UNREAD_VALUE.id, config);
        let values = self.installed_values(&loaded.target);
        let (Some(base), Some(values), true) = (&loaded.base, values, is_asked) else {
            return Vec::new();
        };
        let unread = self.unread_values(loaded).unwrap_or_default().never;
        let unread = unread
            .into_iter()
            .filter(|one| values.documents.contains(&one.place.source));
        let found = unread.map(|one| UnreadInstalled {
            chart: base.chart.name.to_string(),
            path: one.path,
            place: one.place,
        });
        found.collect()
    }
}

//! Conditions of charts below that Helm passes over, as the chart at hand shows them, or as they are known of its release.

use super::{Loaded, Project};
use crate::rules::{JudgedRelease, PassedOverCondition};
use crate::source::{PathPattern, PatternStep, ValuePath};
use crate::yaml::Value;

impl Project<'_> {
    /// The conditions in a target's values that are no booleans.
    pub(super) fn passed_over(&self, loaded: &Loaded) -> Vec<PassedOverCondition> {
        if !loaded.at.segments().is_empty() {
            return Vec::new();
        }
        if let Some(base) = &loaded.base {
            let found = loaded.values.passed_over(&base.chart).into_iter();
            let found = found.map(|one| PassedOverCondition {
                path: one.path,
                is_on: one.is_on,
                release: None,
            });
            return found.collect();
        }
        let Some(release) = self.published_release(&loaded.target) else {
            return Vec::new();
        };
        let is_passed_over = |path: &ValuePath| {
            let node = loaded.values.get(path);
            let value = node.map_or(&Value::Null, |node| &node.value);
            !matches!(value, Value::Bool(_) | Value::Null | Value::Map(_))
        };
        let paths = release.conditions().into_iter().filter_map(keys);
        let found = paths
            .filter(is_passed_over)
            .map(|path| PassedOverCondition {
                path,
                is_on: true,
                release: Some(JudgedRelease::of(&release)),
            });
        found.collect()
    }
}

/// A pattern that stands for one path.
fn keys(pattern: &PathPattern) -> Option<ValuePath> {
    let keys = pattern.steps().iter().map(|step| match step {
        PatternStep::Key(key) => Some(&**key),
        PatternStep::Any => None,
    });
    Some(ValuePath::keys(keys.collect::<Option<Vec<_>>>()?))
}

//! Conditions of dependencies that Helm passes over: it logs that they are no booleans, and goes on as if they were not there.

use super::{Chart, EnabledChart, Values};
use crate::source::ValuePath;
use crate::yaml::Value;

/// A condition that is no boolean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its path in the values.
    pub path: ValuePath,
    /// Whether the dependency is on all the same.
    pub is_on: bool,
}

impl Values {
    /// The conditions of a chart, and of those below that are on, that Helm passes over.
    pub fn passed_over(&self, chart: &Chart) -> Vec<PassedOver> {
        let mut found = Vec::new();
        if let Some(chart) = self.charts(chart) {
            self.collect_passed_over(&chart, &ValuePath::root(), &mut found);
        }
        found
    }

    fn collect_passed_over(
        &self,
        chart: &EnabledChart<'_>,
        at: &ValuePath,
        found: &mut Vec<PassedOver>,
    ) {
        for dependency in chart.chart.dependencies.iter().flatten() {
            let name = dependency.alias.as_ref().unwrap_or(&dependency.name);
            let mut left = chart.dependencies.iter().flatten();
            let is_on = left.any(|one| one.name == *name);
            for condition in dependency.conditions() {
                let path = at.append(&condition);
                match self.get(&path).map(|node| &node.value) {
                    Some(Value::Bool(_)) => break,
                    None | Some(Value::Null | Value::Map(_)) => {}
                    Some(_) => found.push(PassedOver { path, is_on }),
                }
            }
        }
        for below in &chart.subcharts {
            self.collect_passed_over(below, &at.join(&*below.name), found);
        }
    }
}

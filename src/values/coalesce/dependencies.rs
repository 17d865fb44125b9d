//! Declared dependencies: which are on, and what their parents import from them.

use super::effective::Effective;
use super::tables::{Nulls, overlay, without_nulls};
use super::{NotATable, coalesce, empty_map, merge};
use crate::source::{Segment, ValuePath};
use crate::values::{Chart, Dependency, HelmVersion, Import};
use crate::yaml::{Entry, Mapping, Node, Value};
use std::sync::Arc;

impl Effective {
    /// The chart as it is under the user's values.
    pub(in crate::values) fn of(
        chart: &Chart,
        user: &Node,
        version: HelmVersion,
    ) -> Result<Arc<Self>, NotATable> {
        let raw = chart
            .prepared
            .get((version, vec![RAW.to_owned()]), || Ok(Self::raw(chart, 0)))?;
        if !raw.declares() {
            return Ok(raw);
        }
        let mut enabled = (*raw).clone();
        let mut disabled = Vec::new();
        enabled.drop_disabled(user, "", &mut disabled, version)?;
        chart.prepared.get((version, disabled), || {
            enabled.import_values(version)?;
            Ok(enabled)
        })
    }

    fn declares(&self) -> bool {
        self.dependencies.is_some() || self.subcharts.iter().any(Self::declares)
    }

    /// Applies aliases and takes out the subcharts that tags and conditions turn off, here and below; a chart that
    /// declares nothing leaves all charts below it as they are. Helm coalesces a subchart's values into its parent's
    /// for this, at the parent's level.
    fn drop_disabled(
        &mut self,
        values: &Node,
        path: &str,
        disabled: &mut Vec<String>,
        version: HelmVersion,
    ) -> Result<(), NotATable> {
        self.apply_declarations();
        let Some(mut dependencies) = self.dependencies.take() else {
            return Ok(());
        };
        let values = coalesce(self, values, version)?;
        let at = ValuePath::keys(path.split_terminator('.'));
        let off: Vec<Arc<str>> = dependencies
            .iter()
            .filter(|dependency| !is_enabled(dependency, &values, &at))
            .map(|dependency| Arc::clone(&dependency.name))
            .collect();
        disabled.extend(off.iter().map(|name| format!("{path}{name}")));
        self.subcharts
            .retain(|subchart| !off.contains(&subchart.name));
        dependencies.retain(|dependency| !off.contains(&dependency.name));
        self.dependencies = (!dependencies.is_empty()).then_some(dependencies);
        for subchart in &mut self.subcharts {
            let path = format!("{path}{}.", subchart.name);
            subchart.drop_disabled(&values, &path, disabled, version)?;
        }
        Ok(())
    }

    /// Gives each chart with declared dependencies the defaults of the charts below as its own, and what it imports
    /// from them; its own values win.
    fn import_values(&mut self, version: HelmVersion) -> Result<(), NotATable> {
        for subchart in &mut self.subcharts {
            subchart.import_values(version)?;
        }
        let Some(dependencies) = self.dependencies.clone() else {
            return Ok(());
        };
        let nothing = empty_map(self.start());
        let nulls = Nulls::keeping(version);
        let values = merge(self, &nothing, nulls)?;
        if version == HelmVersion::V3 {
            self.import_as_helm_3(&dependencies, values);
            return Ok(());
        }
        let mut imported = nothing;
        for dependency in &dependencies {
            for import in &dependency.imports {
                if let Some(table) = imported_table(dependency, import, &values) {
                    imported = overlay(&table, &imported, nulls);
                }
            }
        }
        self.values = overlay(&imported, &values, nulls);
        self.clean = without_nulls(&self.values);
        Ok(())
    }
}

/// Marks the chart as it is in its folder; no subchart has such a name.
const RAW: &str = "*";

/// The first condition that is a boolean decides; else the tags, of which one that is on suffices; else it is on.
fn is_enabled(dependency: &Dependency, values: &Node, path: &ValuePath) -> bool {
    let by_condition = { dependency.conditions() }
        .find_map(|condition| boolean(values.at(&path.append(&condition))?));
    by_condition.unwrap_or_else(|| {
        let tags = dependency.tags.iter();
        let states: Vec<bool> = tags
            .filter_map(|tag| boolean(values.get("tags")?.get(tag)?))
            .collect();
        states.is_empty() || states.contains(&true)
    })
}

fn boolean(node: &Node) -> Option<bool> {
    match node.value {
        Value::Bool(bool) => Some(bool),
        _ => None,
    }
}

fn dotted(path: &str) -> ValuePath {
    ValuePath::keys(path.split('.'))
}

/// A table of the subchart, at the path of the parent that wants it; `None` if the subchart has no such table.
pub(super) fn imported_table(
    dependency: &Dependency,
    import: &Import,
    values: &Node,
) -> Option<Node> {
    let table = values.get(&dependency.name)?.at(&dotted(&import.child))?;
    table.as_map()?;
    if import.parent == "." {
        return Some(table.clone());
    }
    let path = dotted(&import.parent);
    Some(
        path.segments()
            .iter()
            .rev()
            .fold(table.clone(), |node, segment| {
                let Segment::Key(key) = segment else {
                    return node;
                };
                let place = node.place;
                let entry = Entry {
                    key: Arc::clone(key),
                    key_place: place,
                    node,
                    merged: false,
                };
                Node::implied(Value::Map(Arc::new(Mapping::from_iter([entry]))), place)
            }),
    )
}

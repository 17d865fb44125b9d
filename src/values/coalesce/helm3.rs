//! What Helm 3 does otherwise where dependencies are declared.

use super::dependencies::imported_table;
use super::tables::{Nulls, overlay, without_nulls};
use super::{Effective, GLOBAL, empty_map};
use crate::values::Dependency;
use crate::values::merge::with_map;
use crate::yaml::{Entry, Node, Value};
use std::sync::Arc;

impl Effective {
    /// To Helm 3 what is imported by `exports` wins over the chart's own values, and what is imported by a path does not; such an
    /// import forgets those by `exports` before it.
    pub(super) fn import_as_helm_3(&mut self, dependencies: &[Dependency], mut values: Node) {
        let mut exported = empty_map(self.start());
        let mut is_by_path = false;
        for dependency in dependencies {
            for import in &dependency.imports {
                let Some(table) = imported_table(dependency, import, &values) else {
                    continue;
                };
                if import.parent == "." && import.child.starts_with("exports.") {
                    exported = overlay(&table, &exported, Nulls::DeleteAll);
                } else {
                    values = overlay(&table, &values, Nulls::DeleteAll);
                    exported = values.clone();
                    is_by_path = true;
                }
            }
        }
        self.forget_nulls_below(&mut values, is_by_path);
        if is_by_path {
            values = without_nulls(&values);
            exported = without_nulls(&exported);
        }
        self.values = overlay(&values, &exported, Nulls::DeleteAll);
        self.clean = without_nulls(&self.values);
    }

    /// Helm 3 has the tables of subcharts as one with those of their parent when it coalesces them once more. By that nulls delete
    /// themselves, but for those at the top of a subchart's own values, and at the top of its globals, where the parent's own
    /// values have a table for it.
    fn forget_nulls_below(&mut self, values: &mut Node, is_by_path: bool) {
        let own = self.values.clone();
        for subchart in &mut self.subcharts {
            let own = match is_by_path {
                true => Some(&*values),
                false => Some(&own),
            };
            subchart.forget_nulls(own.and_then(|own| own.get(&subchart.name)));
            if let Value::Map(map) = &mut values.value
                && let Some(entry) = Arc::make_mut(map).get_mut(&subchart.name)
            {
                entry.node = without_nulls(&entry.node);
            }
        }
    }

    fn forget_nulls(&mut self, own: Option<&Node>) {
        let own = own.filter(|own| own.as_map().is_some());
        self.values = match own {
            Some(_) => with_nulls_at_top(&self.values),
            None => without_nulls(&self.values),
        };
        for subchart in &mut self.subcharts {
            subchart.forget_nulls(own.and_then(|own| own.get(&subchart.name)));
        }
    }
}

/// Values without nulls below their top and that of their globals.
fn with_nulls_at_top(values: &Node) -> Node {
    let tables = |node: &Node, of: &dyn Fn(&Entry) -> Node| {
        let Some(map) = node.as_map() else {
            return node.clone();
        };
        let entries = map.entries().iter();
        let entries = entries.map(|entry| Entry {
            node: of(entry),
            ..entry.clone()
        });
        with_map(node, entries.collect())
    };
    let inner = |entry: &Entry| without_nulls(&entry.node);
    tables(values, &|entry| match &*entry.key {
        GLOBAL => tables(&entry.node, &inner),
        _ => inner(entry),
    })
}

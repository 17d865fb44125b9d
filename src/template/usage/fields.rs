//! What is at a key of what an operand may be.

use super::item::{Item, Items};
use super::walk::Walk;
use crate::source::{PathPattern, PatternStep};
use std::sync::Arc;

/// What can be called on all values, and on what Helm hands to templates, beside their keys.
const METHODS: &[&str] = &["AsMap", "Encode", "PathValue", "Table", "YAML"];

/// The key that holds what all charts share.
const GLOBAL: &str = "global";

impl Walk<'_> {
    /// What is at a key; `None` is any key.
    pub(super) fn field(&mut self, items: &Items, key: Option<&str>) -> Items {
        let mut found = Items::default();
        for item in items.all() {
            found.add(self.field_of(item, key));
        }
        self.bounded(found)
    }

    /// What is at one of some keys.
    pub(super) fn fields(&mut self, items: &Items, keys: &[Option<Arc<str>>]) -> Items {
        let mut found = Items::default();
        for key in keys {
            found.add(self.field(items, key.as_deref()));
        }
        self.bounded(found)
    }

    fn field_of(&mut self, item: &Item, key: Option<&str>) -> Items {
        if key.is_some_and(|key| METHODS.contains(&key)) && self.is_of_helm(item) {
            let all = Items::one(item.clone());
            self.note_whole(&all);
            return all.and(Items::unknown());
        }
        match item {
            Item::Root(chart) => {
                let known = self.root_field(*chart, key);
                let made = self.made.root(*chart);
                known.and(made.map_or_else(Items::default, |id| self.made_field(id, key)))
            }
            Item::Subcharts(chart) => {
                let below = self.scope.below(*chart, key);
                below.map(Item::Root).collect()
            }
            Item::Template(chart) if key == Some("BasePath") => {
                Items::text(&self.scope.base_path(*chart))
            }
            Item::Template(_) | Item::Text(_) => Items::unknown(),
            Item::Files => Items::one(Item::Files),
            Item::Value(path) => self.value_field(path, key),
            Item::Written(_) => Items::one(item.clone()).and(Items::unknown()),
            Item::Made(id) => self.made_field(*id, key),
        }
    }

    /// Whether something is what Helm hands to a chart's templates, or all values of a chart.
    fn is_of_helm(&self, item: &Item) -> bool {
        match item {
            Item::Root(_) => true,
            Item::Value(path) => {
                let mut charts = 0..self.scope.charts.len();
                charts.any(|chart| self.scope.prefix(chart).meets(path))
            }
            _ => false,
        }
    }

    fn root_field(&self, chart: usize, key: Option<&str>) -> Items {
        let values = || self.with_changes(self.scope.prefix(chart));
        match key {
            Some("Values") => values(),
            Some("Subcharts") => Items::one(Item::Subcharts(chart)),
            Some("Template") => Items::one(Item::Template(chart)),
            Some("Files") => Items::one(Item::Files),
            Some(_) => Items::unknown(),
            None => {
                let others = [Item::Subcharts(chart), Item::Template(chart), Item::Files];
                values()
                    .and(others.into_iter().collect())
                    .and(Items::unknown())
            }
        }
    }

    fn value_field(&self, path: &PathPattern, key: Option<&str>) -> Items {
        let step = match key {
            Some(key) => PatternStep::Key(key.into()),
            None => PatternStep::Any,
        };
        let mut found = self.with_changes(path.join(step));
        if key.is_none_or(|key| key == GLOBAL) {
            found.add(self.globals_at(path));
        }
        found
    }

    /// A value, and what templates put in its place or merge into it.
    fn with_changes(&self, path: PathPattern) -> Items {
        let changes = self.changes.iter();
        let changes = changes.filter(|(changed, _)| changed.meets(&path));
        let mut items: Items = changes
            .flat_map(|(_, items)| items.all().cloned().collect::<Vec<_>>())
            .collect();
        items.add(Items::value(path));
        items
    }

    /// What templates put into values, at any depth.
    pub(super) fn changed_below(&self, items: &Items) -> Items {
        let paths = items.all().filter_map(|item| match item {
            Item::Value(path) => Some(path),
            _ => None,
        });
        let changes = paths.flat_map(|path| {
            let changes = self.changes.iter();
            changes.filter(move |(changed, _)| path.may_hold(changed))
        });
        changes
            .flat_map(|(_, items)| items.all().cloned().collect::<Vec<_>>())
            .collect()
    }

    /// What Helm puts at `global` of a chart's values: what is there in those of the charts above.
    fn globals_at(&self, path: &PathPattern) -> Items {
        let charts = 0..self.scope.charts.len();
        let of_charts = charts.filter(|chart| self.scope.prefix(*chart).meets(path));
        self.globals_above(of_charts)
    }

    /// The same for all charts whose values are at a path or below it.
    pub(super) fn globals_within(&self, path: &PathPattern) -> Items {
        let charts = 0..self.scope.charts.len();
        let of_charts = charts.filter(|chart| path.may_hold(&self.scope.prefix(*chart)));
        self.globals_above(of_charts)
    }

    fn globals_above(&self, charts: impl Iterator<Item = usize>) -> Items {
        let global = PathPattern::keys([GLOBAL]);
        let mut found = Items::default();
        for chart in charts {
            let mut above = self.scope.above(chart);
            while let Some(chart) = above {
                found.add(Items::value(self.scope.prefix(chart).append(&global)));
                above = self.scope.above(chart);
            }
        }
        found
    }

    fn made_field(&mut self, id: usize, key: Option<&str>) -> Items {
        let (all, others) = self.made.with_merged(id);
        let mut found = Items::default();
        for made in all {
            found.add(made.any.clone());
            match key {
                Some(key) => found.add(made.keys.get(key).cloned().unwrap_or_default()),
                None => made.keys.values().for_each(|one| found.add(one.clone())),
            }
        }
        for other in others.all() {
            found.add(match other {
                Item::Root(chart) => self.root_field(*chart, key),
                other => self.field_of(other, key),
            });
        }
        found
    }

    /// What is in mappings and lists.
    pub(super) fn elements(&mut self, items: &Items) -> Items {
        self.field(items, None)
    }

    /// The keys of mappings, as far as templates made them.
    pub(super) fn keys_of(&self, items: &Items) -> Items {
        let mut found = Items::default();
        for item in items.all() {
            let made = match item {
                Item::Made(id) => self.made.get(*id),
                _ => None,
            };
            let known = made.filter(|made| made.merged.is_nothing() && made.any.is_nothing());
            match known {
                Some(made) if !made.keys.is_empty() => {
                    let keys = made.keys.keys();
                    keys.for_each(|key| found.add(Items::text(key)));
                }
                _ => found.add(Items::unknown()),
            }
        }
        found
    }
}

//! Patterns of paths as a tree: those that have to do with a path are found without asking each.

use super::{PathPattern, PatternStep, Segment, ValuePath};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Patterns by their steps, each with values.
#[derive(Debug, Clone)]
pub struct PatternTree<T> {
    values: Vec<T>,
    by_key: BTreeMap<Arc<str>, Self>,
    by_any: Option<Box<Self>>,
}

/// Where a path leads to in a tree.
#[derive(Debug)]
pub struct PatternTrail<'t, T> {
    /// The trees on the way there: what is at them is around the path.
    pub around: Vec<&'t PatternTree<T>>,
    /// The trees where it ends: what is at them is the path, and what is below them is below it.
    pub ends: Vec<&'t PatternTree<T>>,
}

impl<T> Default for PatternTree<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            by_key: BTreeMap::new(),
            by_any: None,
        }
    }
}

impl<T> PatternTree<T> {
    /// The values of a pattern, to add to.
    pub fn entry(&mut self, pattern: &PathPattern) -> &mut Vec<T> {
        let mut tree = self;
        for step in pattern.steps() {
            tree = match step {
                PatternStep::Key(key) => tree.by_key.entry(Arc::clone(key)).or_default(),
                PatternStep::Any => tree.by_any.get_or_insert_default(),
            };
        }
        &mut tree.values
    }

    /// Where a path leads to.
    pub fn trail(&self, path: &ValuePath) -> PatternTrail<'_, T> {
        let mut around = Vec::new();
        let mut ends = vec![self];
        for segment in path.segments() {
            let next = ends.iter().flat_map(|tree| tree.step(segment)).collect();
            around.append(&mut ends);
            ends = next;
        }
        PatternTrail { around, ends }
    }

    fn step(&self, segment: &Segment) -> impl Iterator<Item = &Self> {
        let by_key = match segment {
            Segment::Key(key) => self.by_key.get(key),
            Segment::Index(_) => None,
        };
        by_key.into_iter().chain(self.by_any.as_deref())
    }

    /// The values of the pattern that ends here.
    pub fn own(&self) -> &[T] {
        &self.values
    }

    /// The values of the pattern that ends here, and of those that go on.
    pub fn all(&self) -> Vec<&T> {
        let mut all = Vec::new();
        let mut open = vec![self];
        while let Some(tree) = open.pop() {
            all.extend(&tree.values);
            open.extend(tree.by_key.values().chain(tree.by_any.as_deref()));
        }
        all
    }

    /// Whether no pattern ends here or goes on.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.by_key.is_empty() && self.by_any.is_none()
    }

    /// The keys by which patterns go on.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<str>> {
        self.by_key.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::PatternTree;
    use crate::source::{PathPattern, PatternStep, ValuePath};

    fn pattern(text: &str) -> PathPattern {
        let steps = text.split('.').filter(|step| !step.is_empty());
        steps.fold(PathPattern::default(), |path, step| {
            path.join(match step {
                "*" => PatternStep::Any,
                key => PatternStep::Key(key.into()),
            })
        })
    }

    #[test]
    fn finds_the_patterns_that_cover_a_path_or_are_within_it() {
        let patterns = ["", "a", "a.b", "a.*", "a.*.c", "*.b", "d.e.f"];
        let mut tree = PatternTree::default();
        for text in patterns {
            tree.entry(&pattern(text)).push(text);
        }
        for path in ["", "a", "a.b", "a[0]", "a.b.c", "a.x.c.y", "d", "d.e", "x"] {
            let path = ValuePath::parse(path);
            let trail = tree.trail(&path);
            let sorted = |mut found: Vec<&&'static str>| {
                found.sort();
                found.into_iter().copied().collect::<Vec<_>>()
            };
            let of = |holds: &dyn Fn(&PathPattern) -> bool| {
                let found = patterns.iter().filter(|text| holds(&pattern(text)));
                sorted(found.collect())
            };
            let ends = trail.ends.iter();
            let around = trail.around.iter().flat_map(|tree| tree.own());
            let is_path = ends.clone().flat_map(|tree| tree.own());
            let is_around = |one: &PathPattern| one.covers(&path) && !one.is(&path);
            assert_eq!(sorted(around.collect()), of(&is_around), "{path}");
            assert_eq!(
                sorted(is_path.collect()),
                of(&|one| one.is(&path)),
                "{path}"
            );
            let within = ends.flat_map(|tree| tree.all());
            assert_eq!(
                sorted(within.collect()),
                of(&|one| one.is_within(&path)),
                "{path}"
            );
        }
        assert!(
            tree.trail(&ValuePath::parse("d.x"))
                .ends
                .iter()
                .all(|end| end.is_empty())
        );
        assert_eq!(
            tree.keys().map(|key| &**key).collect::<Vec<_>>(),
            ["a", "d"]
        );
    }
}

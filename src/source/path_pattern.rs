//! Paths of which not every step is known.

use super::{Segment, ValuePath};
use std::sync::Arc;

/// A step of which it may not be known where it leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PatternStep {
    /// Into this key of a mapping.
    Key(Arc<str>),
    /// Into any key of a mapping, or any item of a list.
    Any,
}

impl PatternStep {
    fn fits(&self, segment: &Segment) -> bool {
        match (self, segment) {
            (Self::Any, _) => true,
            (Self::Key(key), Segment::Key(other)) => key == other,
            (Self::Key(_), Segment::Index(_)) => false,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Key(one), Self::Key(other)) => one == other,
            _ => true,
        }
    }
}

/// A path within values, or many: a step that is not known fits any key and any item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct PathPattern(Arc<[PatternStep]>);

impl PathPattern {
    /// The path of these keys.
    pub fn keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        let steps = keys.into_iter().map(|key| PatternStep::Key(key.into()));
        Self(steps.collect())
    }

    /// Its steps, from the root.
    pub fn steps(&self) -> &[PatternStep] {
        &self.0
    }

    /// The pattern one step further.
    #[must_use]
    pub fn join(&self, step: PatternStep) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// The pattern continued by another.
    #[must_use]
    pub fn append(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&*other.0).cloned().collect())
    }

    /// Whether it is a path, or something around it.
    pub fn covers(&self, path: &ValuePath) -> bool {
        self.0.len() <= path.segments().len() && self.runs_along(path)
    }

    /// Whether it is a path, or something below it.
    pub fn is_within(&self, path: &ValuePath) -> bool {
        self.0.len() >= path.segments().len() && self.runs_along(path)
    }

    /// Whether it is a path.
    pub fn is(&self, path: &ValuePath) -> bool {
        self.0.len() == path.segments().len() && self.runs_along(path)
    }

    /// Whether it and a path have the same steps, as far as both go.
    fn runs_along(&self, path: &ValuePath) -> bool {
        let mut steps = self.0.iter().zip(path.segments());
        steps.all(|(step, segment)| step.fits(segment))
    }

    /// Whether some path is one of both.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.may_hold(other)
    }

    /// Whether each path of the other is one of this, or below one.
    pub fn holds(&self, other: &Self) -> bool {
        let mut steps = self.0.iter().zip(&*other.0);
        self.0.len() <= other.0.len()
            && steps.all(|(one, other)| *one == PatternStep::Any || one == other)
    }

    /// Whether some path of the other is one of this, or below one.
    pub fn may_hold(&self, other: &Self) -> bool {
        let mut steps = self.0.iter().zip(&*other.0);
        self.0.len() <= other.0.len() && steps.all(|(one, other)| one.meets(other))
    }
}

#[cfg(test)]
mod tests {
    use super::{PathPattern, PatternStep};
    use crate::source::ValuePath;

    #[test]
    fn what_is_not_known_fits_all() {
        let pattern = PathPattern::keys(["a"]).join(PatternStep::Any);
        let pattern = pattern.join(PatternStep::Key("c".into()));
        for (path, covers, is_within) in [
            ("", false, true),
            ("a", false, true),
            ("b", false, false),
            ("a.x", false, true),
            ("a.x.c", true, true),
            ("a[1].c", true, true),
            ("a.x.d", false, false),
            ("a.x.c.e", true, false),
        ] {
            let path = ValuePath::parse(path);
            assert_eq!(pattern.covers(&path), covers, "{path}");
            assert_eq!(pattern.is_within(&path), is_within, "{path}");
            assert_eq!(pattern.is(&path), covers && is_within, "{path}");
        }
        assert!(pattern.meets(&PathPattern::keys(["a", "b", "c"])));
        assert!(!pattern.meets(&PathPattern::keys(["a", "b"])));
        assert!(PathPattern::keys(["a"]).may_hold(&pattern));
        assert!(!pattern.may_hold(&PathPattern::keys(["a"])));
    }
}

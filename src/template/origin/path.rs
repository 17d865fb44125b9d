//! A path in values that shares its beginning with its siblings.

use crate::source::{Segment, ValuePath};
use std::rc::Rc;
use std::sync::Arc;

/// A path in values, linked to its parent: a child costs one allocation, however deep it is.
#[derive(Debug, Clone, Default)]
pub struct PathLink(Option<Rc<Step>>);

#[derive(Debug)]
struct Step {
    parent: PathLink,
    segment: Segment,
}

impl PathLink {
    /// The path of the values as a whole.
    pub fn root() -> Self {
        Self::default()
    }

    /// The path of a key below.
    #[must_use]
    pub fn key(&self, key: impl Into<Arc<str>>) -> Self {
        self.join(Segment::Key(key.into()))
    }

    /// The path of an item below.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.join(Segment::Index(index))
    }

    fn join(&self, segment: Segment) -> Self {
        Self(Some(Rc::new(Step {
            parent: self.clone(),
            segment,
        })))
    }

    /// The path, written out.
    pub fn to_path(&self) -> ValuePath {
        let mut segments = Vec::new();
        let mut link = self;
        while let Some(step) = &link.0 {
            segments.push(step.segment.clone());
            link = &step.parent;
        }
        segments.reverse();
        ValuePath::from(segments)
    }
}

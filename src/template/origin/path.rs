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

    /// The path above, if this is the path of that key.
    pub fn parent_of(&self, key: &str) -> Option<Self> {
        let step = self.0.as_deref()?;
        match &step.segment {
            Segment::Key(own) if &**own == key => Some(step.parent.clone()),
            _ => None,
        }
    }

    /// Whether both are one path.
    pub fn is_same(&self, other: &Self) -> bool {
        let (mut one, mut other) = (self, other);
        loop {
            match (&one.0, &other.0) {
                (None, None) => return true,
                (Some(a), Some(b)) if Rc::ptr_eq(a, b) => return true,
                (Some(a), Some(b)) if a.segment == b.segment => {
                    (one, other) = (&a.parent, &b.parent);
                }
                _ => return false,
            }
        }
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

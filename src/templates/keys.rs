//! The paths that an expression of a template is made of.

use std::collections::BTreeSet;

/// How many paths an expression may be made of; beyond that it may be anything.
const MAX_NAMES: usize = 64;

/// How long such a path may be.
const MAX_NAME: usize = 256;

/// What an expression is made of: the paths in it, each as far as it is known.
#[derive(Clone, Default)]
pub(super) struct ReadKeys {
    pub(super) names: BTreeSet<String>,
    /// Whether it is one path and nothing else, so that what is below it is below that path.
    pub(super) is_plain: bool,
    /// Whether it may be anything else too.
    pub(super) is_any: bool,
    /// Whether it is the argument of the helper that it is in, or a part of that.
    pub(super) is_argument: bool,
}

impl ReadKeys {
    /// One key, whatever it is below.
    pub(super) fn named(key: &str) -> Self {
        Self {
            names: BTreeSet::from([key.to_owned()]),
            ..Self::default()
        }
    }

    /// An expression that may be made of any path.
    pub(super) fn any() -> Self {
        Self {
            is_any: true,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.is_plain = false;
        self.names.extend(other.names.iter().cloned());
        self.is_any |= other.is_any;
        self.is_argument |= other.is_argument;
        self.bound();
    }

    /// Treats too many paths, or too long ones, as any path.
    pub(super) fn bound(&mut self) {
        if self.names.len() > MAX_NAMES || self.names.iter().any(|name| name.len() > MAX_NAME) {
            self.names.clear();
            self.is_plain = false;
            self.is_any = true;
        }
    }
}

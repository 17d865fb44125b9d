//! A value that was set, is absent, or is there but unknown.

use crate::source::{Place, ValuePath};

/// A value with its path and places.
#[derive(Debug, Clone)]
pub struct Field<T> {
    /// Its path from the root of the values.
    pub path: ValuePath,
    /// The place of its key; if it is absent, the place at which its absence is reported.
    pub key: Place,
    /// The place of its value; if it is absent, the place at which its absence is reported.
    pub place: Place,
    /// What is known of it.
    pub state: State<T>,
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum State<T> {
    /// It is set to this value.
    Set(T),
    /// It is not there, or null.
    Absent,
    /// It is there, but the values do not show what it will be: it has a wrong type, comes from elsewhere, or holds a
    /// placeholder that is filled in later.
    Unknown,
}

impl<T> Field<T> {
    /// The value, where it is set.
    pub fn get(&self) -> Option<&T> {
        match &self.state {
            State::Set(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is absent or null.
    pub fn is_absent(&self) -> bool {
        matches!(self.state, State::Absent)
    }

    /// Whether it is there, but unknown.
    pub fn is_unknown(&self) -> bool {
        matches!(self.state, State::Unknown)
    }
}

impl Field<bool> {
    /// Truth as Go's templates see it: an absent flag is off.
    pub fn is_on(&self) -> bool {
        self.get() == Some(&true)
    }
}

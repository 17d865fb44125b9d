//! A setting of the platform, and where its value comes from.

/// Where the value of a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The config file or the command line.
    Stated,
    /// It follows from a stated version, unless somebody chose otherwise.
    Derived,
    /// Nobody: it is what the contract's chart was released with.
    Assumed,
}

/// A setting of the platform, with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The setting's value.
    pub value: T,
    /// Where the value of a setting comes from.
    pub origin: Origin,
}

impl<T: Clone> Setting<T> {
    /// What is stated, else what is assumed, else what every contract assumes.
    pub(super) fn first(stated: Option<&T>, assumed: Option<&T>, default: T) -> Self {
        match stated {
            Some(value) => Self {
                value: value.clone(),
                origin: Origin::Stated,
            },
            None => Self {
                value: assumed.cloned().unwrap_or(default),
                origin: Origin::Assumed,
            },
        }
    }

    /// Whether somebody stated it.
    pub fn is_stated(&self) -> bool {
        self.origin == Origin::Stated
    }
}

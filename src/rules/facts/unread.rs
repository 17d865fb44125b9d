//! Values that nothing reads where they are.

use crate::source::ValuePath;

/// Agents in values that no template reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Their names.
    pub agents: Vec<String>,
    /// The keys below which a subchart's templates would read them.
    pub keys: Vec<ValuePath>,
    /// The declared dependencies that are not in `charts/` and may read them.
    pub absent: AbsentReaders,
    /// Charts that have the same values, as the config file says, and read them.
    pub charts: Vec<String>,
}

/// A value that nothing reads where it is, though the templates of a chart below would read it elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisplacedValue {
    /// Where it is.
    pub path: ValuePath,
    /// Where it is meant to be.
    pub meant: IntendedPlace,
}

/// Where a value is meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntendedPlace {
    /// Unchanged, below one of these keys.
    Below(Vec<ValuePath>),
    /// Its content, below one of these keys.
    Instead(Vec<ValuePath>),
    /// At this path, whose steps are written as one key with dots.
    Steps(ValuePath),
}

/// The keys of dependencies that are not in `charts/` and may read agents below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AbsentReaders {
    /// Those whose templates, in the folder that they come from, do.
    pub shown: Vec<ValuePath>,
    /// Those that are called like charts whose releases did.
    pub known: Vec<ValuePath>,
    /// Those of which nothing is known.
    pub unknown: Vec<ValuePath>,
}

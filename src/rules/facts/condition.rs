//! Conditions that Helm passes over.

use super::JudgedRelease;
use crate::source::ValuePath;

/// A value that says whether a chart below is on, and that Helm passes over: it is no boolean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOverCondition {
    /// Its path.
    pub path: ValuePath,
    /// Whether that chart is on all the same.
    pub is_on: bool,
    /// By which release that is known; `None` where the chart itself is here.
    pub release: Option<JudgedRelease>,
}

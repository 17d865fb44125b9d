//! How sure it is that a chart follows a contract.

/// How a target's contract is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The chart's own templates show it.
    Shown,
    /// Somebody names it, on the command line or in the config file.
    Stated,
    /// No template is at hand, and the chart's release is known to follow it.
    Known,
    /// No template is at hand, so the default is taken.
    Assumed,
    /// No contract applies: the chart's templates are at hand and show none.
    None,
}

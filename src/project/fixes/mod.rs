//! Fixes, from what a rule proposes to what is written. The only place where it is decided what `--fix` applies.
//!
//! A fix is *proposed* by a rule, as the change of a value. It is *planned* as edits of the one file of the target's own that is
//! to have the change, if that file can be edited so that nothing else changes. It is *agreed on* by all targets that have the
//! finding, *sound* if the file's values, read again, change as the fix says and not otherwise, and *rated* as safe or unsafe.
//!
//! `--fix` applies a fix that is safe: its rule does not leave it to a person, and on every platform that may be meant, in every
//! target that reads the file, each agent runs and calls as before; or the chart cannot be rendered without it. All others need
//! `--unsafe-fixes`. What other targets make of it is found out only where a report shows fixes, or fixes are applied.

mod agree;
mod cross_target;
mod identity;
mod plan;
mod rendered;
mod sound;
mod until_stable;
mod writable;

pub(super) use agree::Agreement;
pub(super) use plan::add;
pub(super) use sound::drop_unsound;
pub use until_stable::{FixedRun, Rewritten, RunEnvironment, fix_until_stable};

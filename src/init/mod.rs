//! A first config file: what stands below a folder, the file that says so, and what to do next.
//!
//! The file sets nothing. Each line of it is a comment: one `#` for an example, two for what explains it, so that an editor's
//! command to uncomment lines turns examples into settings and leaves explanations alone.

mod found;
mod next;
mod overlays;
mod text;
mod unset;

pub use found::{Chart, Found, Overlay, look};
pub use next::next;
pub use text::text;

/// Several of a thing: `1 chart`, `2 charts`.
fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// How many agents, and how many of them are active.
fn agents(all: usize, active: usize) -> String {
    match (all, active) {
        (0, _) => "no agents".to_owned(),
        (_, 0) => format!("{}, none active", count(all, "agent")),
        _ => format!("{}, {active} active", count(all, "agent")),
    }
}

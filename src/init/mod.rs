//! A first config file: what is below a folder, the file that says so, and what to do next.
//!
//! The file sets nothing. Each line of it is a comment: one `#` for an example, two for what explains it, so that an editor's
//! command to uncomment lines turns examples into settings and leaves explanations alone.

mod found;
mod next;
mod overlays;
mod text;
mod without_configs;

pub use found::{ChartFound, Inventory, Overlay, look};
pub use next::next;
pub use text::text;

use crate::words::plural;

/// How many agents, and how many of them are active.
fn agents(all: usize, active: usize) -> String {
    match (all, active) {
        (0, _) => "no agents".to_owned(),
        (_, 0) => format!("{}, none active", plural(all, "agent")),
        _ => format!("{}, {active} active", plural(all, "agent")),
    }
}

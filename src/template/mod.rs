//! Helm's templates, run: text with the origin of every byte, and why what is absent is absent.

mod changes;
mod chart;
pub mod decision;
mod engine;
pub mod eval;
pub mod functions;
pub mod inputs;
mod kinds;
pub mod marshal;
pub mod objects;
pub mod options;
pub mod origin;
pub mod output;
pub mod parse;
pub mod parses;
pub mod print;
mod program;
#[cfg(test)]
mod properties;
pub mod reads;
pub mod refused;
pub mod reuse;
mod stack;
#[cfg(test)]
mod testing;
pub mod torn;
pub mod unmarshal;
pub mod usage;
pub mod value;
pub mod version;

pub use changes::may_change_shared_maps;
pub use chart::{ChartSource, FileBytes};
pub use engine::{
    Afterwards, RenderOptions, Rendered, Rendering, Reusing, render, render_reusing, render_some,
};
pub use kinds::{may_write, reached_from};
pub use program::{Program, TemplateText};
pub use stack::{on_deep_stack, pool_of_deep_stacks};

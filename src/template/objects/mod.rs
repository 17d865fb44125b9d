//! The built-in objects, and the methods that values of other types have.

pub mod capabilities;
mod chart;
mod cluster;
mod fields;
mod files;
mod methods;
mod path_glob;
mod release;

pub(super) use chart::chart;
pub(super) use cluster::capabilities as cluster;
pub use fields::Fields;
pub(super) use files::Files;
pub use methods::method;
pub use release::Release;

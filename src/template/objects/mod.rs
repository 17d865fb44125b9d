//! The built-in objects, and the methods that values of other types have.

pub mod capabilities;
mod methods;

pub use methods::method;
